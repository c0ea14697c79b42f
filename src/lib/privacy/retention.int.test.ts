import type { JobEvent } from '../job/event.ts';
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { loadJob, toJob } from '../commands/rows.server.ts';
import { readPast } from '../board/read-past.server.ts';
import { readRegister } from '../board/read-register.server.ts';
import { evolveAll } from '../job/evolve.ts';
import type { Job, Order } from '../job/job.ts';
import { makeLink, openLink } from '../progress-links/links.server.ts';
import { connect } from '../database/database.ts';
import {
	auditEntries,
	commands,
	customers,
	events,
	jobs,
	passes,
	sessions,
	users,
	vehicles,
	workshops
} from '../database/schema.ts';
import { searchCustomers } from './customers.server.ts';
import { canary, personalOrder, rowsWith, visit } from './privacy.testing.ts';
import { eraseExpired, type RetentionParts } from './retention.server.ts';
import { DAY } from '../model/moments.ts';

const database = freshDatabase();
let here: WorkshopForTest;

const zone = 'Asia/Shanghai';
const local = (time: string): number =>
	Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds;

/** So that every one of the workshop's jobs closed before 24 November 2024 is over, and no later one. */
const now = local('2026-11-24T10:00');
const over = local('2024-11-23T23:59:59');
const notOver = local('2024-11-24T00:00');

const erase = (more: Partial<RetentionParts> = {}) =>
	eraseExpired({
		...{ db: database.db, secret: 'the server’s', now },
		onError: (_, error) => {
			throw error;
		},
		...more
	});

const ofWorkshop = (erased: boolean, workshopId = here.id) =>
	and(eq(jobs.workshopId, workshopId), erased ? isNotNull(jobs.erasedAt) : isNull(jobs.erasedAt));
const rowsOf = (erased: boolean, workshopId?: string) =>
	database.db.select().from(jobs).where(ofWorkshop(erased, workshopId)).orderBy(asc(jobs.id));
const eventsOf = (jobId: string) =>
	database.db
		.select()
		.from(events)
		.where(eq(events.streamId, jobId))
		.orderBy(asc(events.revision), asc(events.ordinal));

/** Where something personal is left of what `personalOrder` named so. */
const leftOf = (name: string) => rowsWith(database.sql, canary + name.toUpperCase());

beforeEach(async () => {
	// What earlier tests left is nothing of the next one's.
	await database.sql`truncate workshops, users cascade`;
	here = await aWorkshop(database.db);
});

