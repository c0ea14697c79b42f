import type { Delivery } from './deliver.ts';

/**
 * Commands of one job are sent one after the other, each built on what the one before will have made. With
 * one refused, those that built on it are answered the same way and not sent.
 */
export class Turns {
	#last = new Map<string, Promise<Delivery>>();

	take(jobId: string, send: () => Promise<Delivery>): Promise<Delivery> {
		const before = this.#last.get(jobId);
		const turn = before ? before.then((reply) => (reply.ok ? send() : reply)) : send();
		this.#last.set(jobId, turn);
		void turn.then(() => {
			if (this.#last.get(jobId) === turn) this.#last.delete(jobId);
		});
		return turn;
	}
}
