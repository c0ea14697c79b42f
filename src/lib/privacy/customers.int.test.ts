import type { JobEvent } from '../job/event.ts';
import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { loadJob } from '../commands/rows.server.ts';
import { evolveAll } from '../job/evolve.ts';
import type { Customer, Job, Order } from '../job/job.ts';
import { importOrders } from '../intake/import-orders.server.ts';
import { auditEntries, events, jobs } from '../database/schema.ts';
import { findCustomer, searchCustomers } from './customers.server.ts';
import { eraseCustomer } from './erase-customer.server.ts';
import { exportCustomer } from './export-customer.server.ts';
import { canary, personalOrder, rowsWith, visit } from './privacy.testing.ts';
import type { Subject } from './subject.ts';
import { DAY } from '../model/moments.ts';

const database = freshDatabase();
const secret = 'the server’s';
let here: WorkshopForTest;

beforeEach(async () => {
	here = await aWorkshop(database.db);
});

const zhao: Customer = { name: '赵一', phone: '138 0000-0001' };
const qian: Customer = { name: 'Anna Qian', phone: '+86 13900000002' };
const wang: Customer = { name: '王先生', phone: '' };
const nobody: Customer = { name: '', phone: '' };

let cars = 0;
const vehicleOf = (plate: string): Order['vehicle'] => ({ ...personalOrder().vehicle, plate });
const aPlate = () => `豫A${String(10_000 + ++cars)}`;

const comes = (
	customer: Customer,
	plate = aPlate(),
	more: Parameters<typeof visit>[4] = {},
	workshop = here
): Promise<string> => {
	const order = personalOrder({ customer, vehicle: vehicleOf(plate) });
	return visit(database.db, workshop, Date.now() - DAY, order, more);
};
const search = (words: string, workshop = here) => searchCustomers(database.db, workshop.id, words);
const namesOf = async (words: string) => (await search(words)).map(({ name }) => name);
const only = async (words: string, workshop = here): Promise<Subject> => {
	const found = await search(words, workshop);
	if (found.length !== 1) throw new Error(`${found.length} found`);
	return found[0]!;
};
const erase = (subject: Subject, workshop = here) =>
	eraseCustomer(database.db, workshop.id, subject, { who: workshop.lin, secret, now: Date.now() });
const amend = async (jobId: string, order: Partial<Order>) => {
	const { version: expected } = (await loadJob(database.db, here.id, jobId))!;
	const command = { type: 'amend', id: uuidv7(), jobId, expect: expected, order };
	expect(await openDoor(database.db, () => {}).perform(command, here.lin)).toMatchObject({ ok: true });
};
const entries = async () =>
	(
		await database.db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.workshopId, here.id))
			.orderBy(asc(auditEntries.id))
	).map(({ change }) => change);