describe('what is over', () => {
	test('[PRIV2] goes to the day, by the workshop’s clock; what is not, stays', async () => {
		const first = await visit(database.db, here, over, personalOrder({}, 'old'));
		const second = await visit(database.db, here, notOver, personalOrder({}, 'new'));
		expect(Object.keys(await leftOf('old')).sort()).toEqual(['customers', 'events', 'jobs', 'vehicles']);
		expect(await erase()).toBe(1);
		expect((await rowsOf(true)).map(({ id }) => id)).toEqual([first]);
		expect((await rowsOf(false)).map(({ id }) => id)).toEqual([second]);
		expect(await leftOf('old')).toEqual({});
		// The next day.
		expect(await erase({ now: now + 13 * 3_600_000 })).toBe(0);
		expect(await erase({ now: now + 14 * 3_600_000 })).toBe(1);
		expect(await rowsWith(database.sql, canary)).toEqual({});
		expect(await erase({ now: now + 14 * 3_600_000 })).toBe(0);
	});

	test('[PRIV2] is what the workshop says, and of each workshop its own', async () => {
		const there = await aWorkshop(database.db);
		await database.db.update(workshops).set({ retentionMonths: 120 }).where(eq(workshops.id, there.id));
		await visit(database.db, here, over, personalOrder({}, 'here'));
		await visit(database.db, there, over, personalOrder({}, 'there'));
		const before = await rowsOf(false, there.id);
		expect(await erase()).toBe(1);
		expect(await leftOf('here')).toEqual({});
		expect(await rowsOf(false, there.id)).toEqual(before);
		expect(Object.keys(await leftOf('there')).sort()).toEqual(['customers', 'events', 'jobs', 'vehicles']);
	});

	test('[PRIV2] is never what is still on the board', async () => {
		await visit(database.db, here, over, personalOrder(), { open: true });
		expect(await erase()).toBe(0);
		expect(await rowsOf(true)).toEqual([]);
	});

	test('[PRIV3] [CMD7] its events make the erased job again, and say when, who and what as before', async () => {
		const id = await visit(database.db, here, over, personalOrder());
		const before = await eventsOf(id);
		await erase();
		const [row] = await rowsOf(true);
		const after = await eventsOf(id);
		let job: Job | null = null;
		for (const ofOne of Map.groupBy(after, ({ revision }) => revision).values()) {
			const stamp = { at: ofOne[0]!.at, by: ofOne[0]!.actor };
			job = evolveAll(
				job,
				ofOne.map(({ event }) => event as JobEvent),
				stamp,
				id
			);
		}
		expect(job).toEqual(toJob(row!));
		const told = (rows: typeof after) => rows.map(({ event: _, ...rest }) => rest);
		expect(told(after)).toEqual(told(before));
	});

	test('[PRIV2] the figures are as they were', async () => {
		const order = personalOrder();
		for (const at of [over, over - 40 * 3_600_000, over - 80 * 3_600_000]) {
			await visit(database.db, here, at, { ...order, orderNumber: uuidv7().slice(-12) });
		}
		await visit(
			database.db,
			here,
			over,
			personalOrder({ workType: 'maintenance', promise: over - 2.5 * 3_600_000 })
		);
		const before = await figures();
		expect(before).toMatchObject({ delivered: 4, onTime: 3, visitsOfOneCar: [1, 3] });
		expect(before.cycle.every((minutes) => minutes > 60)).toBe(true);
		expect(await erase()).toBe(4);
		expect(await figures()).toEqual(before);
	});

	test('[PRIV4] takes no command, opens no link and is found nowhere', async () => {
		const order = personalOrder();
		const id = await visit(database.db, here, over, order);
		const link = {
			...{ workshopId: here.id, jobId: id, createdBy: null }
		};
		const { token } = await makeLink(database.db, link, over);
		expect(await openLink(database.db, token, over)).not.toBeNull();
		const { plate } = order.vehicle;
		expect(await readRegister(database.db, here.id, plate)).not.toBeNull();
		expect(await searchCustomers(database.db, here.id, order.customer.name)).toHaveLength(1);
		const { version } = (await loadJob(database.db, here.id, id))!;
		await erase();
		expect(await openLink(database.db, token, over)).toBeNull();
		expect(await readRegister(database.db, here.id, plate)).toBeNull();
		expect(await searchCustomers(database.db, here.id, order.customer.name)).toEqual([]);
		expect(await readPast(database.db, here.id, id)).toBeNull();
		const door = openDoor(database.db, () => {});
		const undo = { type: 'undo', id: uuidv7(), jobId: id, expect: version };
		const refusal = { code: 'unknownJob' };
		expect(await door.perform(undo, here.lin)).toEqual({ ok: false, refusal, state: null });
		const again = { type: 'book', id: uuidv7(), jobId: id, order, arrivedAt: null, fromSource: false };
		expect(await door.perform({ ...again, order: { ...order, promise: null } }, here.lin)).toMatchObject({
			refusal: { code: 'jobExists' }
		});
		expect((await rowsOf(true)).map((row) => row.status)).toEqual(['delivered']);
	});

	test('[PRIV2] what commands were recognised by is gone, of other jobs it stays', async () => {
		const id = await visit(database.db, here, over, personalOrder());
		const other = await visit(database.db, here, notOver, personalOrder());
		const ofOther = () => database.db.select().from(commands).where(eq(commands.streamId, other));
		// Else they would be forgotten for their age. [CMD11]
		await database.db.update(commands).set({ at: now });
		const before = await ofOther();
		await erase();
		expect(await database.db.select().from(commands).where(eq(commands.streamId, id))).toEqual([]);
		expect(await ofOther()).toEqual(before);
	});
});

