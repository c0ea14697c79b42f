import { setImmediate as nextRound } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PacedQueue } from './paced-queue.ts';

async function rounds(count: number): Promise<void> {
	for (let i = 0; i < count; i++) await nextRound();
}

test('work runs so many at once, in the order it came; too much of it is refused', async () => {
	const queue = new PacedQueue(2, 4);
	const began: number[] = [];
	const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
	const results = ends.map(({ promise }, at) =>
		queue.take(() => {
			began.push(at);
			return promise;
		})
	);
	expect(await results[4]).toBeNull();
	await rounds(5);
	expect(began).toEqual([0, 1]);
	ends[1]!.resolve(1);
	await rounds(5);
	expect(began).toEqual([0, 1, 2]);
	ends[2]!.reject(new Error('failed'));
	await expect(results[2]).rejects.toThrow('failed');
	await rounds(5);
	expect(began).toEqual([0, 1, 2, 3]);
	ends[0]!.resolve(0);
	ends[3]!.resolve(3);
	expect(await Promise.all([results[0], results[3]])).toEqual([0, 3]);
	expect(await queue.take(() => Promise.resolve('again'))).toBe('again');
});

test('[FUZZ2] one piece of work begins in each round of the event loop', async () => {
	const queue = new PacedQueue(10, 10);
	let began = 0;
	for (let i = 0; i < 10; i++) void queue.take(() => Promise.resolve(began++));
	const seen: number[] = [];
	while (began < 10) {
		const before = began;
		await nextRound();
		seen.push(began - before);
	}
	expect(Math.max(...seen)).toBe(1);
});

test('[FUZZ2] while it gives way the next begins after 100 ms', async () => {
	let isBusy = true;
	const queue = new PacedQueue(10, 10, () => isBusy);
	const began: number[] = [];
	const start = performance.now();
	const all = [1, 2, 3].map(() => queue.take(() => Promise.resolve(began.push(performance.now() - start))));
	await all[1];
	isBusy = false;
	await all[2];
	expect(began[0]).toBeGreaterThan(95);
	expect(began[1]).toBeGreaterThan(190);
});
