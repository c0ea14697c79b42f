import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { keyedHash } from '../runtime/token.ts';
import { jobs } from '../database/schema.ts';
import { addPerson } from '../people/people.server.ts';
import { at, fileOf, importing, secret } from './importing.testing.ts';

const house = importing();
const { take, act, job } = house;
const lines = (...rows: string[]) => new TextEncoder().encode(rows.map((row) => `${row}\n`).join(''));

describe('[IMP10] what a file does not say', () => {
	const whole = {
		...{ 客户姓名: '田晓禾', 联系电话: '13500000101', 维修项目: '更换机油', 标准工时: '2.5', 颜色: '白' },
		...{
			VIN: 'LTESTAB12CD345601',
			品牌: '晨风',
			车型: '星途',
			服务顾问: '沈青',
			维修类型: '保养',
			备注: '急'
		},
		...{ 在店等待: '是', 预约时间: '09:00', 进厂时间: '09:10', 约定交车时间: '17:00' }
	};

	test('a column that is absent empties nothing: a shorter export changes no card', async () => {
		await take(fileOf(whole));
		const before = await job('WT-1');
		const revision = await house.revision();
		expect(await take(fileOf({}))).toMatchObject({ updated: 0, unchanged: 1, rejected: [] });
		expect(await job('WT-1')).toEqual(before);
		expect(await house.revision()).toBe(revision);
	});

	test('and where one thing is new, that alone changes', async () => {
		await take(fileOf(whole));
		const { customer, work, promise } = await job('WT-1');
		expect(await take(fileOf({ 标准工时: '3' }))).toMatchObject({ updated: 1 });
		expect(await job('WT-1')).toMatchObject({ customer, work, promise, standardHours: 3 });
		// The full list again is no change back and forth.
		expect(await take(fileOf({ ...whole, 标准工时: '3' }))).toMatchObject({ updated: 0, unchanged: 1 });
	});

	test.each(['无', '#N/A', 'N/A', '-'])('%s is no word either', async (nothing) => {
		await take(fileOf(whole));
		const before = await job('WT-1');
		const silent = { 客户姓名: nothing, 联系电话: nothing, 维修项目: nothing, 标准工时: nothing };
		expect(await take(fileOf({ ...whole, ...silent }))).toMatchObject({ updated: 0, unchanged: 1 });
		expect(await job('WT-1')).toEqual(before);
	});

	test('a cell left empty empties: the dealer took the word back', async () => {
		await take(fileOf(whole));
		expect(await take(fileOf({ ...whole, 备注: '' }))).toMatchObject({ updated: 1 });
		expect(await job('WT-1')).toMatchObject({ remark: '', customer: { name: '田晓禾' } });
	});

	test('what people wrote on the board before any file told it stays', async () => {
		await take(fileOf({}));
		await act('WT-1', { type: 'amend', order: { customer: { name: '高远', phone: '' } } });
		await take(fileOf({ 客户姓名: '田晓禾' }));
		expect((await job('WT-1')).customer.name).toBe('高远');
	});
});

