import { askFate, deliver, type Delivery } from './deliver.ts';
import { Turns } from './per-job-queue.ts';
import type { WireReply } from './protocol.ts';

/** A page's commands on their way to the server, and those whose fate nobody knows. */
export class Sending<Command extends { id: string }, Card> {
	/** How many of both there are: while there is one the page is not to be left without a word. */
	underWay = $state(0);
	/** Is told what became of a command whose sender was told that nobody knows. [CMD13] */
	late: (command: Command, reply: WireReply<Card>) => void = () => {};
	#turns = new Turns<Card>();
	/** What commands are about whose fate nobody knows, by command. */
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
	#unsure = new Map<string, string>();
	#send: (command: Command, endsAt: number) => Promise<WireReply<Card>> | null;
	#isOpen: () => boolean;
	#subjectOf: (command: Command) => string;

	/**
	 * @param isOpen false once the page is left or denied: nothing more is asked then
	 * @param subjectOf the id of the job or case that a command is about: of one they are sent one after the other
	 */
	constructor(
		send: (command: Command, endsAt: number) => Promise<WireReply<Card>> | null,
		isOpen: () => boolean,
		subjectOf: (command: Command) => string
	) {
		this.#send = send;
		this.#isOpen = isOpen;
		this.#subjectOf = subjectOf;
	}

	async send(command: Command): Promise<Delivery<Card>> {
		this.underWay++;
		const reply = await this.#turns.take(this.#subjectOf(command), () =>
			deliver((endsAt) => this.#send(command, endsAt))
		);
		if (!reply.ok && reply.refusal.code === 'unavailable') void this.#ask(command);
		else this.underWay--;
		if (reply.ok) this.#forget(this.#subjectOf(command));
		return reply;
	}

	async #ask(command: Command): Promise<void> {
		this.#unsure.set(command.id, this.#subjectOf(command));
		const reply = await askFate((endsAt) => this.#send(command, endsAt), this.#isOpen);
		this.underWay--;
		const counts = this.#unsure.delete(command.id);
		// Who may not ask any more learns nothing of what they did before.
		if (!reply || (!reply.ok && (reply.refusal.code === 'forbidden' || !counts))) return;
		this.late(command, reply);
	}

	/** Done once more with success: that the first try was not done is no news. */
	#forget(subject: string): void {
		for (const [id, unsure] of this.#unsure) if (unsure === subject) this.#unsure.delete(id);
	}
}
