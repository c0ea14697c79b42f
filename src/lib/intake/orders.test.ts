import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const read = (...rows: string[]) =>
	readFile(new TextEncoder().encode(rows.map((row) => `${row}\n`).join('')), {
		timeZone: 'Asia/Shanghai',
		now
	});

describe('[IMP14] one order over several lines', () => {
	const header = '工单号,车牌号,客户姓名,联系电话,维修项目,标准工时';

	test('is one order: words joined, hours summed, whichever lines are between', () => {
		const { orders, rejected } = read(
			header,
			'WT1,豫A7Q21M,田晓禾,13500000101,更换机油,0.5',
			'WT2,豫A7Q22M,高远,,年检,1',
			'wt1,豫A7Q21M,田 晓禾,13500000101,更换刹车片,1.2'
		);
		expect(rejected).toEqual([]);
		expect(orders).toMatchObject([
			{ line: 2, orderNumber: 'WT1', work: '更换机油；更换刹车片', standardHours: 1.7 },
			{ line: 3, orderNumber: 'WT2' }
		]);
	});

	test('goes on in lines that name no order and no car, as merged cells are exported', () => {
		expect(
			read(header, 'WT1,豫A7Q21M,田晓禾,,更换机油,0.5', ',,,,更换刹车片,1.2', ',,,,,1.7').orders
		).toMatchObject([{ work: '更换机油；更换刹车片', standardHours: 1.7 }]);
	});

	test('counts a line that is exported twice once, and hours of the whole order once', () => {
		const line = 'WT1,豫A7Q21M,田晓禾,,更换机油,0.5';
		expect(read(header, line, line).orders).toMatchObject([{ work: '更换机油', standardHours: 0.5 }]);
		const total = header.replace('标准工时', '总工时');
		expect(read(total, line, 'WT1,豫A7Q21M,田晓禾,,洗车,0.5').orders).toMatchObject([{ standardHours: 0.5 }]);
	});

	test('is refused whole where its lines contradict each other, or one of them is wrong', () => {
		expect(
			read(header, 'WT1,豫A7Q21M,田晓禾,13500000101,机油,1', 'WT1,豫A7Q21M,田晓禾,13500000102,刹车,1')
				.rejected
		).toMatchObject([
			{ line: 2, problems: [{ code: 'linesDiffer', column: '联系电话', firstLine: 2, otherLine: 3 }] },
			{ line: 3, problems: [{ code: 'linesDiffer' }] }
		]);
		expect(
			read(header, 'WT1,豫A7Q21M,田晓禾,,机油,1', 'WT1,豫A7Q21M,田晓禾,,刹车,两小时').rejected
		).toMatchObject([
			{ line: 2, problems: [{ code: 'otherLine', otherLine: 3 }] },
			{ line: 3, problems: [{ code: 'hoursInvalid' }] }
		]);
	});

	test('with another plate is another order', () => {
		const { orders, rejected } = read(header, 'WT1,豫A7Q21M,,,机油,1', 'WT1,豫A7Q22M,,,刹车,1');
		expect(orders).toMatchObject([{ plate: '豫A7Q21M', work: '机油' }]);
		expect(rejected).toMatchObject([{ line: 3, problems: [{ code: 'duplicateInFile', firstLine: 2 }] }]);
	});
});

describe('[IMP14] forms of a text', () => {
	test('page numbers, repeated titles and headers are no orders', () => {
		const page = ['维修工单日报,,', '工单号,车牌号,备注'];
		const { orders, rejected } = read(
			...[...page, 'WT1,豫A7Q21M,', '第 1 页 共 3 页,,', ...page, 'WT2,豫A7Q22M,', '第1页,共3页,'],
			...['Page 2 of 3,,', '- 2 -', '2/3,,', ...page, 'WT3,豫A7Q23M,', '合计,3,']
		);
		expect(rejected).toEqual([]);
		expect(orders.map(({ orderNumber }) => orderNumber)).toEqual(['WT1', 'WT2', 'WT3']);
	});

	test('a header of two rows whose groups stand in their first cell', () => {
		const { orders } = read(
			'工单号,车牌号,客户,,预约时间',
			',,姓名,电话,',
			'WT1,豫A7Q21M,田晓禾,13500000101,2026/11/24 9:00'
		);
		expect(orders).toMatchObject([
			{ customerName: '田晓禾', phone: '13500000101', bookedAt: Date.parse('2026-11-24T09:00:00+08:00') }
		]);
	});

	test.each([
		['of one stem', '进厂日期,进厂时间', '2026/11/23,9:05'],
		['a bare 时间 beside it', '进厂日期,时间', '2026/11/23,9:05'],
		['the time first', '进厂时间,进厂日期', '9:05,2026/11/23'],
		['in English', 'Arrival date,Arrival time', '2026-11-23,9:05 AM']
	])('date and time of day in two columns: %s', (_, columns, cells) => {
		const { orders, ignoredColumns } = read(`工单号,车牌号,${columns}`, `WT1,豫A7Q21M,${cells}`);
		expect(orders).toMatchObject([{ arrivedAt: Date.parse('2026-11-23T09:05:00+08:00') }]);
		expect(ignoredColumns).toEqual([]);
	});

	test('a line that ends early says nothing of the columns behind', () => {
		expect(read('工单号,车牌号,客户姓名,备注', 'WT1,豫A7Q21M', 'WT2,豫A7Q22M,,').orders).toMatchObject([
			{ customerName: undefined, note: undefined },
			{ customerName: '', note: '' }
		]);
	});

	test('a car without a plate comes in by its VIN, and not without either', () => {
		const header = '工单号,车牌号,VIN';
		const vin = 'LTESTAB12CD345601';
		expect(read(header, `WT1,,${vin}`, `WT2,无,${vin}`, `WT3,未上牌,${vin}`).orders).toMatchObject([
			{ plate: '', vin },
			{ vin },
			{ plate: '', vin }
		]);
		expect(read(header, 'WT1,,', 'WT2,未上牌,').rejected).toMatchObject([
			{ problems: [{ code: 'missing', column: '车牌号' }] },
			{ problems: [{ code: 'missing', column: '车牌号' }] }
		]);
	});

	test.each(['浙苏H6F681', '豫豫A12345', '12啊3456'])('%s is no plate', (plate) => {
		expect(read('工单号,车牌号', `WT1,${plate}`).rejected).toMatchObject([
			{ problems: [{ code: 'plateInvalid' }] }
		]);
	});
});