describe('[IMP15] numbers and names', () => {
	test('a number is one in every spelling: abc1, ＡＢＣ１ and ABC1', async () => {
		await take(fileOf({ 工单号: 'abc1' }));
		for (const 工单号 of ['ABC1', 'ａｂｃ１', ' Abc1 '])
			expect(await take(fileOf({ 工单号 }))).toMatchObject({ created: 0, unchanged: 1, rejected: [] });
		expect(await house.jobs()).toHaveLength(1);
	});

	test.each([
		['abc1', 'ABC1'],
		['ABC1', 'abc1'],
		['abc1', 'abc1']
	])('[PRIV4] an erased order that was sealed as %s is found as %s', async (sealed, written) => {
		await take(fileOf({ 工单号: 'x' }));
		const seal = keyedHash(secret, 'erased order', house.workshopId, sealed);
		const erased = { orderNumber: null, source: null, orderSeal: seal, erasedAt: Date.now() };
		await house.database.db
			.update(jobs)
			.set({ ...erased, status: 'delivered' })
			.where(eq(jobs.workshopId, house.workshopId));
		expect(await take(fileOf({ 工单号: written }))).toMatchObject({ created: 0, unchanged: 1 });
	});

	test('another plate and another customer are another order: refused, and the card stays', async () => {
		await take(fileOf({ 客户姓名: '田晓禾' }));
		const before = await job('WT-1');
		const other = await take(fileOf({ 车牌号: '豫B12345', 客户姓名: '高远' }));
		expect(other).toMatchObject({
			...{ updated: 0, created: 0 },
			rejected: [{ line: 2, problems: [{ code: 'anotherOrder', plate: '豫A7Q21M', name: '田晓禾' }] }]
		});
		expect(await job('WT-1')).toEqual(before);
		// One of both is a correction.
		expect(await take(fileOf({ 车牌号: '豫B12345', 客户姓名: '田 晓禾' }))).toMatchObject({ updated: 1 });
	});

	test('a new car comes in without a plate, and gets it later', async () => {
		const vin = 'LTESTAB12CD345601';
		await take(lines('工单号,车牌号,VIN,客户姓名', `WT-1,,${vin},田晓禾`));
		expect((await job('WT-1')).vehicle).toMatchObject({ plate: '345601', vin });
		expect(await take(lines('工单号,车牌号,VIN', `WT-1,无,${vin}`))).toMatchObject({ unchanged: 1 });
		await take(lines('工单号,车牌号,VIN,客户姓名', `WT-1,豫AD12345,${vin},田晓禾`));
		expect((await job('WT-1')).vehicle.plate).toBe('豫AD12345');
		await take(lines('工单号,车牌号,VIN', `WT-1,,${vin}`));
		expect((await job('WT-1')).vehicle.plate).toBe('豫AD12345');
	});

	test('spaces inside a Chinese name make no new advisor', async () => {
		const id = await addPerson(house.database.db, house.workshopId, { name: '沈青', roles: ['advisor'] }, 0);
		for (const 服务顾问 of ['沈 青', '沈\u3000青', ' 沈  青 '])
			expect(await take(fileOf({ 服务顾问 }))).toMatchObject({ advisorsAdded: [] });
		expect(await job('WT-1')).toMatchObject({ advisorId: id });
		expect((await take(fileOf({ 工单号: 'WT-2', 服务顾问: '罗 一鸣' }))).advisorsAdded).toEqual(['罗一鸣']);
		expect((await take(fileOf({ 工单号: 'WT-3', 服务顾问: 'Luke  Mason' }))).advisorsAdded).toEqual([
			'Luke Mason'
		]);
	});
});

describe('[IMP18] technician, bay, key and stage', () => {
	const floor = async () => {
		const person = { name: '周师傅', roles: ['technician' as const] };
		return addPerson(house.database.db, house.workshopId, person, 0);
	};
	const cells = { 进厂时间: '09:00', 维修技师: '周 师傅/吴', 工位: '1', 钥匙牌号: '007', 工单状态: '维修中' };

	test('a new car stands where the list says, with who works on it', async () => {
		const technicianId = await floor();
		const report = await take(fileOf({ ...cells, 标准工时: '2' }));
		expect(report).toMatchObject({ created: 1, unknownTechnicians: [], unknownBays: [] });
		const found = await job('WT-1');
		expect(found).toMatchObject({
			technicianId,
			stageKind: 'repair',
			arrivedAt: at('09:00'),
			standardHours: 2
		});
		expect([found.bayId === null, found.parking.keyTag]).toEqual([false, '007']);
	});

	test('[IMP17] the same list again is no change, and a preview does not promise one', async () => {
		await floor();
		await take(fileOf(cells));
		expect(await house.look(fileOf(cells))).toMatchObject({ change: 0, same: 1 });
		expect(await take(fileOf(cells))).toMatchObject({ updated: 0, unchanged: 1, run: null });
	});

	test('a car that people dispatched stays as they left it', async () => {
		await floor();
		await take(fileOf({ 进厂时间: '09:00' }));
		const nobody = { technicianId: null, bayId: null, standardHours: null };
		await act('WT-1', { type: 'dispatch', ...nobody });
		await take(fileOf(cells));
		expect(await job('WT-1')).toMatchObject({ technicianId: null, bayId: null, stageKind: 'arrived' });
	});

	test('names that nobody has are told, and the order comes in', async () => {
		const report = await take(fileOf({ ...cells, 工位: '99', 维修技师: '无名氏' }));
		expect(report).toMatchObject({ created: 1, unknownTechnicians: ['无名氏'], unknownBays: ['99'] });
		expect(await house.staff()).toEqual([]);
	});
});

test('[CAL5] a look at a file counts the promises outside the opening hours', async () => {
	expect(await house.look(fileOf({ 约定交车时间: '17:00' }))).toMatchObject({ promisedWhileClosed: 0 });
	expect(await house.look(fileOf({ 约定交车时间: '23:30' }))).toMatchObject({ promisedWhileClosed: 1 });
	expect(await house.look(fileOf({}))).toMatchObject({ promisedWhileClosed: 0 });
});
