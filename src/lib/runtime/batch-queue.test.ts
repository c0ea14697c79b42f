import { expect, test } from 'vitest';
import { inLine } from './batch-queue.ts';

/** Far more than a lot takes to be answered here. */
const PAUSE = 400;

/** A queue that answers after a turn, and the lots that went in together. */
function queue(most: number, every?: number) {
	const lots: number[][] = [];
	const ask = inLine(
		most,
		async (asks: readonly number[]) => {
			lots.push([...asks]);
			await new Promise(setImmediate);
			return asks.map((each) => each * 2);
		},
		every
	);
	return { lots, ask };
}

const timed = async <T>(work: Promise<T>) => {
	const began = performance.now();
	return { answer: await work, ms: performance.now() - began };
};

test('who asks while a lot is answered goes in with the next one, and is answered in order', async () => {
	const { lots, ask } = queue(3);
	expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([2, 4, 6, 8, 10]);
	expect(lots).toEqual([[1], [2, 3, 4], [5]]);
});

test('a lot that is not full waits for others, a full one for nobody', async () => {
	const { lots, ask } = queue(2, PAUSE);
	expect((await timed(Promise.all([1, 2, 3].map(ask)))).ms).toBeLessThan(PAUSE);
	expect((await timed(ask(4))).ms).toBeGreaterThan(PAUSE / 2);
	expect(lots).toEqual([[1], [2, 3], [4]]);
});

test('an error of a batch rejects each call in it, and the next batch runs', async () => {
	const ask = inLine(2, async (asks: readonly number[]) => {
		if (asks.includes(1)) throw new Error('away');
		return asks.map((each) => each);
	});
	expect(await Promise.allSettled([1, 2].map(ask))).toMatchObject([
		{ status: 'rejected' },
		{ status: 'fulfilled', value: 2 }
	]);
});
