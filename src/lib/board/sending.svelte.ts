import type { BoardCard } from '../feeds/board.ts';
import type { WireReply } from '../sync/protocol.ts';

import type { Command } from '../job/command.ts';
import { askFate, deliver, type Delivery } from './deliver.ts';
import { Turns } from './per-job-queue.ts';

/** The board's commands on their way to the server, and those whose fate nobody knows. */
export class Sending {
	/** How many of both there are: while there is one the page is not to be left without a word. */
	underWay = $state(0);
	/** Is told what became of a command whose sender was told that nobody knows. [CMD13] */
	late: (command: Command, reply: WireReply<BoardCard>) => void = () => {};
	#turns = new Turns();
	/** The jobs of commands whose fate nobody knows, by command. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
	#unsure = new Map<string, string>();
	#send: (command: Command, endsAt: number) => Promise<WireReply<BoardCard>> | null;
	#isOpen: () => boolean;

	/** @param isOpen false once the board is left or denied: nothing more is asked then */
	constructor(
		send: (command: Command, endsAt: number) => Promise<WireReply<BoardCard>> | null,
		isOpen: () => boolean
	) {
		this.#send = send;
		this.#isOpen = isOpen;
	}

	async send(command: Command): Promise<Delivery> {
		this.underWay++;
		const reply = await this.#turns.take(command.jobId, () =>
			deliver((endsAt) => this.#send(command, endsAt))
		);
		if (!reply.ok && reply.refusal.code === 'unavailable') void this.#ask(command);
		else this.underWay--;
		if (reply.ok) this.#forget(command.jobId);
		return reply;
	}

	async #ask(command: Command): Promise<void> {
		this.#unsure.set(command.id, command.jobId);
		const reply = await askFate((endsAt) => this.#send(command, endsAt), this.#isOpen);
		this.underWay--;
		const counts = this.#unsure.delete(command.id);
		// Who may not ask any more learns nothing of what they did before.
		if (!reply || (!reply.ok && (reply.refusal.code === 'forbidden' || !counts))) return;
		this.late(command, reply);
	}

	/** Done once more with success: that the first try was not done is no news. */
	#forget(jobId: string): void {
		for (const [id, unsure] of this.#unsure) if (unsure === jobId) this.#unsure.delete(id);
	}
}