describe('the registers', () => {
	test('[PRIV5] hold whom a job uses that is not erased; and tell visits of one car apart from others', async () => {
		const order = personalOrder();
		const again = () => ({ ...order, orderNumber: uuidv7().slice(-12) });
		await visit(database.db, here, over, again());
		await visit(database.db, here, notOver, again());
		await erase();
		const [erased] = await rowsOf(true);
		const [kept] = await rowsOf(false);
		expect([erased!.vehicleId, erased!.customerId]).toEqual([kept!.vehicleId, kept!.customerId]);
		expect(await database.db.select().from(customers)).toMatchObject([order.customer]);
		await erase({ now: now + 24 * 3_600_000 });
		expect(await database.db.select().from(customers)).toMatchObject([
			{ id: kept!.customerId, name: '', phone: `erased:${kept!.customerId}` }
		]);
		expect(await database.db.select().from(vehicles)).toMatchObject([
			{
				...{ id: kept!.vehicleId, plate: `erased:${kept!.vehicleId}` },
				details: { plate: '', vin: '', brand: 'Volkswagen', model: 'Magotan', colour: '' }
			}
		]);
		expect(new Set((await rowsOf(true)).map(({ vehicleId }) => vehicleId)).size).toBe(1);
	});

	test('[PRIV5] whoever comes again after that is registered anew', async () => {
		const order = personalOrder();
		await visit(database.db, here, over, order);
		await erase();
		await visit(database.db, here, now, order);
		const found = await searchCustomers(database.db, here.id, order.customer.name);
		expect(found).toMatchObject([{ jobs: 1, name: order.customer.name }]);
		const [[before], [after]] = [await rowsOf(true), await rowsOf(false)];
		expect(after!.vehicleId).not.toBe(before!.vehicleId);
	});

	test('[PRIV5] whoever comes at the very moment is registered whole', async () => {
		const orders = Array.from({ length: 6 }, () => personalOrder());
		for (const order of orders) await visit(database.db, here, over, order);
		const door = openDoor(database.db, () => {});
		const come = (order: Order) => {
			const again = { ...order, orderNumber: null, promise: null };
			const command = { type: 'book', order: again, arrivedAt: null, fromSource: false };
			return door.perform({ ...command, id: uuidv7(), jobId: uuidv7() }, here.lin);
		};
		const [erased, ...replies] = await Promise.all([erase({ batch: 1 }), ...orders.map(come)]);
		expect([erased, replies.every(({ ok }) => ok)]).toEqual([6, true]);
		const rows = await database.db
			.select({ job: jobs, vehicle: vehicles, customer: customers })
			.from(jobs)
			.innerJoin(vehicles, eq(vehicles.id, jobs.vehicleId))
			.innerJoin(customers, eq(customers.id, jobs.customerId))
			.where(ofWorkshop(false));
		expect(rows).toHaveLength(6);
		for (const { job, vehicle, customer } of rows) {
			expect(vehicle).toMatchObject({ plate: job.vehicle.plate, details: job.vehicle });
			expect(customer).toMatchObject(job.customer);
		}
	});

	test('[PRIV5] a command that rewrites an order removes the plate and the name that no job has any more', async () => {
		const id = await visit(database.db, here, notOver, personalOrder({}, 'first'), { open: true });
		const door = openDoor(database.db, () => {});
		const order = { vehicle: personalOrder({}, 'second').vehicle, customer: { name: '钱二', phone: '1' } };
		const { version } = (await loadJob(database.db, here.id, id))!;
		const amend = { type: 'amend', id: uuidv7(), jobId: id, expect: version, order };
		expect(await door.perform(amend, here.lin)).toMatchObject({ ok: true });
		const registers = async () => ({
			customers: await database.db.select().from(customers),
			vehicles: await database.db.select().from(vehicles)
		});
		const kept = await registers();
		expect(kept).toMatchObject({ customers: [order.customer], vehicles: [{ plate: order.vehicle.plate }] });
		// As an earlier version left them: the first run of a process looks for those.
		const left = { id: uuidv7(), workshopId: here.id };
		await database.db.insert(customers).values({ ...left, name: '孙三', phone: '2' });
		await database.db.insert(vehicles).values({ ...left, plate: '豫A0', details: order.vehicle });
		await erase({ sweep: true });
		expect(await registers()).toEqual(kept);
	});

	test('[PRIV5] two commands at once that rewrite one order leave the last plate and name', async () => {
		const id = await visit(database.db, here, notOver, personalOrder({}, 'first'), { open: true });
		const door = openDoor(database.db, () => {});
		const { version } = (await loadJob(database.db, here.id, id))!;
		const amends = ['second', 'third'].map((name, index) => ({
			...{ type: 'amend', id: uuidv7(), jobId: id, expect: version + index },
			order: { vehicle: personalOrder({}, name).vehicle, customer: { name, phone: String(index) } }
		}));
		const replies = await Promise.all(amends.map((amend) => door.perform(amend, here.lin)));
		expect(replies).toMatchObject([{ ok: true }, { ok: true }]);
		expect(await database.db.select().from(customers)).toMatchObject([{ name: 'third' }]);
		expect(await database.db.select().from(vehicles)).toHaveLength(1);
	});
});