describe('[PRIV6] the search', () => {
	test('finds by plate, phone or name however they are written', async () => {
		await comes(zhao, '豫A9X770');
		await comes(qian, 'M-AB 123');
		for (const words of [
			'豫a·9x770',
			'豫Ａ ９Ｘ７７０',
			'9x770',
			'X770',
			'赵一',
			'赵',
			'13800000001',
			'0001'
		]) {
			expect([words, await namesOf(words)]).toEqual([words, ['赵一']]);
		}
		for (const words of ['mab123', 'B123', 'anna', 'QIAN', 'Anna Qian', '13900000002', '+86 139 0000 0002']) {
			expect([words, await namesOf(words)]).toEqual([words, ['Anna Qian']]);
		}
	});

	test('[TEXT2] finds every spelling of a plate, a phone number and a name, also in rows of before', async () => {
		await comes({ name: '李\u200b四', phone: '１３９ 0000 0005' }, '豫\u04109\u0425\u200b771');
		const old = await comes(wang, '豫B80001');
		await database.sql`
			update vehicles set plate = ${'豫\u0432·\u200b8000１'}
			where id = (select vehicle_id from jobs where id = ${old})`;
		await database.sql`
			update customers set name = ${'\u200bＷang'}, phone = ${'138\u200b００００ 0007'}
			where id = (select customer_id from jobs where id = ${old})`;
		for (const words of [
			'豫A9X771',
			'豫\u0430 9\u0445771',
			'李四',
			'13900000005',
			'１３９０００００００５'
		]) {
			expect([words, await namesOf(words)]).toEqual([words, ['李\u200b四']]);
		}
		for (const words of ['豫B80001', '豫\u0412 80001', 'wang', '13800000007']) {
			expect([words, await namesOf(words)]).toEqual([words, ['\u200bＷang']]);
		}
	});

	test('finds nothing by a part that many share', async () => {
		await comes(zhao, '豫A9X770');
		await comes(qian, 'M-AB 123');
		for (const words of [
			'豫A',
			'770',
			'138',
			'001',
			'一',
			'%',
			'_',
			'nna',
			'erased',
			"'",
			'\\d',
			'13800000002'
		]) {
			expect([words, await namesOf(words)]).toEqual([words, []]);
		}
	});

	test('tells how many jobs, since when and until when, and what is on the board', async () => {
		const plate = aPlate();
		const first = await comes(zhao, plate);
		await comes(zhao, aPlate());
		const open = await comes(zhao, plate, { open: true });
		const row = async (id: string) => (await loadJob(database.db, here.id, id))!;
		const [one, last] = [await row(first), await row(open)];
		const [found] = await search('赵一');
		expect(found).toMatchObject({
			...{ ...zhao, vehicleId: null, jobs: 3, first: one.arrivedAt, last: last.arrivedAt },
			open: [last.ticket]
		});
		expect(found!.plates).toHaveLength(2);
	});

	test('tells people of one name without a number apart by their cars', async () => {
		const [one, other] = [aPlate(), aPlate()];
		await comes(wang, one);
		await comes(wang, one);
		await comes(wang, other);
		expect((await search('王先生')).map(({ plates, jobs }) => [plates, jobs])).toEqual(
			expect.arrayContaining([
				[[one], 2],
				[[other], 1]
			])
		);
		await comes(nobody, one);
		await comes(nobody, other);
		expect((await search(other)).map(({ plates, jobs }) => [plates, jobs])).toEqual([
			[[other], 1],
			[[other], 1]
		]);
	});

	test('[ACC4] finds nobody of another workshop', async () => {
		const there = await aWorkshop(database.db);
		await comes(zhao, aPlate(), {}, there);
		expect(await search('赵一')).toEqual([]);
		const subject = await only('赵一', there);
		expect(await findCustomer(database.db, here.id, subject)).toBeNull();
		expect(await erase(subject)).toEqual({ ok: false, refusal: { code: 'nothingKept' } });
		expect(await exportCustomer(database.db, here.id, subject, here.lin, Date.now())).toBeNull();
		expect(await search('赵一', there)).toHaveLength(1);
		expect(await entries()).toEqual([]);
	});

	test('takes no name without a number for a person', async () => {
		await comes(wang);
		await comes(wang);
		const { customerId } = (await search('王先生'))[0]!;
		for (const vehicleId of [null, uuidv7()]) {
			expect(await erase({ customerId, vehicleId })).toEqual({ ok: false, refusal: { code: 'nothingKept' } });
		}
		expect(await search('王先生')).toHaveLength(2);
	});
});

