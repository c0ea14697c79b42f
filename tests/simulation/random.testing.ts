/** Chance that repeats with its seed: mulberry32. Everything in a simulation draws from one. */
export class Random {
	#state: number;

	constructor(seed: number) {
		// Seeds in a row must not begin alike.
		this.#state = Math.imul(seed + 1, 0x9e3779b1);
	}

	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	chance(percent: number): boolean {
		return this.next() * 100 < percent;
	}

	/** A whole number, both ends included. */
	between(from: number, to: number): number {
		return from + Math.floor(this.next() * (to - from + 1));
	}

	pick<Item>(items: readonly Item[]): Item {
		return items[this.between(0, items.length - 1)]!;
	}

	uuid(): string {
		const hex = () =>
			Math.floor(this.next() * 0x1_0000_0000)
				.toString(16)
				.padStart(8, '0');
		const [a, b, c, d] = [hex(), hex(), hex(), hex()];
		return `${a}-${b.slice(0, 4)}-7${b.slice(5)}-8${c.slice(1, 4)}-${c.slice(4)}${d}`;
	}
}
