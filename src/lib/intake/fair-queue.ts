interface Waiting {
	start(): Promise<void>;
}

/** Work that waits for one of a few places: one at a time for each owner, and owners take turns. */
export class FairQueue {
	readonly #places: number;
	readonly #longest: number;
	/** Who waits, in the order of their turns. Who has just had a turn stands last. */
	readonly #lines = new Map<string, Waiting[]>();
	readonly #running = new Set<string>();

	/** @param longest how much work of one owner may wait */
	constructor(places: number, longest: number) {
		this.#places = places;
		this.#longest = longest;
	}

	/** Null where too much of this owner's work waits already. */
	take<Result>(owner: string, work: () => Promise<Result>): Promise<Result> | null {
		const line = this.#lines.get(owner) ?? [];
		if (line.length >= this.#longest) return null;
		return new Promise<Result>((resolve, reject) => {
			line.push({ start: () => work().then(resolve, reject) });
			this.#lines.set(owner, line);
			this.#next();
		});
	}

	#next(): void {
		for (const [owner, line] of this.#lines) {
			if (this.#running.size >= this.#places) return;
			if (this.#running.has(owner)) continue;
			const [first, ...others] = line;
			this.#lines.delete(owner);
			if (others.length > 0) this.#lines.set(owner, others);
			if (!first) continue;
			this.#running.add(owner);
			void first.start().finally(() => {
				this.#running.delete(owner);
				this.#next();
			});
		}
	}
}
