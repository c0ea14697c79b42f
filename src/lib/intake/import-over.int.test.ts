import { expect, test } from 'vitest';
import { fileOf, importing } from './importing.testing.ts';

const house = importing();
const { take, look, close, act, job } = house;
const lines = (...rows: string[]) => new TextEncoder().encode(rows.map((row) => `${row}\n`).join(''));
const list = (...rows: string[]) => lines('工单号,车牌号,进厂时间,工单状态', ...rows);
const row = (n: number, status: string) => `WT-${n},豫A7Q2${n}M,2026-11-23 08:00,${status}`;

test('[IMP13] orders that are over in the dealer’s system do not come in', async () => {
	const report = await take(list(row(1, '已结算'), row(2, '作废'), row(3, '维修中'), row(4, '已结算')));
	expect(report).toMatchObject({ created: 1, over: { 已结算: 2, 作废: 1 }, listed: [], rejected: [] });
	expect((await house.jobs()).map(({ orderNumber }) => orderNumber)).toEqual(['WT-3']);
});

test('[IMP13] open cards that are over there are listed, and one button takes them off the board', async () => {
	await take(list(row(1, '维修中'), row(2, '维修中'), row(3, '维修中')));
	await act('WT-1', {
		...{ type: 'stop', reason: 'parts', expectedUntil: null, note: '', otherWork: false, blocksBay: false }
	});
	const file = list(row(1, '已交车'), row(2, '作废'), row(3, '维修中'));
	const report = await take(file);
	expect(report.listed.map(({ orderNumber, why, word }) => [orderNumber, why, word])).toEqual([
		['WT-1', 'delivered', '已交车'],
		['WT-2', 'cancelled', '作废']
	]);
	expect((await job('WT-1')).status).toBe('open');
	expect(await close(report.run, 'gone')).toEqual({ done: 0, kept: 0 });
	expect(await close(report.run, 'over')).toEqual({ done: 2, kept: 0 });
	expect([(await job('WT-1')).status, (await job('WT-2')).status, (await job('WT-3')).status]).toEqual([
		'delivered',
		'cancelled',
		'open'
	]);
	expect(await close(report.run, 'over')).toEqual({ done: 0, kept: 0 });
});

test('[IMP13] cards that the file no longer has are a list of their own; one that changed since stays', async () => {
	await take(list(row(1, '维修中'), row(2, '维修中'), row(3, '维修中')));
	const report = await take(list(row(3, '维修中')));
	expect(report.listed.map(({ orderNumber, why }) => [orderNumber, why])).toEqual([
		['WT-1', 'gone'],
		['WT-2', 'gone']
	]);
	await act('WT-2', { type: 'note', text: '还在' });
	expect(await close(report.run, 'gone')).toEqual({ done: 1, kept: 1 });
	expect([(await job('WT-1')).status, (await job('WT-2')).status]).toEqual(['cancelled', 'open']);
});

test('[IMP13] a row that is wrong is in the file: its card is not gone', async () => {
	await take(list(row(1, '维修中')));
	const report = await take(list('WT-1,豫A7Q21M,下周一,维修中', row(2, '维修中')));
	expect(report).toMatchObject({ listed: [], rejected: [{ orderNumber: 'WT-1' }] });
});

test('[IMP17] a preview says what an import does, and does nothing', async () => {
	await take(fileOf({ 工单号: 'WT-1', 颜色: '白' }));
	const before = [await house.revision(), await house.staff()];
	const promised = (n: number, day: number) => `WT-${n},豫A7Q2${n}M,黑,2026-11-${day} 10:00,沈青`;
	const file = lines(
		'工单号,车牌号,颜色,约定交车时间,服务顾问',
		...[promised(1, 18), promised(2, 18), promised(3, 17), 'WT-4,豫A7Q2,黑,,']
	);
	expect(await look(file)).toMatchObject({
		...{ orders: 3, create: 2, change: 1, same: 0, newestInDays: -5, mayBeOpen: 1, newAdvisors: ['沈青'] },
		rejected: [{ line: 5 }]
	});
	expect([await house.revision(), await house.staff()]).toEqual(before);
});

test('[IMP17] only what may be open: promised today or later, or open on the board', async () => {
	await take(fileOf({ 工单号: 'WT-1', 颜色: '白' }));
	const file = lines(
		'工单号,车牌号,颜色,约定交车时间',
		...['WT-1,豫A7Q21M,黑,2026-11-18 10:00', 'WT-2,豫A7Q22M,黑,2026-11-18 10:00'],
		'WT-3,豫A7Q23M,黑,2026-11-23 08:00'
	);
	const report = await take(file, house.door(), { choice: 'open' });
	expect(report).toMatchObject({ created: 1, updated: 1, leftOut: 1 });
	expect((await house.jobs()).map(({ orderNumber }) => String(orderNumber)).sort()).toEqual(['WT-1', 'WT-3']);
});