describe('[PRIV6] erasing a customer', () => {
	test('leaves nothing of them anywhere, and everything of the others', async () => {
		const own = (name: string): Order => personalOrder({}, name);
		const plate = aPlate();
		await visit(database.db, here, Date.now() - DAY, own('gone'));
		const mine = own('gone');
		const again = await search(mine.customer.name);
		const customer = { name: `${canary}GONE`, phone: '13700000003' };
		for (const days of [3, 2, 1]) {
			const order = { ...own('gone'), customer, vehicle: { ...mine.vehicle, plate } };
			await visit(database.db, here, Date.now() - days * DAY, order);
		}
		await visit(database.db, here, Date.now() - DAY, own('stay'));
		const kept = await rowsWith(database.sql, `${canary}STAY`);
		for (const subject of [...again, await only('13700000003')]) {
			expect(await erase(subject)).toMatchObject({ ok: true });
		}
		for (const text of [`${canary}GONE`, '13700000003', plate]) {
			expect([text, await rowsWith(database.sql, text)]).toEqual([text, {}]);
		}
		expect(await rowsWith(database.sql, `${canary}STAY`)).toEqual(kept);
		expect(await search('13700000003')).toEqual([]);
		expect(await search(plate)).toEqual([]);
	});

	test('is refused while a car of theirs is on the board, and changes nothing', async () => {
		await comes(zhao);
		const open = await comes(zhao, aPlate(), { open: true });
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, open));
		const before = await search('赵一');
		expect(await erase(await only('赵一'))).toMatchObject({
			...{ ok: false, refusal: { code: 'carsOnBoard', tickets: [row!.ticket] } },
			found: { open: [row!.ticket] }
		});
		expect(await search('赵一')).toEqual(before);
		expect(await entries()).toEqual([]);
	});

	test('without a number erases the jobs of the one car only', async () => {
		const [one, other] = [aPlate(), aPlate()];
		await comes(wang, one);
		const stays = await comes(wang, other);
		expect(await erase(await only(one))).toEqual({ ok: true, jobs: 1 });
		expect((await search('王先生')).map(({ plates }) => plates)).toEqual([[other]]);
		expect((await loadJob(database.db, here.id, stays))!.customer).toEqual(wang);
	});

	test('keeps the car in the register while somebody else comes with it', async () => {
		const plate = aPlate();
		await comes(zhao, plate);
		const stays = await comes(qian, plate);
		await erase(await only('赵一'));
		expect(await search(plate)).toMatchObject([{ name: qian.name, plates: [plate], jobs: 1 }]);
		const rows = await database.db.select().from(jobs).where(eq(jobs.workshopId, here.id));
		expect(new Set(rows.map(({ vehicleId }) => vehicleId)).size).toBe(1);
		expect((await loadJob(database.db, here.id, stays))!.vehicle.plate).toBe(plate);
	});

	test('[PRIV3] takes their name out of orders that became somebody else’s, and nothing of the other’s', async () => {
		const gone = { name: `${canary}earlier`, phone: '13600000004' };
		const jobId = await comes(gone, aPlate(), { open: true });
		await amend(jobId, { customer: qian });
		await comes(gone);
		// A process that knows the job from its last command, and does not read it anew.
		const door = openDoor(database.db, () => {});
		const note = async () => {
			const { version: expect } = (await loadJob(database.db, here.id, jobId))!;
			return door.perform({ type: 'note', id: uuidv7(), jobId, expect, text: 'seen' }, here.lin);
		};
		await note();
		const before = (await loadJob(database.db, here.id, jobId))!;
		expect(before.source!.customer).toEqual(gone);
		expect(await erase(await only('13600000004'))).toEqual({ ok: true, jobs: 1 });
		expect(await rowsWith(database.sql, `${canary}earlier`)).toEqual({});
		const after = (await loadJob(database.db, here.id, jobId))!;
		expect(after).toEqual({ ...before, source: { ...before.source!, customer: nobody } });
		expect(await replayed(jobId)).toEqual(after);
		expect(await note()).toMatchObject({ ok: true });
		expect(JSON.stringify(await loadJob(database.db, here.id, jobId))).not.toContain(gone.name);
	});

	test('goes in several transactions where they came very often', async () => {
		const plate = aPlate();
		await comes(zhao, plate);
		const [row] = await database.db.select().from(jobs).where(eq(jobs.workshopId, here.id));
		await database.db.insert(jobs).values(
			Array.from({ length: 110 }, (_, index) => ({
				...row!,
				...{ id: uuidv7(), orderNumber: `many-${index}`, source: null }
			}))
		);
		expect(await erase(await only('赵一'))).toEqual({ ok: true, jobs: 111 });
		expect((await entries()).map((change) => 'jobs' in change && change.jobs)).toEqual([50, 50, 11]);
	});

	test('[AUD1] is written down by ids alone', async () => {
		await comes(zhao);
		const subject = await only('赵一');
		await exportCustomer(database.db, here.id, subject, here.lin, Date.now());
		await erase(subject);
		const { customerId } = subject;
		expect(await entries()).toEqual([
			{ type: 'customerExported', customerId, jobs: 1 },
			{ type: 'customerErased', customerId, jobs: 1 }
		]);
	});
});

