import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addOpenTime, openTimeBetween, type OpenWindows } from './open-time.ts';

/** Two mornings and an afternoon, in small numbers: open 10-20, 30-40, 100-120. */
const windows: OpenWindows = [
	[10, 20],
	[30, 40],
	[100, 120]
];

describe('[OUT1] open time between two moments', () => {
	test.each([
		[10, 20, 10],
		[0, 10, 0],
		[15, 35, 10],
		[20, 30, 0],
		[0, 120, 40],
		[35, 35, 0],
		[35, 15, 0],
		// Past the last window known every moment counts.
		[110, 130, 20],
		[200, 250, 50]
	])('from %i to %i is %i', (from, to, expected) => {
		expect(openTimeBetween(windows, from, to)).toBe(expected);
	});
});

describe('[OUT1] the moment after so much open time', () => {
	test.each([
		[10, 5, 15],
		[0, 5, 15],
		[15, 5, 20],
		[15, 6, 31],
		[20, 20, 110],
		// No time at all leaves the moment where it is, open or closed.
		[25, 0, 25],
		[110, 30, 140],
		[200, 7, 207]
	])('from %i after %i is %i', (from, duration, expected) => {
		expect(addOpenTime(windows, from, duration)).toBe(expected);
	});

	test('where nothing is known of opening hours, every moment counts', () => {
		expect(addOpenTime([], 5, 10)).toBe(15);
		expect(openTimeBetween([], 5, 15)).toBe(10);
	});
});

const anyWindows = fc
	.uniqueArray(fc.integer({ min: 0, max: 1_000 }), { minLength: 0, maxLength: 12 })
	.map((moments) => {
		const sorted = moments.sort((a, b) => a - b);
		return Array.from(
			{ length: sorted.length >> 1 },
			(_, i) => [sorted[2 * i]!, sorted[2 * i + 1]!] as const
		);
	});
const moment = fc.integer({ min: -100, max: 1_200 });
const duration = fc.integer({ min: 0, max: 1_500 });

describe('[OUT1] adding and measuring', () => {
	test('are inverse', () => {
		fc.assert(
			fc.property(anyWindows, moment, duration, (open, from, length) => {
				const end = addOpenTime(open, from, length);
				expect(end).toBeGreaterThanOrEqual(from);
				expect(openTimeBetween(open, from, end)).toBe(length);
			})
		);
	});

	test('give the earliest such moment', () => {
		fc.assert(
			fc.property(anyWindows, moment, duration, (open, from, length) => {
				fc.pre(length > 0);
				expect(openTimeBetween(open, from, addOpenTime(open, from, length) - 1)).toBeLessThan(length);
			})
		);
	});

	test('in two steps come to the same as in one', () => {
		fc.assert(
			fc.property(anyWindows, moment, duration, duration, (open, from, first, second) => {
				expect(addOpenTime(open, addOpenTime(open, from, first), second)).toBe(
					addOpenTime(open, from, first + second)
				);
			})
		);
	});

	test('measure what is between, piece by piece', () => {
		fc.assert(
			fc.property(anyWindows, moment, moment, moment, (open, ...moments) => {
				const [a, b, c] = moments.sort((x, y) => x - y) as [number, number, number];
				const whole = openTimeBetween(open, a, c);
				expect(openTimeBetween(open, a, b) + openTimeBetween(open, b, c)).toBe(whole);
				expect(whole).toBeLessThanOrEqual(c - a);
			})
		);
	});
});
