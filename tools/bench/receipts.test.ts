import { expect, test } from 'vitest';
import { Receipts } from './receipts.ts';

const BYTES = 100;

test('a mark counts once its last screen has it, also inside a longer frame', () => {
	const receipts = new Receipts([5, 5]);
	receipts.got(0, { from: 5, to: 6 }, BYTES, 10);
	expect(receipts.haveAll(6)).toBe(false);
	receipts.got(1, { from: 5, to: 7 }, BYTES, 20);
	receipts.got(0, { from: 6, to: 7 }, BYTES, 30);
	expect(receipts.haveAll(7)).toBe(true);
	expect(receipts.take(7)).toEqual({
		last: [
			[6, 20],
			[7, 30]
		],
		...{ missing: 0, doubled: 0, frames: 3, bytes: 3 * BYTES }
	});
});

test('what came twice is doubled, and is nobody’s last receipt', () => {
	const receipts = new Receipts([0, 0]);
	receipts.got(0, { from: 0, to: 2 }, BYTES, 1);
	receipts.got(0, { from: 0, to: 2 }, BYTES, 2);
	receipts.got(0, { from: 1, to: 3 }, BYTES, 3);
	const { doubled, last } = receipts.take(0);
	expect(doubled).toBe(3);
	expect(last).toEqual([]);
});

test('a gap is missing, and its marks reached nobody last', () => {
	const receipts = new Receipts([0, 0]);
	receipts.got(0, { from: 0, to: 3 }, BYTES, 1);
	receipts.got(1, { from: 2, to: 3 }, BYTES, 2);
	expect(receipts.take(3)).toMatchObject({ missing: 2, doubled: 0, last: [[3, 2]] });
});

test('what never came is missing once, not again in the next report', () => {
	const receipts = new Receipts([0, 0]);
	receipts.got(0, { from: 0, to: 4 }, BYTES, 1);
	expect(receipts.take(4).missing).toBe(4);
	expect(receipts.take(4)).toEqual({ last: [], missing: 0, doubled: 0, frames: 0, bytes: 0 });
});
