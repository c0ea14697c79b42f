import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paginate } from './pages.ts';

interface Row {
	id: number;
	pinned: boolean;
}

const rows = (pinned: number, others: number): Row[] =>
	Array.from({ length: pinned + others }, (_, id) => ({ id, pinned: id < pinned }));
const lay = (pinned: number, others: number, size = 9) =>
	paginate(rows(pinned, others), ({ pinned }) => pinned, size);
const ids = (pages: Row[][]) => pages.map((page) => page.map(({ id }) => id));

describe('pages', () => {
	test('an empty wall is one empty page', () => {
		expect(lay(0, 0)).toEqual({ pages: [[]], time: 8, left: 0 });
	});

	test('[DISP3] what fits is one page', () => {
		expect(ids(lay(2, 3).pages)).toEqual([[0, 1, 2, 3, 4]]);
	});

	test('[DISP3] pinned rows stand on top of every page', () => {
		expect(ids(lay(2, 6, 5).pages)).toEqual([
			[0, 1, 2, 3, 4],
			[0, 1, 5, 6, 7]
		]);
	});

	test('[DISP3] more pinned than half a page take turns there', () => {
		const { pages, left } = lay(5, 4, 4);
		expect(ids(pages)).toEqual([
			[0, 1, 5, 6],
			[2, 3, 7, 8],
			[3, 4, 5, 6]
		]);
		expect(left).toBe(0);
	});

	test('[DISP3] pinned rows take what the others leave', () => {
		expect(ids(lay(5, 1, 6).pages)).toEqual([[0, 1, 2, 3, 4, 5]]);
		expect(ids(lay(7, 0, 6).pages)).toEqual([
			[0, 1, 2, 3, 4, 5],
			[1, 2, 3, 4, 5, 6]
		]);
	});

	test('[DISP4] 8 s a page, or 1 s a row', () => {
		expect(lay(0, 10, 5).time).toBe(8);
		expect(lay(0, 22, 11).time).toBe(11);
	});

	test('[DISP4] the cycle stays within a minute: first pages get shorter, then the last rows are left off', () => {
		const shorter = lay(0, 63, 9);
		expect(shorter.pages).toHaveLength(7);
		expect(shorter.time).toBeCloseTo(60 / 7);
		expect(shorter.left).toBe(0);
		expect(lay(0, 75, 9).left).toBe(12);
		expect(lay(0, 12, 1).left).toBe(5);
	});

	test('[DISP3] [DISP4] whatever there is to show', () => {
		const counts = fc.integer({ min: 0, max: 90 });
		fc.assert(
			fc.property(counts, counts, fc.integer({ min: 1, max: 18 }), (pinned, others, size) => {
				const { pages, time, left } = lay(pinned, others, size);
				expect(time).toBeGreaterThanOrEqual(8);
				expect(time * pages.length).toBeLessThanOrEqual(60.000_1);
				for (const page of pages) {
					expect(page.length).toBeLessThanOrEqual(size);
					expect(new Set(page).size).toBe(page.length);
				}
				const shown = new Set(pages.flat().map(({ id }) => id));
				expect(shown.size + left).toBe(pinned + others);
				if (size >= 2 && pinned <= size / 2) {
					for (const page of pages) expect(page.filter((row) => row.pinned)).toHaveLength(pinned);
				}
			})
		);
	});
});
