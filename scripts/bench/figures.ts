/** Milliseconds. */
export interface Figures {
	p50: number;
	p99: number;
	/** How many were measured. */
	n: number;
}

/** Median and 99th percentile by nearest rank; NaN of nothing. */
export function figuresOf(samples: readonly number[]): Figures {
	const sorted = [...samples].sort((a, b) => a - b);
	const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
	return { p50: rank(0.5), p99: rank(0.99), n: sorted.length };
}
