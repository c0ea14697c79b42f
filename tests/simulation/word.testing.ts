import type { Random } from './random.testing.ts';
import type { Time } from './time.testing.ts';

/** Redis between the processes: word comes late, twice or never, and nobody may care. [SYNC7] */
export class ModelWord {
	way: 'up' | 'slow' | 'down' = 'up';
	#time: Time;
	#random: Random;
	#listeners = new Set<(workshopId: string, revision: number) => void>();

	constructor(time: Time, random: Random) {
		[this.#time, this.#random] = [time, random];
	}

	/** The function returned stops listening. */
	listen(heard: (workshopId: string, revision: number) => void): () => void {
		this.#listeners.add(heard);
		return () => this.#listeners.delete(heard);
	}

	say(workshopId: string, revision: number): void {
		if (this.way === 'down') return;
		for (const heard of this.#listeners) {
			if (this.#random.chance(3)) continue;
			for (let copies = this.#random.chance(3) ? 2 : 1; copies > 0; copies--) {
				const wait = this.#random.between(0, this.way === 'slow' ? 4_000 : 4);
				this.#time.later(() => heard(workshopId, revision), wait);
			}
		}
	}
}
