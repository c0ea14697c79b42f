import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { day, timeZone, type DayOrder } from '../../../tests/files/day.ts';
import { encodeGb18030 } from '../../../tests/files/encode.ts';
import { files } from '../../../tests/files/make.ts';
import { workbook } from '../../../tests/files/workbook.ts';
import { wrong } from '../../../tests/files/wrong.ts';
import { type FormRefusal, Refused } from '../model/refusal.ts';
import { readFile, type WorkOrderFile } from './read-file.ts';
import { rowLimit } from './limits.ts';
import type { WorkOrder } from './work-order.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const stored = (name: string) => new Uint8Array(readFileSync(`tests/files/${name}`));
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (content: Uint8Array | string, zone = timeZone) =>
	readFile(typeof content === 'string' ? bytes(content) : content, { timeZone: zone, now });

const unreadable = (content: Uint8Array | string): FormRefusal => {
	try {
		read(content);
	} catch (error) {
		if (error instanceof Refused) return error.refusal;
		throw error;
	}
	throw new Error('the file was read');
};

const moment = (wall: string) =>
	wall === '' ? null : Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone).epochMilliseconds;

const types: Record<string, WorkOrder['workType']> = {
	保养: 'maintenance',
	一般维修: 'repair',
	事故车: 'accident',
	保修索赔: 'warranty',
	召回: 'recall',
	年检: 'inspection',
	新车PDI: 'pdi',
	其他: 'other'
};

const expected = (order: DayOrder): Omit<WorkOrder, 'line' | 'sheet' | 'writtenNumber'> => ({
	...order,
	workType: types[order.workType] ?? 'other',
	bookedAt: moment(order.bookedAt),
	arrivedAt: moment(order.arrivedAt),
	promise: moment(order.promise),
	work: order.work.replace(/\s+/g, ' '),
	note: order.note.replace(/\s+/g, ' ')
});

/** A cell that says there is nothing, and one that is empty, are both '' in the day. */
const withoutLines = ({ orders }: WorkOrderFile) =>
	orders.map(({ line: _l, sheet: _s, writtenNumber: _w, ...order }) => ({
		...order,
		note: order.note ?? ''
	}));

describe('[IMP4] the same day in every form in which it arrives', () => {
	test.each(Object.entries(files))('%s is what make.ts writes', (name, content) =>
		expect(Buffer.compare(stored(name), content)).toBe(0)
	);

	test.each(Object.keys(files).filter((name) => name !== 'wrong.csv'))('%s', async (name) => {
		const file = read(stored(name));
		expect(file.rejected).toEqual([]);
		expect(withoutLines(file)).toEqual(day.map(expected));
	});

	test('columns that are not read are named', () => {
		expect(read(stored('workbook.xlsx')).ignoredColumns).toEqual(['结算金额']);
		expect(read(stored('semicolon.csv')).ignoredColumns).toEqual([]);
	});

	test('lines count the line breaks in quoted cells, and rows as Excel does', () => {
		const lines = (name: string) => read(stored(name)).orders.map(({ line }) => line);
		expect(lines('utf8-bom.csv')).toEqual([2, 3, 4, 5, 6, 7, 10, 11, 12, 13]);
		expect(lines('workbook.xlsx')).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
	});
});

