import { expect, test } from 'vitest';
import { chanceFrom } from '../../scripts/demo/chance.ts';
import { figuresOf, inRounds, medianOf, ratioOf, shuffled } from './figures.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test('percentiles are measured values, by nearest rank', () => {
	expect(figuresOf(upTo(200).reverse())).toEqual({ p50: 100, p95: 190, p99: 198, n: 200 });
	expect(figuresOf([7])).toEqual({ p50: 7, p95: 7, p99: 7, n: 1 });
	// By value, not as text.
	expect(figuresOf([9, 10, 100]).p50).toBe(10);
});

test('of nothing there is no percentile, and no ratio', () => {
	expect(figuresOf([])).toEqual({ p50: NaN, p95: NaN, p99: NaN, n: 0 });
	expect(ratioOf(1, NaN)).toBeNull();
	expect(ratioOf(1, 0)).toBeNull();
	expect(ratioOf(null, 1)).toBeNull();
	expect(ratioOf(1, 1, null)).toBeNull();
});

test('a ratio is to the sum of its floors', () => {
	expect(ratioOf(6, 1, 3)).toBe(1.5);
});

test('the median of an even number is one that was measured', () => {
	expect(medianOf([4, 1, 3, 2])).toBe(2);
});

test('every order of the arms is as likely', () => {
	const chance = chanceFrom(7);
	const seen = new Map<string, number>();
	for (let n = 0; n < 6_000; n++) {
		const order = shuffled(['a', 'b', 'c'], chance).join('');
		seen.set(order, (seen.get(order) ?? 0) + 1);
	}
	expect([...seen.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
	// 1,000 each; seven standard deviations are 200.
	for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
});

test('each arm runs once a round, one after another', async () => {
	const told: string[] = [];
	const arm = (name: string) => async () => {
		told.push(name);
		await Promise.resolve();
		told.push(name);
	};
	await inRounds(['a', 'b', 'c'].map(arm), 50, chanceFrom(3));
	const turns = told.filter((_, index) => index % 2 === 0);
	expect(turns).toEqual(told.filter((_, index) => index % 2 === 1));
	const rounds = upTo(50).map((n) => turns.slice((n - 1) * 3, n * 3).join(''));
	for (const round of rounds) expect([...round].sort().join('')).toBe('abc');
	expect(new Set(rounds).size).toBeGreaterThan(1);
});
