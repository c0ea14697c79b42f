import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { delimitedRows } from './delimited.ts';

const rows = (text: string, delimiter = ',') =>
	[...delimitedRows(text, delimiter)].map(({ line, cells }) => [line, ...cells]);

describe('rows of cells', () => {
	test('each kind of line end, and none at the end', () =>
		expect(rows('a,b\r\nc\rd\n\ne')).toEqual([
			[1, 'a', 'b'],
			[2, 'c'],
			[3, 'd'],
			[4, ''],
			[5, 'e']
		]));

	test('an empty cell at the end is a cell', () =>
		expect(rows('a,\nb,')).toEqual([
			[1, 'a', ''],
			[2, 'b', '']
		]));

	test('quoted cells hold delimiters, marks and line breaks, which count as lines', () =>
		expect(rows('"a,""b""\r\nc\nd", "e" ,f\ng')).toEqual([
			[1, 'a,"b"\r\nc\nd', 'e', 'f'],
			[4, 'g']
		]));

	test('only the delimiter asked for parts cells', () =>
		expect(rows('a;b,c', ';')).toEqual([[1, 'a', 'b,c']]));
});

describe('stray marks cost their own cell', () => {
	test('never closed', () =>
		expect(rows('a,"b,c\nd,e')).toEqual([
			[1, 'a', '"b', 'c'],
			[2, 'd', 'e']
		]));

	test('closed in the middle', () =>
		expect(rows('"a"b,c\nd')).toEqual([
			[1, '"a"b', 'c'],
			[2, 'd']
		]));

	test('two in different rows', () =>
		expect(rows('a,"b\nc,"d\n"e,f",g')).toEqual([
			[1, 'a', '"b'],
			[2, 'c', '"d'],
			[3, 'e,f', 'g']
		]));
});

test('whatever a program writes by the rules is read as it was', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', '\r', ' ') });
	const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
	fc.assert(
		fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (table) => {
			const text = table.map((row) => row.map(quoted).join(',') + '\r\n').join('');
			expect([...delimitedRows(text, ',')].map(({ cells }) => cells)).toEqual(table);
		})
	);
});

test('no sign of any text is lost, and lines are counted right', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }), (text) => {
			const all = [...delimitedRows(text, ',')];
			const letters = (part: string) => part.replace(/[^a]/g, '');
			expect(letters(all.flatMap(({ cells }) => cells).join(''))).toBe(letters(text));
			const breaks = (part: string) => part.match(/\r\n|\r|\n/g)?.length ?? 0;
			let line = 1;
			for (const row of all) {
				expect(row.line).toBe(line);
				line += 1 + row.cells.reduce((sum, cell) => sum + breaks(cell), 0);
			}
			expect(line - 1).toBe(breaks(text) + (text === '' || /[\r\n]$/.test(text) ? 0 : 1));
		}),
		{ numRuns: 2000 }
	);
});

test('a megabyte of marks takes no longer than a megabyte of letters', () => {
	for (const unit of ['"', ',"', '"",', ',"""', '"a""', '" ', ',""a', '"\n'])
		for (const delimiter of [',', ';']) {
			const text = unit.repeat(1_000_000 / unit.length);
			const begun = performance.now();
			for (const row of delimitedRows(text, delimiter)) if (row.line < 0) throw new Error();
			expect(performance.now() - begun).toBeLessThan(3000);
		}
});