describe('a run', () => {
	test('[PRIV7] goes in batches, each of which is written down', async () => {
		for (let index = 0; index < 5; index++) {
			await visit(database.db, here, over - index * 60_000, personalOrder());
		}
		expect(await erase({ batch: 2 })).toBe(5);
		const entries = await database.db.select().from(auditEntries).orderBy(asc(auditEntries.id));
		expect(entries.map(({ change, actor, screen }) => ({ change, kind: actor.kind, screen }))).toEqual(
			[2, 2, 1].map((count) => ({
				change: { type: 'expiredErased', jobs: count },
				...{ kind: 'system', screen: 'server' }
			}))
		);
		expect(await rowsWith(database.sql, canary)).toEqual({});
	});

	test('[PRIV7] ends between two batches where the process wants to end, and goes on the next time', async () => {
		for (let index = 0; index < 3; index++) await visit(database.db, here, over, personalOrder());
		let asked = 0;
		expect(await erase({ batch: 1, stopped: () => ++asked > 2 })).toBe(2);
		expect(await erase({ batch: 1 })).toBe(1);
	});

	test('[PRIV7] in two processes at once erases each job once', async () => {
		for (let index = 0; index < 6; index++) await visit(database.db, here, over, personalOrder());
		const other = connect(database.target, 2);
		try {
			const done = await Promise.all([
				erase({ batch: 1 }),
				erase({ batch: 1, db: other.db }),
				erase({ batch: 1 })
			]);
			const total = done.reduce((sum, count) => sum + count, 0);
			expect(total + (await erase())).toBe(6);
			const entries = await database.db.select().from(auditEntries);
			const told = entries.map(({ change }) => (change.type === 'expiredErased' ? change.jobs : 0));
			expect(told.reduce((sum, count) => sum + count, 0)).toBe(6);
		} finally {
			await other.sql.end();
		}
	});

	test('[PRIV7] leaves it to the process that is at it', async () => {
		await visit(database.db, here, over, personalOrder());
		const { sql } = connect(database.target, 1);
		try {
			await sql.begin(async (tx) => {
				await tx`select pg_advisory_xact_lock(7263004)`;
				expect(await erase()).toBe(0);
			});
			expect(await erase()).toBe(1);
		} finally {
			await sql.end();
		}
	});

	test('[PRIV2] forgets sessions and one-time addresses that ended, and no others', async () => {
		const moments = { createdAt: new Date(now), updatedAt: new Date(now) };
		const user = { id: 'u', name: '', email: 'u@staff.invalid', ...moments };
		await database.db.insert(users).values(user);
		const session = (id: string, expiresAt: number) => ({
			...{ id, token: id, userId: 'u', expiresAt: new Date(expiresAt), ipAddress: canary, ...moments }
		});
		await database.db.insert(sessions).values([session('over', now - 1), session('open', now + 1)]);
		const personId = here.guest.actor.id;
		const pass = (tokenHash: string, expiresAt: number) => ({
			...{ id: uuidv7(), workshopId: here.id, personId, tokenHash, createdAt: 0, expiresAt }
		});
		await database.db.insert(passes).values([pass('over', now - 31 * DAY), pass('kept', now - 29 * DAY)]);
		await erase();
		expect(await database.db.select().from(sessions)).toMatchObject([{ id: 'open' }]);
		expect(await database.db.select().from(passes)).toMatchObject([{ tokenHash: 'kept' }]);
	});

	test('[PRIV7] that fails at one workshop erases nothing by halves there, and goes on with the others', async () => {
		const there = await aWorkshop(database.db);
		const bad = await visit(database.db, here, over, personalOrder({}, 'bad'));
		await visit(database.db, there, over, personalOrder({}, 'good'));
		const before = [await rowsOf(false), await eventsOf(bad)];
		await database.db.update(workshops).set({ timeZone: 'Mars/North' }).where(eq(workshops.id, here.id));
		const failed: string[] = [];
		expect(await erase({ onError: (id) => failed.push(id) })).toBe(1);
		expect(failed).toEqual([here.id]);
		expect([await rowsOf(false), await eventsOf(bad)]).toEqual(before);
		expect(await leftOf('good')).toEqual({});
	});

	test('[PRIV3] a delivery that is taken back meanwhile wins', async () => {
		const id = await visit(database.db, here, over, personalOrder());
		const { sql } = connect(database.target, 1);
		let running: Promise<number> | undefined;
		try {
			await sql.begin(async (tx) => {
				// As a command does, that began before and has not ended yet.
				await tx`update workshops set revision = revision + 1 where id = ${here.id}`;
				running = erase();
				await expect.poll(() => waiting()).toBe(1);
				await tx`update jobs set version = version + 1, status = 'open', closed_at = null where id = ${id}`;
			});
			expect(await running).toBe(0);
		} finally {
			await sql.end();
		}
		expect(Object.keys(await rowsWith(database.sql, canary)).sort()).toEqual([
			'customers',
			'events',
			'jobs',
			'vehicles'
		]);
	});
});

