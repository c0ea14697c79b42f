import type { Chance } from '../../scripts/demo/chance.ts';

/** Milliseconds. */
export interface Figures {
	p50: number;
	p95: number;
	p99: number;
	/** How many were measured. */
	n: number;
}

/** Percentiles by nearest rank; NaN of nothing. */
export function figuresOf(samples: readonly number[]): Figures {
	const sorted = [...samples].sort((a, b) => a - b);
	const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
	return { p50: rank(0.5), p95: rank(0.95), p99: rank(0.99), n: sorted.length };
}

/** The middle one, of an even number the lower; NaN of nothing. */
export const medianOf = (samples: readonly number[]): number => figuresOf(samples).p50;

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * What was measured, by all of the floor that it stands on; null where either was not measured.
 *
 * @param floors whose sum is the floor: a move commits and then is broadcast
 */
export function ratioOf(measured: number | null, ...floors: (number | null)[]): number | null {
	if (measured === null || floors.includes(null)) return null;
	const ratio = measured / sumOf(floors as number[]);
	return Number.isFinite(ratio) ? ratio : null;
}

/** The same in any order, each as likely (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], chance: Pick<Chance, 'between'>): Item[] {
	const rest = [...items];
	for (let last = rest.length - 1; last > 0; last--) {
		const other = chance.between(0, last);
		[rest[last], rest[other]] = [rest[other]!, rest[last]!];
	}
	return rest;
}

/** Every arm once a round, in an order drawn anew each time: the machine's drift meets all alike. */
export async function inRounds(
	arms: readonly (() => Promise<void>)[],
	rounds: number,
	chance: Pick<Chance, 'between'>
): Promise<void> {
	for (let round = 0; round < rounds; round++) for (const arm of shuffled(arms, chance)) await arm();
}
