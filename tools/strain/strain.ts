/** Something that seldom happens and may not hurt. */
export interface Strain {
	/** One sentence: what is done. */
	what: string;
	run(): Promise<Figure[]>;
}

export interface Figure {
	figure: string;
	value: number;
	unit: string;
	/** Beyond these the strain hurts. */
	atMost?: number;
	atLeast?: number;
}

/** Median of what is not empty. */
export function median(samples: readonly number[]): number {
	return [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? NaN;
}

/** Waits until something is so, and says how many milliseconds that took; NaN where it never was. */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	patience: number,
	every = 20
): Promise<number> {
	const began = performance.now();
	while (performance.now() - began < patience) {
		if (await isSo()) return performance.now() - began;
		await new Promise((resolve) => setTimeout(resolve, every));
	}
	return NaN;
}