describe('[CMD7] [PRIV2] the database refuses', () => {
	const refused = (statement: Promise<unknown>) => expect(statement).rejects.toThrow('is append-only');

	test('that an event is changed or removed', async () => {
		await visit(database.db, here, over, personalOrder());
		await refused(database.sql`update events set event = event || '{"work":""}'`);
		await refused(database.sql`update events set at = now()`);
		await refused(database.sql`delete from events`);
	});

	test('also while personal data is erased: all but what the event says', async () => {
		await visit(database.db, here, over, personalOrder());
		const erasing = (statement: string) =>
			database.sql.begin(async (tx) => {
				await tx`set local kanche.erasing = 'on'`;
				await tx.unsafe(statement);
				throw new Error('done, and taken back');
			});
		await expect(erasing(`update events set event = event || '{"text":""}'`)).rejects.toThrow('taken back');
		await refused(erasing('update events set at = now()'));
		await refused(erasing(`update events set type = 'resumed'`));
		await refused(erasing(`update events set event = event || '{"type":"resumed"}'`));
		await refused(erasing('delete from events'));
		await erase();
		await refused(erasing(`update audit_entries set screen = ''`));
		await refused(erasing('delete from audit_entries'));
	});
});

/** How many statements wait for a lock. */
async function waiting(): Promise<number> {
	const [row] = await database.sql<{ count: number }[]>`
		select count(*)::int as count from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`;
	return row?.count ?? 0;
}

/** What reports are made of, from the events alone; and of the jobs which visits were of one car. */
async function figures() {
	const rows = await database.db.select().from(events).orderBy(asc(events.revision), asc(events.ordinal));
	const byJob = Map.groupBy(rows, ({ streamId }) => streamId);
	const told = [...byJob.values()].map((past) => {
		let promise: number | null = null;
		let [arrived, ready, delivered, hours, stoppedAt, stopped] = [0, 0, 0, 0, 0, 0];
		let workType = '';
		let technician: string | null = null;
		for (const { event, at } of past) {
			if (event.type === 'booked') {
				({ promise, workType } = event.order);
				hours = event.order.standardHours ?? 0;
			}
			if (event.type === 'checkedIn') arrived = event.arrivedAt;
			if (event.type === 'dispatched') technician = event.technicianId;
			if (event.type === 'moved' && event.stageKind === 'ready') ready = at;
			if (event.type === 'stopped') stoppedAt = at;
			if (event.type === 'resumed') stopped += at - stoppedAt;
			if (event.type === 'delivered') delivered = at;
		}
		return {
			onTime: promise !== null && ready <= promise,
			cycle: delivered - arrived,
			hours,
			stopped,
			workType,
			technician
		};
	});
	const cars = Map.groupBy(await database.db.select().from(jobs), ({ vehicleId }) => vehicleId);
	return {
		delivered: told.length,
		onTime: told.filter(({ onTime }) => onTime).length,
		cycle: told.map(({ cycle }) => cycle / 60_000),
		...{ hours: told.map(({ hours }) => hours), stopped: told.map(({ stopped }) => stopped) },
		...{ work: told.map(({ workType }) => workType), by: told.map(({ technician }) => technician) },
		visitsOfOneCar: [...cars.values()].map((visits) => visits.length).sort((a, b) => a - b)
	};
}
