/** Milliseconds between two beginnings while the queue gives way. */
const PAUSE = 100;

/**
 * Runs so many pieces of work at once; others wait, first come, first served. One begins in each round of the event
 * loop, or every 100 ms while something more important is under way.
 */
export class PacedQueue {
	#free: number;
	#longest: number;
	#givesWay: () => boolean;
	#waiting: (() => void)[] = [];
	#isBeginning = false;

	/**
	 * @param longest how many may wait
	 * @param givesWay whether something more important is under way
	 */
	constructor(atOnce: number, longest: number, givesWay = () => false) {
		[this.#free, this.#longest, this.#givesWay] = [atOnce, longest, givesWay];
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
		const begin = () => {
			this.#isBeginning = false;
			this.#free--;
			this.#waiting.shift()!();
			this.#begin();
		};
		if (this.#givesWay()) setTimeout(begin, PAUSE);
		else setImmediate(begin);
	}
}
