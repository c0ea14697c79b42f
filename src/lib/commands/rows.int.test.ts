import { and, asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Draft } from '../job/job.testing.ts';
import { moveTo } from '../job/job.testing.ts';
import { evolveAll } from '../job/evolve.ts';
import type { JobEvent } from '../job/event.ts';
import type { Job } from '../job/job.ts';
import { MOST_SPANS } from '../job/facets/work/worked.ts';
import { customers, events, jobs, vehicles } from '../database/schema.ts';
import { aWorkshop, anOrder, booking, done, onJob, type WorkshopForTest } from './door.testing.ts';
import { type Door, openDoor } from './perform.server.ts';
import { loadJob } from './rows.server.ts';
import { HOUR } from '../model/moments.ts';

const database = freshDatabase();
let door: Door;
let here: WorkshopForTest;
/** The job as the door evolved it, never through the database. */
let evolved: Job;

beforeAll(async () => {
	here = await aWorkshop(database.db);
	door = openDoor(database.db, ({ state }) => (evolved = state as Job));
});

/** All commands that set a field, one after the other. */
const visit = (): Draft[] => [
	{ type: 'checkIn', arrivedAt: null },
	{
		...{ type: 'dispatch', technicianId: here.zhou.actor.id, bayId: here.bays[0]!.id },
		standardHours: 0.1 + 0.2
	},
	moveTo(here.stage('repair')),
	{
		...{ type: 'stop', reason: 'parts', expectedUntil: Date.now() + HOUR, note: '机滤 👍' },
		...{ otherWork: false, blocksBay: true }
	},
	{ type: 'resume' },
	{ type: 'revisePromise', promise: Date.now() + 5 * HOUR, reason: '加项' },
	{ type: 'park', spot: 'B12', keyTag: '七' },
	{ type: 'note', text: '两\n行' },
	{ type: 'amend', order: { advisorId: here.lin.actor.id, bookedFor: Date.now(), remark: '"引号" \\ 斜' } },
	moveTo(here.stage('inspection')),
	moveTo(here.stage('repair')),
	moveTo(here.stage('ready')),
	{ type: 'deliver' },
	{ type: 'undo' },
	{ type: 'cancel', reason: '误操作' }
];

describe('a job kept in rows', () => {
	test('is after every command the job that was evolved, and that its events make', async () => {
		const book = { ...booking({ advisorId: null, promise: null, bookedFor: null }), fromSource: true };
		const { jobId } = await done(door, book, here.lin);
		expect(await loadJob(database.db, here.id, jobId)).toEqual(evolved);
		for (const [index, draft] of visit().entries()) {
			await done(door, onJob(jobId, index + 1, draft), here.lin);
			expect(await loadJob(database.db, here.id, jobId)).toEqual(evolved);
		}
		expect(await replayed(jobId)).toEqual(evolved);
	});

	test('[JOB8] kept with more stretches of work than a job has now is read with as many as it has', async () => {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		await done(door, onJob(jobId, 1, moveTo(here.stage('repair'))), here.lin);
		const worked = Array.from({ length: 900 }, (_, at) => ({ from: at * 100, to: at * 100 + 50 }));
		await database.db.update(jobs).set({ worked }).where(eq(jobs.id, jobId));
		await database.sql`
			update jobs set last_move = jsonb_set(last_move, '{before,worked}', worked) where id = ${jobId}`;
		const job = (await loadJob(database.db, here.id, jobId))!;
		expect([job.worked.length, job.lastMove!.before.worked.length]).toEqual([MOST_SPANS, MOST_SPANS]);
		expect(JSON.stringify(job).length).toBeLessThan(4_000);
	});

	test('is nobody’s in another workshop [FEED5]', async () => {
		const { jobId } = await done(door, booking(), here.lin);
		expect(await loadJob(database.db, uuidv7(), jobId)).toBeNull();
	});

	test('sent under an id in capital letters is one job, spelled as the database spells it', async () => {
		const command = booking();
		const { jobId } = await done(door, { ...command, jobId: command.jobId.toUpperCase() }, here.lin);
		expect(jobId).toBe(command.jobId);
		expect(evolved.id).toBe(command.jobId);
	});
});

/** [CMD7] What the events alone make, command by command. */
async function replayed(jobId: string): Promise<Job> {
	const rows = await database.db
		.select()
		.from(events)
		.where(eq(events.streamId, jobId))
		.orderBy(asc(events.revision), asc(events.ordinal));
	let job: Job | null = null;
	for (const revision of new Set(rows.map((row) => row.revision))) {
		const done = rows.filter((row) => row.revision === revision);
		const { at, actor: by } = done[0]!;
		job = evolveAll(
			job,
			done.map(({ event }) => event as JobEvent),
			{ at, by },
			jobId
		);
	}
	return job!;
}

describe('the registers', () => {
	const vehicle = { plate: '豫B88888', vin: '', brand: '', model: 'Golf', colour: '' };
	const customer = { name: '孙三', phone: '13700000003' };
	const registered = async (workshopId: string) => ({
		vehicles: await database.db
			.select()
			.from(vehicles)
			.where(and(eq(vehicles.workshopId, workshopId), eq(vehicles.plate, vehicle.plate))),
		customers: await database.db
			.select()
			.from(customers)
			.where(and(eq(customers.workshopId, workshopId), eq(customers.phone, customer.phone)))
	});

	test('hold a vehicle and a customer once, however often they come, as told last', async () => {
		const first = await done(door, booking({ vehicle, customer }), here.lin);
		const red = { ...vehicle, colour: '红' };
		const second = await done(door, booking({ vehicle: red, customer }), here.lin);
		const register = await registered(here.id);
		expect(register).toMatchObject({ vehicles: [{ details: red }], customers: [customer] });
		const ids = { vehicleId: register.vehicles[0]!.id, customerId: register.customers[0]!.id };
		const rows = await database.db.select().from(jobs).where(eq(jobs.workshopId, here.id));
		const of = (jobId: string) => rows.find((row) => row.id === jobId);
		expect(of(first.jobId)).toMatchObject({ ...ids, vehicle });
		expect(of(second.jobId)).toMatchObject({ ...ids, vehicle: red });
	});

	test('[FEED5] of each workshop are its own', async () => {
		const there = await aWorkshop(database.db);
		await done(door, booking({ vehicle, customer }), there.lin);
		const [mine, theirs] = [await registered(here.id), await registered(there.id)];
		expect(theirs.vehicles).toHaveLength(1);
		expect(theirs.vehicles[0]!.id).not.toBe(mine.vehicles[0]!.id);
		expect(theirs.customers[0]!.id).not.toBe(mine.customers[0]!.id);
	});

	test('follow an amended plate', async () => {
		const { jobId } = await done(door, booking({ ...anOrder(), vehicle, customer }), here.lin);
		const other = { ...vehicle, plate: '豫B99999' };
		await done(door, onJob(jobId, 1, { type: 'amend', order: { vehicle: other } }), here.lin);
		const [row] = await database.db
			.select({ plate: vehicles.plate })
			.from(jobs)
			.innerJoin(vehicles, eq(vehicles.id, jobs.vehicleId))
			.where(eq(jobs.id, jobId));
		expect(row?.plate).toBe('豫B99999');
	});
});
