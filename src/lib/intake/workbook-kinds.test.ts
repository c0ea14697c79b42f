import { describe, expect, test } from 'vitest';
import { type RawWorkbook, rawWorkbook, textCell, textRows } from '../../../tests/files/raw-workbook.ts';
import { Refused } from '../model/refusal.ts';
import { readFile } from './read-file.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const read = (book: RawWorkbook) => readFile(rawWorkbook(book), { timeZone: 'Asia/Shanghai', now });
const one = (xml: string, more: Partial<RawWorkbook> = {}) => read({ sheets: [{ name: 'S', xml }], ...more });

const header = ['工单号', '车牌号', '约定交车时间', '客户姓名'];
const orders = (...numbers: string[]) =>
	textRows(header, ...numbers.map((n) => [n, '豫A7Q21M', '', '田晓禾']));

/** 2026-11-23 17:00 as each calendar counts it. */
const evening = 46_349 + 17 / 24;
const evening1904 = evening - 1462;
const at17 = Date.parse('2026-11-23T17:00:00+08:00');

describe('[IMP5] calendars', () => {
	const row = (value: number) =>
		`<sheetData><row r="1">${header.map((name) => textCell(name)).join('')}</row>` +
		`<row r="2">${textCell('WT1', 'A2')}${textCell('豫A7Q21M', 'B2')}<c r="C2" s="1"><v>${value}</v></c></row></sheetData>`;
	const formats = ['yyyy/m/d h:mm'];

	test.each([
		['Excel', 'date1904="1"', evening1904],
		['LibreOffice', 'backupFile="false" showObjects="all" date1904="true"', evening1904],
		['the usual one of Excel', 'date1904="0"', evening],
		['the usual one of LibreOffice', 'showObjects="all" date1904="false"', evening]
	])('of %s', (_, properties, value) => {
		expect(one(row(value), { properties, formats }).orders).toMatchObject([{ promise: at17 }]);
	});

	test('a workbook whose calendar got lost is refused row by row', () => {
		expect(one(row(evening1904), { formats }).rejected).toMatchObject([
			{ line: 2, problems: [{ code: 'momentFar', column: '约定交车时间' }] }
		]);
	});
});

describe('[IMP12] sheets', () => {
	const hidden = { attributes: 'state="hidden"' };

	test('all visible ones with a complete header are read, and the report names the others', () => {
		const { orders: found, sheets } = read({
			sheets: [
				{ name: '旧', ...hidden, xml: orders('OLD1') },
				{ name: '很旧', attributes: 'state="veryHidden"', xml: orders('OLD2') },
				{ name: '机电', attributes: 'state="visible"', xml: orders('WT1') },
				{ name: '钣喷', xml: orders('WT2', 'WT3') },
				{ name: '说明', xml: textRows(['本表由系统导出']) },
				{ name: '客户', xml: textRows(['客户姓名', '联系电话'], ['田晓禾', '13500000101']) }
			]
		});
		expect(found.map(({ orderNumber, sheet }) => [sheet, orderNumber])).toEqual([
			['机电', 'WT1'],
			['钣喷', 'WT2'],
			['钣喷', 'WT3']
		]);
		expect(sheets.map(({ name, read, reason }) => [name, read, reason])).toEqual([
			['旧', false, 'hidden'],
			['很旧', false, 'hidden'],
			['机电', true, undefined],
			['钣喷', true, undefined],
			['说明', false, 'noHeader'],
			['客户', false, 'missingColumns']
		]);
	});

	test('work orders that are hidden alone are not read, and it is said why', () => {
		const reading = () => read({ sheets: [{ name: '旧', ...hidden, xml: orders('OLD1') }] });
		expect(reading).toThrow(Refused);
		expect(reading).toThrow('onlyHidden');
	});

	test('one order in two sheets comes in once; the report names the other with its sheet', () => {
		const { orders: found, rejected } = read({
			sheets: [
				{ name: '一', xml: orders('WT1') },
				{ name: '二', xml: textRows(header, ['WT1', '豫A7Q21M', '', '高远']) }
			]
		});
		expect(found).toHaveLength(1);
		expect(rejected).toMatchObject([{ sheet: '二', line: 2, problems: [{ code: 'duplicateInFile' }] }]);
	});

	test.each([
		['Excel', 'hidden="1"'],
		['LibreOffice', 'customFormat="false" ht="12.8" hidden="true" customHeight="false" outlineLevel="0"']
	])('rows that a filter of %s hides are left out and counted', (_, attributes) => {
		const row = (number: string, more = '') =>
			`<row ${more}>${textCell(number)}${textCell('豫A7Q21M')}</row>`;
		const shown = 'customFormat="false" hidden="false"';
		const { orders: found, sheets } = one(
			`<sheetData>${row('工单号').replace('豫A7Q21M', '车牌号')}${row('WT1', shown)}${row('WT2', attributes)}${row('WT3')}</sheetData>`
		);
		expect(found.map(({ orderNumber, line }) => [orderNumber, line])).toEqual([
			['WT1', 2],
			['WT3', 4]
		]);
		expect(sheets).toMatchObject([{ name: 'S', read: true, hiddenRows: 1 }]);
	});

	test('rows of a sheet whose rows are hidden unless they say otherwise', () => {
		const { sheets } = one(
			`<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/><sheetData><row hidden="0">${textCell('工单号')}${textCell('车牌号')}</row><row>${textCell('WT1')}${textCell('豫A7Q21M')}</row></sheetData>`
		);
		expect(sheets).toMatchObject([{ hiddenRows: 1 }]);
	});
});

