import { HOUR } from '#lib/model/moments.ts';

/** One look at a page or at the server. */
export interface Sample {
	/** Milliseconds since the soak began. */
	at: number;
	value: number;
}

export interface Trend {
	first: number;
	last: number;
	least: number;
	most: number;
	/** Of the straight line nearest to all samples (least squares), per hour. */
	perHour: number;
}

/**
 * How a figure moved over a soak. What is before `from` is start-up and does not count.
 *
 * @param from milliseconds since the soak began
 */
export function trendOf(samples: readonly Sample[], from: number): Trend | null {
	const counted = samples.filter(({ at }) => at >= from);
	const [first] = counted;
	const last = counted[counted.length - 1];
	if (!first || !last || counted.length < 2) return null;
	const mean = (of: (sample: Sample) => number) =>
		counted.reduce((sum, each) => sum + of(each), 0) / counted.length;
	const [at, value] = [mean((sample) => sample.at), mean((sample) => sample.value)];
	const covariance = mean((sample) => (sample.at - at) * (sample.value - value));
	const variance = mean((sample) => (sample.at - at) ** 2);
	const values = counted.map((sample) => sample.value);
	return {
		...{ first: first.value, last: last.value, least: Math.min(...values), most: Math.max(...values) },
		perHour: (covariance / variance) * HOUR
	};
}
