/**
 * Runs so many pieces of work at once; others wait, first come, first served. One begins in each round of the event
 * loop: whatever else has something to do is never behind more than one of them.
 */
export class PacedQueue {
	#free: number;
	#longest: number;
	#waiting: (() => void)[] = [];
	#isBeginning = false;

	/** @param longest how many may wait */
	constructor(atOnce: number, longest: number) {
		[this.#free, this.#longest] = [atOnce, longest];
	}

	/** @returns null when too many wait already */
	async take<T>(work: () => Promise<T>): Promise<T | null> {
		if (this.#waiting.length >= this.#longest) return null;
		await new Promise<void>((resolve) => {
			this.#waiting.push(resolve);
			this.#begin();
		});
		try {
			return await work();
		} finally {
			this.#free++;
			this.#begin();
		}
	}

	#begin(): void {
		if (this.#isBeginning || this.#free === 0 || this.#waiting.length === 0) return;
		this.#isBeginning = true;
		setImmediate(() => {
			this.#isBeginning = false;
			this.#free--;
			this.#waiting.shift()!();
			this.#begin();
		});
	}
}
