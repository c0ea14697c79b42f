import { expect, test } from 'vitest';
import { RecentDurations } from './recent.ts';
import { MINUTE } from '../model/moments.ts';

test('without commands there is nothing to say of them', () => {
	expect(new RecentDurations().read(0)).toEqual({ count: 0, p50: null, p95: null });
});

test('half and 19 of 20 took at most so long', () => {
	const recent = new RecentDurations();
	for (let milliseconds = 100; milliseconds >= 1; milliseconds--) recent.add(0, milliseconds);
	expect(recent.read(0)).toEqual({ count: 100, p50: 50, p95: 95 });
});

test('what is over for 15 minutes counts no more, nor what is older than the last thousand', () => {
	const recent = new RecentDurations();
	recent.add(0, 5_000);
	recent.add(10 * MINUTE, 7);
	expect(recent.read(15 * MINUTE)).toMatchObject({ count: 2, p95: 5_000 });
	expect(recent.read(15 * MINUTE + 1)).toEqual({ count: 1, p50: 7, p95: 7 });
	for (let more = 0; more < 1_000; more++) recent.add(15 * MINUTE, 9);
	expect(recent.read(15 * MINUTE)).toEqual({ count: 1_000, p50: 9, p95: 9 });
});
