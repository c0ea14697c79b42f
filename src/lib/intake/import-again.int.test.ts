import { expect, test } from 'vitest';
import type { Door } from '../commands/perform.server.ts';
import { at, fileOf, importing } from './importing.testing.ts';
import { HOUR } from '../model/moments.ts';

const house = importing();
const { take, act, job } = house;

test('[IMP3] brings what changed at the dealer, once', async () => {
	await take(fileOf({ 标准工时: '1' }));
	const later = fileOf({ 标准工时: '2.5' });
	expect(await take(later)).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
	expect(await job('WT-1')).toMatchObject({ standardHours: 2.5 });
	expect(await take(later)).toMatchObject({ updated: 0, unchanged: 1 });
});

test('[IMP3] leaves a plate that was corrected on the board, and takes the colour beside it', async () => {
	await take(fileOf({ 颜色: '白' }));
	const { vehicle } = await job('WT-1');
	await act('WT-1', { type: 'amend', order: { vehicle: { ...vehicle, plate: '豫A7Q21N' } } });
	expect(await take(fileOf({ 颜色: '黑' }))).toMatchObject({ updated: 1 });
	expect((await job('WT-1')).vehicle).toMatchObject({ plate: '豫A7Q21N', colour: '黑' });
});

test('[IMP3] leaves a promise that was revised on the board: no update of the card', async () => {
	await take(fileOf({ 约定交车时间: '17:00' }));
	const promise = Date.now() + HOUR;
	await act('WT-1', { type: 'revisePromise', promise, reason: '等件' });
	const later = fileOf({ 约定交车时间: '18:00' });
	expect(await take(later)).toMatchObject({ updated: 0, unchanged: 1 });
	expect(await job('WT-1')).toMatchObject({ promise, firstPromise: at('17:00') });
	const before = await house.revision();
	await take(later);
	expect(await house.revision()).toBe(before);
});

test('[IMP3] [PROM1] revises a promise that changed at the dealer alone, and keeps the first', async () => {
	await take(fileOf({ 约定交车时间: '17:00' }));
	expect(await take(fileOf({ 约定交车时间: '18:00' }))).toMatchObject({ updated: 1 });
	expect(await job('WT-1')).toMatchObject({
		promise: at('18:00'),
		firstPromise: at('17:00'),
		promiseChange: { from: at('17:00') }
	});
});

test('[IMP3] [JOB4] checks a booked car in once its arrival is in the file', async () => {
	await take(fileOf({ 预约时间: '09:00', 进厂时间: '' }));
	expect(await job('WT-1')).toMatchObject({ stageKind: 'booked', arrivedAt: null });
	expect(await take(fileOf({ 预约时间: '09:00', 进厂时间: '09:10' }))).toMatchObject({ updated: 1 });
	expect(await job('WT-1')).toMatchObject({ stageKind: 'arrived', arrivedAt: at('09:10') });
});

test('[IMP3] leaves delivered and cancelled jobs as they are, and adds nobody for them', async () => {
	await take(fileOf({ 进厂时间: '08:00', 颜色: '白' }));
	await act('WT-1', { type: 'move', stageId: house.stage('ready'), after: null, before: null });
	await act('WT-1', { type: 'deliver' });
	await take(fileOf({ 工单号: 'WT-2', 颜色: '白' }));
	await act('WT-2', { type: 'cancel', reason: '客户改期' });
	const before = await house.jobs();
	for (const 工单号 of ['WT-1', 'WT-2']) {
		const report = await take(fileOf({ 工单号, 颜色: '黑', 服务顾问: '沈青' }));
		expect(report).toMatchObject({ created: 0, updated: 0, unchanged: 1, advisorsAdded: [] });
	}
	expect(await house.jobs()).toEqual(before);
	expect(await house.staff()).toEqual([]);
});

test('[IMP3] a job that people booked takes from the file only what they left open', async () => {
	await house.book({ model: '星途' });
	expect(await take(fileOf({ 车型: '远山', 颜色: '黑' }))).toMatchObject({ created: 0, updated: 1 });
	expect((await job('WT-1')).vehicle).toMatchObject({ model: '星途', colour: '黑' });
});

test('[IMP3] finds a job whose order number was corrected on the board', async () => {
	await take(fileOf({ 颜色: '白' }));
	await act('WT-1', { type: 'amend', order: { orderNumber: 'WT-9' } });
	expect(await take(fileOf({ 颜色: '黑' }))).toMatchObject({ created: 0, updated: 1 });
	expect(await house.jobs()).toMatchObject([{ orderNumber: 'WT-9', vehicle: { colour: '黑' } }]);
});

test('[JOB5] an order whose number people gave to another job is rejected, not merged', async () => {
	await take(fileOf({}));
	await act('WT-1', { type: 'amend', order: { orderNumber: 'WT-2' } });
	const { rejected } = await take(fileOf({ 工单号: 'WT-2' }));
	const refusal = { code: 'orderExists', orderNumber: 'WT-2' };
	expect(rejected).toEqual([{ line: 2, orderNumber: 'WT-2', refusal }]);
});

test('[IMP3] [CMD5] who changes the job at the same moment comes first, and theirs stays', async () => {
	await take(fileOf({ 颜色: '白', 备注: '洗车' }));
	const door = house.door();
	let changed = false;
	const busy: Door = {
		async perform(input, sender) {
			if (!changed) await act('WT-1', { type: 'amend', order: { remark: '急' } });
			changed = true;
			return door.perform(input, sender);
		}
	};
	expect(await take(fileOf({ 颜色: '黑', 备注: '打蜡' }), busy)).toMatchObject({ updated: 1, rejected: [] });
	expect(await job('WT-1')).toMatchObject({ remark: '急', vehicle: { colour: '黑' } });
});
