import { expect, test } from 'vitest';
import { addPerson } from '../people/people.server.ts';
import { at, fileOf, importing } from './importing.testing.ts';
import { listRuns } from './runs.server.ts';

const house = importing();
const { take, takeBack, act, job } = house;

test('[IMP16] what an import made leaves the board, and the same file brings it in again', async () => {
	const file = fileOf({ 进厂时间: '08:00', 客户姓名: '田晓禾' });
	const { run } = await take(file);
	expect(await takeBack(run)).toEqual({ done: 1, kept: 0 });
	const [gone] = await house.jobs();
	expect(gone).toMatchObject({ status: 'cancelled', orderNumber: null });
	expect(await take(file)).toMatchObject({ created: 1, unchanged: 0, rejected: [] });
	expect(await job('WT-1')).toMatchObject({ status: 'open', customer: { name: '田晓禾' } });
});

test('[IMP16] what an import changed is as before, also its arrival, its bay and its key', async () => {
	await addPerson(house.database.db, house.workshopId, { name: '周师傅', roles: ['technician'] }, 0);
	await take(fileOf({ 预约时间: '09:00', 颜色: '白', 约定交车时间: '17:00', 客户姓名: '田晓禾' }));
	const before = await job('WT-1');
	const wrong = fileOf({
		...{ 预约时间: '09:00', 颜色: '黑', 约定交车时间: '18:00', 客户姓名: '高远', 进厂时间: '09:10' },
		...{ 维修技师: '周师傅', 工位: '1', 钥匙牌号: '7' }
	});
	const { run, updated } = await take(wrong);
	expect([updated, (await job('WT-1')).arrivedAt]).toEqual([1, at('09:10')]);
	expect(await takeBack(run)).toEqual({ done: 1, kept: 0 });
	const after = await job('WT-1');
	for (const field of ['vehicle', 'customer', 'promise', 'arrivedAt', 'stageId', 'source'] as const)
		expect([field, after[field]]).toEqual([field, before[field]]);
	expect([after.technicianId, after.bayId, after.parking]).toEqual([null, null, before.parking]);
	// The file is news again.
	expect(await take(wrong)).toMatchObject({ updated: 1 });
});

test('[IMP16] a card that was booked on the board, and read once, is without its reading again', async () => {
	await house.book({ model: '星途' });
	const { run } = await take(fileOf({ 颜色: '黑', 车型: '远山' }));
	await takeBack(run);
	expect(await job('WT-1')).toMatchObject({
		source: null,
		vehicle: { model: '星途', colour: '' },
		status: 'open'
	});
});

test('[IMP16] what people changed since stays, and is counted', async () => {
	const rows = ['工单号,车牌号,进厂时间', 'WT-1,豫A7Q21M,2026-11-23 8:00', 'WT-2,豫A7Q22M,2026-11-23 8:00'];
	const { run } = await take(new TextEncoder().encode(rows.join('\n')));
	await act('WT-2', { type: 'note', text: '已开工' });
	expect(await takeBack(run)).toEqual({ done: 1, kept: 1 });
	expect(await job('WT-2')).toMatchObject({ status: 'open' });
});

test('[IMP16] an import is taken back once, and stands in the list of its workshop', async () => {
	const { run } = await take(fileOf({}));
	const [listed] = await listRuns(house.database.db, house.workshopId);
	expect(listed).toMatchObject({ id: run, created: 1, updated: 0, takenBackAt: null, name: null });
	await takeBack(run);
	const revision = await house.revision();
	expect(await takeBack(run)).toEqual({ done: 0, kept: 0 });
	expect(await house.revision()).toBe(revision);
	expect((await listRuns(house.database.db, house.workshopId))[0]?.takenBackAt).not.toBeNull();
});

test('[IMP2] an import that changes nothing leaves nothing to take back', async () => {
	await take(fileOf({}));
	expect((await take(fileOf({}))).run).toBeNull();
});
