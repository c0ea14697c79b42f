import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carIn } from './car.ts';
import { type Group, type Kept, layGroups, type Page } from './groups.ts';
import { isPinned } from './order.ts';
import type { WallRow } from './wall-row.ts';
import { wallRow, wallRowLate } from './wall-row.testing.ts';

const card = (row: WallRow) => carIn(row, {}, 6);
const group = (id: string, rows: WallRow[], lines: string[] = []): Group => ({
	...{ id, forms: [id], note: '', lines, cars: rows.map(card) },
	optional: rows.length === 0 && lines.length === 0
});
const cars = (count: number, late = 0): WallRow[] => [
	...Array.from({ length: late }, () => wallRowLate()),
	...Array.from({ length: count - late }, () => wallRow())
];
const keep = (groups: Group[]) => (): Kept => {
	const all = groups.flatMap(({ cars }) => cars.map(({ row }) => row));
	const pinned = all.filter(isPinned);
	return {
		pinned: pinned.length > 0 ? group('pinned', pinned) : null,
		others: groups.map(({ id, cars, lines }) =>
			group(
				id,
				cars.map(({ row }) => row).filter((row) => !isPinned(row)),
				lines
			)
		)
	};
};
/** Columns of five cars below a head. */
const HEIGHT = 13.6;
const lay = (groups: Group[], columns = 4, alone = true) =>
	layGroups(groups, keep(groups), { columns, height: HEIGHT, alone });
const shape = (pages: Page[]) =>
	pages.map((page) =>
		page
			.map((column) =>
				column.map(({ id, part, parts }) => (parts > 1 ? `${id} ${part}/${parts}` : id)).join('+')
			)
			.join(' ')
	);
const rowsOf = (page: Page) => page.flat().flatMap(({ cars }) => cars.map(({ row }) => row));

describe('columns', () => {
	test('[DISP7] what fits is one page, late cars on top of their own columns', () => {
		const { pages, left } = lay([
			group('a', cars(5, 2)),
			group('b', cars(5)),
			group('c', []),
			group('d', cars(1))
		]);
		expect(shape(pages)).toEqual(['a b c d']);
		expect(left).toBe(0);
	});

	test('[DISP7] a group with more cars goes on in the next column', () => {
		expect(shape(lay([group('a', cars(2)), group('b', cars(12))]).pages)).toEqual(['a b 1/3 b 2/3 b 3/3']);
	});

	test('[DISP7] groups without cars go first, the last of them before the others', () => {
		const groups = [group('a', []), group('b', cars(1)), group('c', []), group('d', cars(9)), group('e', [])];
		expect(shape(lay(groups).pages)).toEqual(['a b d 1/2 d 2/2']);
	});

	test('[DISP3] [DISP7] else what must be acted on stands in a first column of every page', () => {
		const groups = 'abcde'.split('').map((id) => group(id, cars(3, 1)));
		const { pages } = lay(groups);
		expect(shape(pages)).toEqual(['pinned a b c', 'pinned d e']);
		expect(rowsOf(pages[0]!).filter(isPinned)).toHaveLength(5);
		expect(rowsOf(pages[1]!).filter(isPinned)).toHaveLength(5);
	});

	test('[DISP3] more of it than a column holds takes turns, and the last turn is full', () => {
		const { pages, left } = lay('abcde'.split('').map((id) => group(id, cars(3, 2))));
		expect(shape(pages)).toEqual(['pinned 1/2 a b c', 'pinned 2/2 d e']);
		for (const page of pages) expect(rowsOf(page).filter(isPinned)).toHaveLength(5);
		expect(left).toBe(0);
	});

	test('[DISP3] it has up to half of the columns where that makes fewer pages', () => {
		const groups = [group('a', cars(25, 24)), group('b', cars(1)), group('c', cars(1))];
		expect(shape(lay(groups).pages)).toEqual([
			...['pinned 1/5 pinned 2/5 a b', 'pinned 3/5 pinned 4/5 c', 'pinned 5/5 a b']
		]);
	});

	test('[DISP3] groups come round again while it takes its turns', () => {
		const groups = [group('a', cars(14, 13)), group('b', cars(1)), group('c', []), group('d', cars(1))];
		expect(shape(lay(groups, 3).pages)).toEqual([...['pinned 1/3 a b', 'pinned 2/3 c d', 'pinned 3/3 a b']]);
	});

	test('[DISP8] small groups stand below one another, and none is parted that a column holds', () => {
		const groups = [
			group('a', cars(2)),
			group('b', cars(2)),
			group('c', cars(3)),
			group('d', [], ['李 周', '孙'])
		];
		expect(shape(lay(groups, 4, false).pages)).toEqual(['a+b c+d']);
		expect(
			shape(lay([group('a', cars(4)), group('b', cars(2)), group('c', cars(2))], 4, false).pages)
		).toEqual(['a b+c']);
	});

	test('[DISP4] a page stays 1 s a car, and the cycle a minute, with the number of those left off', () => {
		expect(lay([group('a', cars(3))]).time).toBe(8);
		expect(lay([group('a', cars(20))]).time).toBe(20);
		const many = lay([group('a', cars(150))]);
		expect(many.pages).toHaveLength(7);
		expect(many.left).toBe(150 - 7 * 20);
	});

	test('[DISP3] [DISP4] [DISP7] [DISP8] whatever there is to show', () => {
		const sizes = fc.array(fc.tuple(fc.nat(14), fc.nat(4)), { maxLength: 12 });
		fc.assert(
			fc.property(sizes, fc.integer({ min: 2, max: 6 }), fc.boolean(), (counts, columns, alone) => {
				const groups = counts.map(([count, late], index) =>
					group(`g${index}`, cars(count, Math.min(count, late)))
				);
				const { pages, time, left } = lay(groups, columns, alone);
				const all = groups.flatMap(({ cars }) => cars.map(({ row }) => row));
				const late = all.filter(isPinned);
				expect(time * pages.length).toBeLessThanOrEqual(60.000_1);
				for (const page of pages) {
					const shown = rowsOf(page);
					expect(page.length).toBeLessThanOrEqual(columns);
					expect(new Set(shown).size).toBe(shown.length);
					expect(time).toBeGreaterThanOrEqual(Math.min(60 / pages.length, Math.max(8, shown.length)) - 0.001);
					expect(shown.filter(isPinned).length).toBeGreaterThanOrEqual(Math.min(late.length, 5));
				}
				expect(new Set(pages.flatMap(rowsOf)).size + left).toBe(all.length);
			})
		);
	});
});