describe('[IMP1] everything that goes wrong in one file', () => {
	const starts: number[] = [];
	let line = 1;
	for (const { text } of wrong) {
		starts.push(line);
		line += text.split('\n').length;
	}
	const told = wrong.flatMap(({ problems }, at) =>
		problems?.length ? [{ line: starts[at], problems }] : []
	);
	const taken = wrong.flatMap(({ problems }, at) => (problems?.length === 0 ? [starts[at]] : []));

	test('each bad row is told with its line and every cause; the others come in', () => {
		const { orders, rejected } = read(stored('wrong.csv'));
		const codes = rejected.map((row) => ({ line: row.line, problems: row.problems.map(({ code }) => code) }));
		expect(codes).toEqual(told);
		expect(orders.map((order) => order.line)).toEqual(taken);
	});

	test('a problem names the column as the file writes it, the value, and what is needed to find it', () => {
		const { rejected } = read(stored('wrong.csv'));
		expect(rejected.find(({ orderNumber }) => orderNumber === 'e01')?.problems).toEqual([
			{ code: 'duplicateInFile', column: '工单号', value: 'e01', firstLine: 4 }
		]);
		expect(rejected.find(({ orderNumber }) => orderNumber === 'E17')?.problems).toEqual([
			{
				code: 'promiseBeforeArrival',
				column: '约定交车时间',
				value: '2026/11/23 8:59',
				arrival: '2026/11/23 9:00'
			}
		]);
	});

	test('stray quotation marks are only marks', () => {
		const { orders } = read(stored('wrong.csv'));
		const note = (number: string) => orders.find(({ orderNumber }) => orderNumber === number)?.note;
		expect(note('E26')).toBe('"急');
		expect(note('E27')).toBe('"急"修，"快"');
		expect(note('E28')).toBe('客户说 "异响" 第三行');
	});
});

describe('[IMP4] headers', () => {
	test('the better of two columns that mean one field; the other is named', () => {
		const { orders, ignoredColumns } = read('单号,车系,车型,车牌,工单号\n1,途观L,SUV,豫A7Q21M,WT1\n');
		expect(orders).toMatchObject([{ orderNumber: 'WT1', model: 'SUV' }]);
		expect(ignoredColumns).toEqual(['单号', '车系']);
	});

	test('a header that comes twice is taken where it stands first', () => {
		const { orders, ignoredColumns } = read('工单号,车牌,备注,备注\nWT1,豫A7Q21M,一,二\n');
		expect(orders).toMatchObject([{ note: '一' }]);
		expect(ignoredColumns).toEqual(['备注']);
	});

	test('full-width commas and pipes part cells where the header says so', () => {
		expect(read('工单号，车牌，备注\nWT1，豫A7Q21M，"一，二"\n').orders).toMatchObject([{ note: '一，二' }]);
		expect(read('工单号|车牌|备注\nWT1|豫A7Q21M|一,二\n').orders).toMatchObject([{ note: '一,二' }]);
	});

	test('Big5, which only its header tells from GB18030', () => {
		// 工單號碼,車牌號碼,車款 / WT1,ABC-1234,轎車
		const big5 =
			'a475b3e6b8b9bd58 2c a8aeb55 0b8b9bd58 2c a8aeb4da 0a 5754312c4142432d313233342c c3e2a8ae 0a';
		const { orders } = read(new Uint8Array(Buffer.from(big5.replaceAll(' ', ''), 'hex')));
		expect(orders).toMatchObject([{ orderNumber: 'WT1', plate: 'ABC-1234', model: '轎車' }]);
	});

	test('a character cut in two by the dealer’s system costs its cell, not the file', () => {
		const cut = [
			...encodeGb18030('工单号,车牌,备注\nWT1,豫A7Q21M,右后轮异'),
			0xcf,
			...encodeGb18030('\nWT2,豫A7Q21M,\n')
		];
		const { orders, rejected } = read(new Uint8Array(cut));
		expect(orders).toMatchObject([{ line: 3, orderNumber: 'WT2' }]);
		expect(rejected).toMatchObject([{ line: 2, problems: [{ code: 'damaged', column: '备注' }] }]);
	});
});

