/** Chance that repeats: the same seed gives the same day. */
export interface Chance {
	/** From 0 up to, without, 1. */
	next(): number;
	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number;
	pick<Item>(items: readonly Item[]): Item;
	/** True with this probability. */
	happens(probability: number): boolean;
}

/** Mulberry32: 32 bits of state are plenty for a demonstration. */
export function chanceFrom(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	return {
		next,
		between: (low, high) => low + Math.floor(next() * (high - low + 1)),
		pick: (items) => items[Math.floor(next() * items.length)]!,
		happens: (probability) => next() < probability
	};
}