describe('[PRIV4] importing after that', () => {
	const file = (orderNumber: string, customer: Customer) =>
		new TextEncoder().encode(
			`工单号,车牌号,客户姓名,联系电话\n${orderNumber},豫A7Q21M,${customer.name},${customer.phone}\n`
		);
	const take = (bytes: Uint8Array, key = secret) =>
		importOrders(
			{ db: database.db, door: openDoor(database.db, () => {}), secret: key },
			{ id: here.id, timeZone: 'Asia/Shanghai' },
			bytes,
			{ kind: 'import', id: null, name: 'import' }
		);

	test('the same order again brings nobody back', async () => {
		const order = personalOrder({ customer: zhao, vehicle: vehicleOf('豫A7Q21M') });
		await visit(database.db, here, Date.now() - DAY, order);
		await erase(await only('赵一'));
		const before = await database.db.select().from(jobs).where(eq(jobs.workshopId, here.id));
		expect(await take(file(order.orderNumber!, zhao))).toMatchObject({ created: 0, unchanged: 1 });
		expect(await database.db.select().from(jobs).where(eq(jobs.workshopId, here.id))).toEqual(before);
		expect(await search('赵一')).toEqual([]);
		// Of another order it is a new visit.
		expect(await take(file('NEW-1', zhao))).toMatchObject({ created: 1, rejected: [] });
	});

	test('also where people corrected its number on the board', async () => {
		const order = personalOrder({ customer: zhao, vehicle: vehicleOf('豫A7Q21M') });
		const jobId = await visit(database.db, here, Date.now() - DAY, order, { open: true });
		await amend(jobId, { orderNumber: `corrected-${order.orderNumber}` });
		const { version: expected } = (await loadJob(database.db, here.id, jobId))!;
		const cancel = { type: 'cancel', id: uuidv7(), jobId, expect: expected, reason: '改期' };
		await openDoor(database.db, () => {}).perform(cancel, here.lin);
		await erase(await only('赵一'));
		expect(await take(file(order.orderNumber!, zhao))).toMatchObject({ created: 0, unchanged: 1 });
	});

	test('the number is not to be found out by trying without the server’s secret', async () => {
		const order = personalOrder({ customer: zhao });
		await visit(database.db, here, Date.now() - DAY, order);
		await erase(await only('赵一'));
		expect(await take(file(order.orderNumber!, zhao), 'another')).toMatchObject({ created: 1 });
	});
});

describe('[PRIV6] an export', () => {
	test('holds all that is kept of a customer, by the clock of the workshop', async () => {
		const order = personalOrder({ customer: zhao, vehicle: vehicleOf(aPlate()) });
		await visit(database.db, here, Date.parse('2026-03-01T10:00:00Z'), order);
		await comes(qian);
		const told = await exportCustomer(
			...([database.db, here.id, await only('赵一'), here.lin, Date.parse('2026-11-24T02:00:00Z')] as const)
		);
		expect(told).toMatchObject({
			exportedAt: '2026-11-24T10:00:00+08:00',
			workshop: { name: here.slug, timeZone: 'Asia/Shanghai' },
			customer: zhao,
			vehicles: [order.vehicle],
			jobs: [
				{
					...{ orderNumber: order.orderNumber, vehicle: order.vehicle, customer: zhao, work: order.work },
					...{ status: 'delivered', closedAt: '2026-03-01T18:00:00+08:00' },
					remark: `${canary}amended`,
					lastNote: { text: `${canary}calls at six` },
					parking: { spot: `${canary}B2`, keyTag: `${canary}7` },
					fromDealerSystem: { remark: order.remark }
				}
			]
		});
		const [job] = told!.jobs;
		expect(job!.events.map(({ type }) => type)).toEqual([
			...['booked', 'checkedIn', 'dispatched', 'moved', 'stopped', 'moved', 'moveUndone', 'moved', 'resumed'],
			...['promiseRevised', 'parked', 'noted', 'amended', 'sourceRead', 'moved', 'delivered']
		]);
	});

	test('names every personal value of their jobs, nobody of the staff and no other customer', async () => {
		const jobId = await comes(qian, aPlate(), { open: true });
		await amend(jobId, { customer: zhao });
		const told = await exportCustomer(
			...([database.db, here.id, await only('赵一'), here.lin, Date.now()] as const)
		);
		const text = JSON.stringify(told);
		for (const other of [qian.name, qian.phone, '林晓', '周师傅']) expect(text).not.toContain(other);
		const row = JSON.stringify(await database.db.select().from(jobs).where(eq(jobs.id, jobId)));
		const past = JSON.stringify(
			await database.db.select({ event: events.event }).from(events).where(eq(events.streamId, jobId))
		);
		const personal = new Set((row + past).match(new RegExp(`${canary}[^"]*`, 'g')));
		expect(personal.size).toBeGreaterThan(10);
		for (const value of personal) expect(text).toContain(value);
	});
});

async function replayed(jobId: string): Promise<Job | null> {
	const rows = await database.db
		.select()
		.from(events)
		.where(eq(events.streamId, jobId))
		.orderBy(asc(events.revision), asc(events.ordinal));
	let job: Job | null = null;
	for (const ofOne of Map.groupBy(rows, ({ revision }) => revision).values()) {
		const stamp = { at: ofOne[0]!.at, by: ofOne[0]!.actor };
		job = evolveAll(
			job,
			ofOne.map(({ event }) => event as JobEvent),
			stamp,
			jobId
		);
	}
	return job;
}
