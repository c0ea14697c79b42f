import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('work runs so many at once, in the order it came; too much of it is refused', async () => {
	const turns = new Turns(2, 2);
	const began: number[] = [];
	const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
	const results = ends.map(({ promise }, at) =>
		turns.take(() => {
			began.push(at);
			return promise;
		})
	);
	expect(await results[4]).toBeNull();
	expect(began).toEqual([0, 1]);
	ends[1]!.resolve(1);
	await results[1];
	await Promise.resolve();
	expect(began).toEqual([0, 1, 2]);
	ends[2]!.reject(new Error('failed'));
	await expect(results[2]).rejects.toThrow('failed');
	await Promise.resolve();
	expect(began).toEqual([0, 1, 2, 3]);
	ends[0]!.resolve(0);
	ends[3]!.resolve(3);
	expect(await Promise.all([results[0], results[3]])).toEqual([0, 3]);
	expect(await turns.take(() => Promise.resolve('again'))).toBe('again');
});