describe('[IMP5] codes are what Excel shows', () => {
	const names = ['工单号', '车牌号', '联系电话', '钥匙牌号'];
	const formats = ['00000000', '000-0000-0000', '#,##0', '0%', '"RO-"0000', 'yyyy/m/d'];
	const row = (number: string, phone = '', key = '') =>
		one(
			`<sheetData><row>${names.map((name) => textCell(name)).join('')}</row><row>${number}${textCell('豫A7Q21M')}${phone || '<c/>'}${key || '<c/>'}</row></sheetData>`,
			{ formats }
		);
	const number = (value: number, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

	test('leading zeros and what a format adds', () => {
		expect(row(number(4711, 1), number(13500000101, 2), number(7, 1)).orders).toMatchObject([
			{ orderNumber: '00004711', phone: '135-0000-0101', keyTag: '00000007' }
		]);
		expect(row(number(42, 5)).orders).toMatchObject([{ orderNumber: 'RO-0042' }]);
	});

	test.each([
		['thousands', 3],
		['a percentage', 4],
		['a date', 6]
	])('%s is none', (_, style) => {
		expect(row(number(4711, style)).rejected).toMatchObject([{ problems: [{ code: 'codeFormatted' }] }]);
		expect(row(textCell('WT1'), '', number(4711, style)).rejected).toMatchObject([
			{ problems: [{ code: 'codeFormatted', column: '钥匙牌号' }] }
		]);
	});

	test('a plate or a VIN that is a number is kept as it is shown, or refused', () => {
		const cells = (plate: string, vin: string) =>
			one(
				`${textRows(['工单号', '车牌号', 'VIN']).replace('</sheetData>', '')}<row>${textCell('WT1')}${plate}${vin}</row></sheetData>`,
				{ formats }
			);
		expect(cells(number(855, 1), '<c/>').orders).toMatchObject([{ plate: '00000855' }]);
		expect(cells(number(855, 3), '<c/>').orders).toMatchObject([{ plate: '855' }]);
		expect(cells(textCell('豫A7Q21M'), number(1.2e16)).rejected).toMatchObject([
			{ problems: [{ code: 'scientific' }] }
		]);
	});
});

describe('[IMP10] no word', () => {
	const cells = (...inner: string[]) =>
		one(
			`${textRows(['工单号', '车牌号', '客户姓名', '标准工时', '备注']).replace('</sheetData>', '')}<row>${textCell('WT1')}${textCell('豫A7Q21M')}${inner.join('')}</row></sheetData>`
		).orders[0];

	test('a formula without a value, an error and 无 say nothing; an empty cell says empty', () => {
		const order = cells(
			'<c t="str"><f>VLOOKUP(A2,Sheet9!A:B,2,0)</f></c>',
			'<c><f>SUM(F2:G2)</f></c>',
			'<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
		);
		expect(order).toMatchObject({ customerName: undefined, standardHours: undefined, note: undefined });
		expect(cells(textCell('无'), '<c/>', '<c/>')).toMatchObject({
			...{ customerName: undefined, standardHours: null, note: '' }
		});
	});
});

describe('[IMP14] forms of a sheet', () => {
	test('a header of two rows, with merged groups', () => {
		const groups = ['工单号', '客户', '', '服务顾问', '进厂', ''];
		const names = ['', '姓名', '电话', '姓名', '日期', '时间'];
		const rows = textRows(
			['维修工单日报'],
			[...groups, '车辆'],
			[...names, '车牌号'],
			['WT1', '田晓禾', '13500000101', '罗一鸣', '2026/11/23', '9:05', '豫A7Q21M']
		);
		const merges =
			'<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/><mergeCell ref="E2:F2"/></mergeCells>';
		expect(one(rows + merges).orders).toMatchObject([
			{
				...{ orderNumber: 'WT1', customerName: '田晓禾', phone: '13500000101', advisor: '罗一鸣' },
				...{ arrivedAt: Date.parse('2026-11-23T09:05:00+08:00'), plate: '豫A7Q21M' }
			}
		]);
	});

	test('one order over merged rows: words joined, hours summed, what is merged said once', () => {
		const rows = textRows(
			['工单号', '车牌号', '维修项目', '标准工时', '备注'],
			['WT1', '豫A7Q21M', '更换机油', '0.5', '加急'],
			['', '', '更换刹车片', '1.2', ''],
			['', '', '洗车', '', ''],
			['WT2', '豫A7Q22M', '年检', '1', '']
		);
		const merges =
			'<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B4"/><mergeCell ref="E2:E4"/></mergeCells>';
		expect(one(rows + merges).orders).toMatchObject([
			{ orderNumber: 'WT1', work: '更换机油；更换刹车片；洗车', standardHours: 1.7, note: '加急' },
			{ orderNumber: 'WT2', work: '年检', standardHours: 1 }
		]);
	});

	test('date and time of day in cells of their own formats', () => {
		const xml =
			`${textRows(['工单号', '车牌号', '约定交车日期', '约定交车时间']).replace('</sheetData>', '')}` +
			`<row>${textCell('WT1')}${textCell('豫A7Q21M')}<c s="1"><v>46349</v></c><c s="2"><v>${17 / 24}</v></c></row></sheetData>`;
		expect(one(xml, { formats: ['yyyy/m/d', 'h:mm'] }).orders).toMatchObject([{ promise: at17 }]);
	});
});
