import { expect, test } from 'vitest';
import { trendOf } from './slope.ts';
import { MINUTE } from '#lib/model/moments.ts';

const every = (minutes: number, value: (minute: number) => number) =>
	Array.from({ length: minutes }, (_, minute) => ({ at: minute * MINUTE, value: value(minute) }));

test('what grows by a megabyte a minute grows by 60 an hour', () => {
	expect(
		trendOf(
			every(30, (minute) => 20 + minute),
			0
		)
	).toEqual({
		...{ first: 20, last: 49, least: 20, most: 49 },
		perHour: expect.closeTo(60, 6) as number
	});
});

test('what only goes up and down has no slope', () => {
	const saw = every(61, (minute) => 20 + (minute % 2));
	expect(Math.abs(trendOf(saw, 0)!.perHour)).toBeLessThan(0.01);
});

test('start-up does not count', () => {
	const started = every(40, (minute) => (minute < 10 ? minute * 5 : 50));
	expect(trendOf(started, 10 * MINUTE)!.perHour).toBeCloseTo(0);
	expect(trendOf(started, 0)!.perHour).toBeGreaterThan(10);
});

test('one sample tells nothing', () =>
	expect(
		trendOf(
			every(1, () => 1),
			0
		)
	).toBeNull());
