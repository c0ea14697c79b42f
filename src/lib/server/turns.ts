/** Runs so many pieces of work at once; others wait, first come, first served. */
export class Turns {
	#free: number;
	#longest: number;
	#waiting: (() => void)[] = [];

	/** @param longest how many may wait */
	constructor(atOnce: number, longest: number) {
		[this.#free, this.#longest] = [atOnce, longest];
	}

	/** @returns null when too many wait already */
	async take<T>(work: () => Promise<T>): Promise<T | null> {
		if (this.#free > 0) this.#free--;
		else if (this.#waiting.length >= this.#longest) return null;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#free++;
		}
	}
}
