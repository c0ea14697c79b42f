import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';
import { readClosed, readStatus } from './status.ts';

describe('[IMP13] the state of an order', () => {
	test.each(['作废', '已作废', '取消', '已取消', '撤销', '無效', '作廢', 'Void', 'Cancelled'])(
		'%s: void',
		(word) => expect(readStatus(word)).toEqual({ over: 'cancelled' })
	);

	test.each([
		...[
			'结算',
			'已结算',
			'已結算',
			'结算完成',
			'交车',
			'已交车',
			'出厂',
			'已出厂',
			'已结算出厂',
			'已结算/已交车'
		],
		...['已完成', '已关闭', '结案', '离店', 'Closed', 'Delivered', 'Invoiced', 'Picked up']
	])('%s: over', (word) => expect(readStatus(word)).toEqual({ over: 'delivered' }));

	test.each([
		['待交车', 'ready'],
		['待结算', 'ready'],
		['已完工', 'ready'],
		['完工未结算', 'ready'],
		['未交车', 'ready'],
		['维修中', 'repair'],
		['在修', 'repair'],
		['In progress', 'repair'],
		['待派工', 'waiting'],
		['质检中', 'inspection'],
		['洗车', 'wash'],
		['已预约', 'booked'],
		['已进厂', 'arrived']
	])('%s: %s', (word, stage) => expect(readStatus(word)).toEqual({ stage }));

	test.each(['未结算', '未作废', '正常', 'Open', '待料'])('%s: open', (word) =>
		expect(readStatus(word)).toEqual({ open: true })
	);

	test.each(['部分结算', '三号位', 'X'])('nobody knows %s', (word) => expect(readStatus(word)).toBeNull());

	test.each([
		['是', '是否结算', { over: 'delivered' }],
		['是', '作废标志', { over: 'cancelled' }],
		['1', 'Voided', { over: 'cancelled' }],
		['否', '是否交车', { open: true }],
		['已结算', '结算状态', { over: 'delivered' }],
		['未结算', '结算状态', { open: true }]
	])('%s below %s', (word, header, status) => expect(readClosed(word, header)).toEqual(status));
});

describe('[IMP13] columns that tell it', () => {
	const now = Date.parse('2026-11-23T12:00:00Z');
	const read = (header: string, ...cells: string[]) =>
		readFile(
			new TextEncoder().encode(
				[`工单号,车牌号,${header}`, ...cells.map((cell, at) => `WT${at},豫A7Q21M,${cell}`)].join('\n')
			),
			{ timeZone: 'Asia/Shanghai', now }
		).orders.map(({ over, stage, unknownStatus }) => over ?? stage ?? unknownStatus ?? 'open');

	test('by a word', () => {
		expect(read('工单状态', '已结算', '作废', '维修中', '怪词')).toEqual([
			{ how: 'delivered', word: '已结算' },
			{ how: 'cancelled', word: '作废' },
			'repair',
			'怪词'
		]);
	});

	test('by any of several columns', () => {
		expect(read('工单状态,结算状态,是否作废', '正常,已结算,否', '正常,未结算,是', '正常,未结算,否')).toEqual([
			{ how: 'delivered', word: '已结算' },
			{ how: 'cancelled', word: '是' },
			'open'
		]);
	});

	test('by when the car left, where that is not ahead', () => {
		const left = { how: 'delivered', word: '出厂时间' };
		expect(read('出厂时间', '2026/11/23 10:00', '', '2026/11/24 10:00')).toEqual([left, 'open', 'open']);
	});

	test('a bare 交车时间 is when it left beside a promise, and is not read without one', () => {
		const cells = '2026/11/23 9:00,2026/11/23 10:00';
		expect(read('预计交车时间,交车时间', cells)).toEqual([{ how: 'delivered', word: '交车时间' }]);
		expect(read('进厂时间,交车时间', cells)).toEqual(['open']);
	});
});
