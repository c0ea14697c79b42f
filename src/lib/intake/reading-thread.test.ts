import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { columnName, workbook } from '../../../tests/files/workbook.ts';
import { mostColumns } from './limits.ts';
import { Refused } from '../model/refusal.ts';
import { readWorkOrders } from './read.server.ts';

/** Seconds that a file may take on a machine that others use too; the attacks took 11 and 83. */
const patience = 25_000;

const header = ['工单号', '车牌号', '进厂时间'];
const row = ['WT1', '豫A7Q21M', '2026/11/23 8:00'];
const options = { timeZone: 'Asia/Shanghai', now: Date.parse('2026-11-23T12:00:00Z') };
const megabytes = 10 * 1024 * 1024;

/** How a file ends, and for how long at a time the board's own thread stood still meanwhile, in milliseconds. */
async function outcome(content: Uint8Array | string) {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const reading = readWorkOrders(bytes, options);
	const end = await reading.then(
		({ orders }) => orders.length,
		(error: unknown) => {
			if (error instanceof Refused) return error.refusal.code;
			throw error;
		}
	);
	// What stood still is counted when it goes on.
	await sleep(20);
	delay.disable();
	return { end, stall: delay.max / 1e6 };
}

const csv = (unit: string, head = '') => head + unit.repeat(Math.floor((megabytes - 1_000) / unit.length));
const heading = `${header.join()}\n`;
const sheet = (rows: Parameters<typeof workbook>[0][number]['rows'], spoil?: (xml: string) => string) =>
	workbook([{ name: 'S', rows }], spoil);
const far = columnName(16_383);

test.each<[string, () => Uint8Array | string, (number | string)[]]>([
	['a long header cell of brackets', () => sheet([[...header, '('.repeat(500_000)], row]), [1]],
	[
		'a long header cell of brackets as text',
		() => `${header.join()},${'('.repeat(500_000)}\n${row.join()}`,
		[1]
	],
	[
		'a cell in the last column',
		() => sheet([header, row], (xml) => xml.replace('"A1"', `"${far}1"`)),
		['noHeader', 'missingColumns']
	],
	[
		'a cell in a column that Excel does not have',
		() => sheet([header, row, ['x']], (xml) => xml.replace('"A3"', '"ZZZZZZZ3"')),
		[1]
	],
	[
		'a cell in a row that Excel does not have',
		() =>
			sheet([header, row, row], (xml) =>
				xml.replaceAll(/"3"|(?<="[A-C])3"/g, '900000000"').replace('r=900', 'r="900')
			),
		[1, 'brokenWorkbook']
	],
	[
		'a row of more columns than are read',
		() => sheet([[...header, ...Array.from({ length: 5_000 }, () => 'x')], row]),
		[1]
	],
	[
		'millions of empty cells',
		() =>
			sheet([header, row], (xml) =>
				xml.replace('</sheetData>', `<row>${'<c/>'.repeat(3_000_000)}</row></sheetData>`)
			),
		['tooComplex']
	],
	[
		'a deep tree of elements',
		() => sheet([header, row], (xml) => xml.replace('<sheetData>', `${'<a>'.repeat(2_000_000)}<sheetData>`)),
		['brokenWorkbook', 'tooComplex']
	],
	['commas', () => csv(','), ['noHeader', 'missingColumns']],
	['quotation marks', () => csv('"'), ['noHeader']],
	['marks behind commas', () => csv(',"'), ['noHeader']],
	['marks that close nothing', () => csv('" x'), ['noHeader']],
	['blank lines below a header', () => csv('\n', heading), ['tooManyRows']],
	['rows of nothing below a header', () => csv(',\n', heading), ['tooManyRows']],
	['one cell of white space', () => `${header.join()}\nWT1,豫A7Q21M,${csv(' ')}x`, [1, 0]],
	['brackets below a header', () => csv('(', heading), [0]]
])(
	'[IMP7] [FUZZ1] %s is read or refused while the board goes on',
	async (_, content, ends) => {
		const made = content();
		const start = performance.now();
		const { end, stall } = await outcome(made);
		expect(ends).toContain(end);
		expect(performance.now() - start).toBeLessThan(patience);
		expect(stall).toBeLessThan(1_000);
	},
	60_000
);

test('[IMP7] what stands right of the columns that are read is left out', async () => {
	const wide = [...header, ...Array.from({ length: mostColumns }, (_, at) => `x${at}`)];
	const { ignoredColumns } = await readWorkOrders(sheet([wide, row]), options);
	expect(ignoredColumns.length).toBe(mostColumns - header.length);
});

test('[IMP8] three files that take long do not keep another workshop waiting', async () => {
	const slow = sheet([header, row], (xml) =>
		xml.replace('</sheetData>', `<row>${'<c/>'.repeat(1_500_000)}</row></sheetData>`)
	);
	let done = 0;
	const slowly = Array.from({ length: 3 }, () =>
		readWorkOrders(slow, { id: 'slow', ...options }).finally(() => done++)
	);
	await readWorkOrders(sheet([header, row]), { id: 'other', ...options });
	expect(done).toBeLessThan(2);
	await Promise.allSettled(slowly);
}, 120_000);