describe('[IMP1] files that cannot be read', () => {
	const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

	test.each<[string, Uint8Array | string, FormRefusal]>([
		['nothing', '', { code: 'empty' }],
		['only white space', '\ufeff \r\n\r\n', { code: 'empty' }],
		['a photograph', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]), { code: 'notText' }],
		['old Excel', new Uint8Array([...ole, ...bytes('W\0o\0r\0k\0b\0o\0o\0k\0')]), { code: 'oldExcel' }],
		[
			'a workbook behind a password',
			new Uint8Array([...ole, ...Buffer.from('EncryptedPackage', 'utf16le')]),
			{ code: 'encrypted' }
		],
		['a web page named .xls', '<html><table><tr><td>工单号</td></tr></table>', { code: 'webPage' }],
		['another zip', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), { code: 'brokenWorkbook' }],
		['a letter', '您好，\n附件请查收。\n', { code: 'noHeader' }],
		[
			'no plates',
			'工单号,客户姓名,电话\nWT1,田晓禾,13500000101\n',
			{ code: 'missingColumns', columns: ['plate'] }
		],
		['no columns of need', '客户姓名,电话\n', { code: 'missingColumns', columns: ['orderNumber', 'plate'] }],
		['11 MB', new Uint8Array(11 * 1024 * 1024), { code: 'tooLarge', limit: 10 }],
		[
			'too many rows',
			'工单号,车牌\n' + Array.from({ length: rowLimit + 1 }, (_, at) => `WT${at},豫A7Q21M\n`).join(''),
			{ code: 'tooManyRows', limit: rowLimit }
		]
	])('%s', (_, content, reason) => expect(unreadable(content)).toEqual(reason), 30_000);

	test('a header without work orders is a quiet day', () => {
		expect(read('工单号,车牌\n')).toMatchObject({ orders: [], rejected: [], ignoredColumns: [] });
	});
});

describe('workbooks', () => {
	const header = ['工单号', '车牌号', '约定交车时间', '联系电话', '在店等待', '标准工时'];
	const sheet = (...rows: Parameters<typeof workbook>[0][number]['rows']) =>
		workbook([{ name: 'S', rows: [header, ...rows] }]);

	test('[IMP6] a date is wall-clock time in the workshop’s zone, to the second', () => {
		const file = sheet(['WT1', '豫A7Q21M', { date: 46_349.378_472_222_22 }]);
		const { orders } = read(file, 'Europe/Berlin');
		expect(orders[0]?.promise).toBe(Date.parse('2026-11-23T09:05:00+01:00'));
	});

	test('[IMP5] a bare date is no promise', () => {
		const { rejected } = read(sheet(['WT1', '豫A7Q21M', { date: 46_349 }]));
		expect(rejected).toMatchObject([{ line: 2, problems: [{ code: 'timeMissing' }] }]);
	});

	test('numbers: a phone number whole, hours without the noise of binary fractions, a time as hours', () => {
		const { orders, rejected } = read(
			sheet(
				['WT1', '豫A7Q21M', null, 13500000101, true, 2.4000000000000004],
				[20261123001, '豫A7Q21M', null, null, false, { date: 0.0625 }],
				[261123000000000128, '豫A7Q21M']
			)
		);
		expect(orders).toMatchObject([
			{ orderNumber: 'WT1', phone: '13500000101', waiting: true, standardHours: 2.4 },
			{ orderNumber: '20261123001', waiting: false, standardHours: 1.5 }
		]);
		expect(rejected).toMatchObject([{ line: 4, problems: [{ code: 'scientific' }] }]);
	});

	test('a month of work orders is read within seconds', () => {
		const rows = Array.from({ length: 5000 }, (_, at) => [`WT${at}`, '豫A7Q21M', { date: 46_349.5 }]);
		expect(read(sheet(...rows)).orders.length).toBe(5000);
	}, 20_000);

	/** The size of each part as the archive's directory tells it. */
	function claiming(content: Uint8Array, size: number): Uint8Array {
		const view = new DataView(content.buffer);
		for (let at = 0; at < content.length - 4; at++)
			if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
		return content;
	}

	test('one that would unfold to gigabytes is not unfolded', () => {
		expect(unreadable(claiming(sheet(['WT1', '豫A7Q21M']), 1_000_000_000))).toEqual({
			code: 'tooComplex'
		});
	});
});
