import type { Delivery } from './deliver.ts';

/**
 * Commands of one job, or of one case, are sent one after the other, each built on what the one before will have made. With
 * one refused, those that built on it are answered the same way and not sent.
 */
export class Turns<Card = unknown> {
	#last = new Map<string, Promise<Delivery<Card>>>();

	take(id: string, send: () => Promise<Delivery<Card>>): Promise<Delivery<Card>> {
		const before = this.#last.get(id);
		const turn = before ? before.then((reply) => (reply.ok ? send() : reply)) : send();
		this.#last.set(id, turn);
		void turn.then(() => {
			if (this.#last.get(id) === turn) this.#last.delete(id);
		});
		return turn;
	}
}
