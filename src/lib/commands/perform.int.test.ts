import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { bay1, moveTo } from '../job/job.testing.ts';
import { MOST_OPEN_JOBS } from '../job/entry.ts';
import { connect } from '../database/database.ts';
import { commands, events, jobs, people, workshops } from '../database/schema.ts';
import { changeSettings } from './change-settings.server.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from './door.testing.ts';
import { type Committed, type Door, openDoor } from './perform.server.ts';

const database = freshDatabase();
let door: Door;
let told: Committed[];
let here: WorkshopForTest;

beforeAll(async () => {
	here = await aWorkshop(database.db);
	door = openDoor(database.db, (change) => void told?.push(change));
});

const revision = async (workshopId = here.id): Promise<number> => {
	const [row] = await database.db.select().from(workshops).where(eq(workshops.id, workshopId));
	return row!.revision;
};
const eventsOf = (jobId: string) =>
	database.db
		.select()
		.from(events)
		.where(eq(events.streamId, jobId))
		.orderBy(asc(events.revision), asc(events.ordinal));
const rowsOf = async () => [
	(await database.db.select().from(jobs)).length,
	(await database.db.select().from(events)).length,
	(await database.db.select().from(commands)).length
];

describe('a command sent again', () => {
	test('[CMD2] is done once and answered with the same result', async () => {
		const command = booking();
		const first = await done(door, command, here.lin);
		const before = await rowsOf();
		told = [];
		expect(first).toMatchObject(await door.perform(command, here.lin));
		expect(await rowsOf()).toEqual(before);
		expect(await revision()).toBe(first.revision);
		expect(told).toEqual([]);
	});

	test('[CMD2] even at once, many times', async () => {
		const command = booking();
		const before = await revision();
		const replies = await Promise.all(Array.from({ length: 12 }, () => door.perform(command, here.lin)));
		expect(replies.every((reply) => reply.ok)).toBe(true);
		expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
		expect(await revision()).toBe(before + 1);
	});

	test('[CMD2] also when the job has moved on since', async () => {
		const { jobId } = await done(door, booking(), here.lin);
		const note = onJob(jobId, 1, { type: 'note', text: '第一次' });
		const first = await done(door, note, here.lin);
		await done(door, onJob(jobId, 2, { type: 'note', text: '第二次' }), here.lin);
		expect(first).toMatchObject(await door.perform(note, here.lin));
	});

	test('[CMD3] with other content, or in another workshop, is refused', async () => {
		const command = booking();
		await done(door, command, here.lin);
		const reused = { ok: false, refusal: { code: 'commandReused' }, state: null };
		expect(await door.perform({ ...command, arrivedAt: Date.now() }, here.lin)).toEqual(reused);
		const there = await aWorkshop(database.db);
		expect(await door.perform(command, there.lin)).toEqual(reused);
		expect(await revision(there.id)).toBe(0);
	});

	test('[CMD3] in two workshops at once is done in one', async () => {
		const there = await aWorkshop(database.db);
		const command = booking();
		const replies = await Promise.all([here, there].map(({ lin }) => door.perform(command, lin)));
		expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
		expect(replies.find((reply) => !reply.ok)).toMatchObject({ refusal: { code: 'commandReused' } });
	});
});

describe('revisions', () => {
	test('[CMD4] [CMD6] are gapless under many commands at once, refusals and repeats among them', async () => {
		const there = await aWorkshop(database.db);
		const first = await Promise.all(
			Array.from({ length: 5 }, () => done(door, booking({}, Date.now()), there.lin))
		);
		told = [];
		const repair = there.stage('repair');
		const many = Array.from({ length: 50 }, (_, index) => {
			const { jobId } = first[index % 5]!;
			if (index % 10 === 9) return onJob(jobId, 99, { type: 'resume' });
			if (index % 10 === 8) return onJob(uuidv7(), 1, { type: 'resume' });
			if (index % 10 === 7) return booking();
			return onJob(jobId, 1, moveTo(repair));
		});
		const replies = await Promise.all([...many, many[7]].map((command) => door.perform(command, there.lin)));
		const accepted = replies.filter((reply) => reply.ok);
		// One move of each job wins, five are booked; everybody else is refused.
		expect(new Set(accepted.map(({ revision }) => revision)).size).toBe(10);
		const stored = await database.db.select().from(commands).where(eq(commands.workshopId, there.id));
		const line = stored.map(({ revision }) => revision).sort((a, b) => a - b);
		expect(line).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
		expect(await revision(there.id)).toBe(15);
		expect(told.map((change) => change.revision).sort((a, b) => a - b)).toEqual(line.slice(5));
		const [ranks, at] = [
			(await database.db.select().from(jobs).where(eq(jobs.stageId, repair.id))).map(
				({ position }) => position
			),
			(
				await database.db
					.select()
					.from(events)
					.where(eq(events.workshopId, there.id))
					.orderBy(asc(events.revision))
			).map((event) => event.at)
		];
		expect(new Set(ranks).size).toBe(5);
		expect(at).toEqual([...at].sort((a, b) => a - b));
	});

	test('[CMD1] those that come at once see what the one before did, and do not suffer for one that fails', async () => {
		const there = await aWorkshop(database.db);
		await done(door, booking({ orderNumber: 'RO-ONCE' }), there.lin);
		const { jobId, version } = await done(door, booking({}, Date.now()), there.lin);
		const other = booking();
		const vehicle = { ...other.order.vehicle, model: '另一款' };
		const replies = await Promise.all(
			[
				// The first goes in alone, the others together behind it.
				onJob(jobId, version, { type: 'note', text: '一' }),
				onJob(jobId, version + 1, { type: 'amend', order: { vehicle } }),
				onJob(jobId, version + 2, { type: 'note', text: '三' }),
				booking({ orderNumber: 'RO-ONCE' }),
				other,
				onJob(other.jobId, 1, { type: 'note', text: '新' }),
				onJob(jobId, version + 2, { type: 'note', text: '太晚' }),
				onJob(jobId, version + 3, moveTo(there.stage('repair')))
			].map((command) => door.perform(command, there.lin))
		);
		expect(replies.map((reply) => (reply.ok ? reply.version : reply.refusal.code))).toEqual([
			...[2, 3, 4, 'orderExists', 1, 2, 'stale', 5]
		]);
		expect(await revision(there.id)).toBe(8);
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		expect(row).toMatchObject({ version: 5, lastNote: { text: '三' }, vehicle: { model: '另一款' } });
	});

	test('[CMD4] of two processes one waits for the other, and then sees what it did', async () => {
		const there = await aWorkshop(database.db);
		const second = connect(database.target, 2);
		try {
			const doors = [door, openDoor(second.db, () => {})];
			const { jobId } = await done(door, booking({}, Date.now()), there.lin);
			for (let version = 1; version < 30; version++) {
				const notes = doors.map((each) =>
					each.perform(onJob(jobId, version, { type: 'note', text: '看' }), there.lin)
				);
				const replies = await Promise.all(notes);
				expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
				expect(replies.find((reply) => !reply.ok)).toMatchObject({ refusal: { code: 'stale' } });
			}
		} finally {
			await second.sql.end();
		}
	});

	test('[CMD6] what is told, and acknowledged, can be seen by another connection', async () => {
		const { sql, db } = connect(database.target, 1);
		try {
			const seen: Promise<number | undefined>[] = [];
			const watched = openDoor(database.db, ({ state: job }) => {
				const rows = db.select().from(jobs).where(eq(jobs.id, job.id));
				seen.push(rows.then(([row]) => row?.version));
			});
			const { jobId } = await done(watched, booking(), here.lin);
			await done(watched, onJob(jobId, 1, { type: 'note', text: '看' }), here.lin);
			expect(await Promise.all(seen)).toEqual([expect.any(Number), 2]);
		} finally {
			await sql.end();
		}
	});

	test('[CMD4] a command that the database fails leaves no trace', async () => {
		const before = [await revision(), await rowsOf()];
		const failing = openDoor(
			database.db,
			() => {},
			() => Number.NaN
		);
		await expect(failing.perform(booking(), here.lin)).rejects.toThrow();
		expect([await revision(), await rowsOf()]).toEqual(before);
	});
});

describe('a refusal', () => {
	test('[CMD5] of who comes second tells the job as it is, who changed it and when', async () => {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		await done(door, onJob(jobId, 1, { type: 'note', text: '先来' }), here.zhou);
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		const reply = await door.perform(onJob(jobId, 1, moveTo(here.stage('repair'))), here.lin);
		expect(reply).toMatchObject({
			refusal: { code: 'stale', changedBy: '周师傅', changedAt: row!.changedAt },
			state: { id: jobId, version: 2, lastNote: { text: '先来' } }
		});
	});

	test('[CMD8] changes nothing and takes no ticket', async () => {
		const before = [await revision(), await rowsOf()];
		const refused = await door.perform(booking({ promise: 1 }), here.lin);
		expect(refused).toMatchObject({ refusal: { code: 'promiseInPast' } });
		expect(await door.perform({ type: 'dance' }, here.lin)).toMatchObject({ refusal: { code: 'invalid' } });
		expect([await revision(), await rowsOf()]).toEqual(before);
		const there = await aWorkshop(database.db);
		await door.perform(booking({ promise: 1 }), there.lin);
		await done(door, booking(), there.lin);
		const { jobId } = await done(door, booking(), there.lin);
		expect((await database.db.select().from(jobs).where(eq(jobs.id, jobId)))[0]!.ticket).toBe('A02');
	});

	test('[JOB5] of an order number that is there already, however it comes', async () => {
		const taken = { orderNumber: 'RO-TAKEN' };
		await done(door, booking(taken), here.lin);
		const refusal = { code: 'orderExists', orderNumber: 'RO-TAKEN' };
		expect(await door.perform(booking(taken), here.lin)).toEqual({ ok: false, refusal, state: null });
		const { jobId } = await done(door, booking({ orderNumber: null }), here.lin);
		const amend = onJob(jobId, 1, { type: 'amend', order: taken });
		expect(await door.perform(amend, here.lin)).toMatchObject({ refusal });
		// Elsewhere it is another order; and of those without a number there may be many.
		const there = await aWorkshop(database.db);
		await done(door, booking(taken), there.lin);
		await done(door, booking({ orderNumber: null }), there.lin);
		await done(door, booking({ orderNumber: null }), there.lin);
	});

	test('[JOB9] of a job that would be one open job too many, also where it is reopened', async () => {
		const full = await aWorkshop(database.db);
		const { jobId } = await done(door, booking({}, Date.now()), full.lin);
		await database.sql`
			insert into jobs
			select (jsonb_populate_record(job, jsonb_build_object('id', gen_random_uuid(), 'order_number', null))).*
			from jobs job, generate_series(1, ${MOST_OPEN_JOBS - 1}) where job.id = ${jobId}`;
		const refused = { ok: false, refusal: { code: 'boardFull' } };
		expect(await door.perform(booking(), full.lin)).toMatchObject(refused);
		await done(door, onJob(jobId, 1, { type: 'cancel', reason: 'over' }), full.lin);
		await done(door, booking(), full.lin);
		expect(await door.perform(booking(), full.lin)).toMatchObject(refused);
		expect(await door.perform(onJob(jobId, 2, { type: 'undo' }), full.lin)).toMatchObject(refused);
		await done(door, booking(), (await aWorkshop(database.db)).lin);
	});

	test('of a job id in use', async () => {
		const first = booking();
		await done(door, first, here.lin);
		const again = { ...booking(), jobId: first.jobId };
		expect(await door.perform(again, here.lin)).toMatchObject({ refusal: { code: 'jobExists' } });
		const there = await aWorkshop(database.db);
		expect(await door.perform(again, there.lin)).toMatchObject({ refusal: { code: 'jobExists' } });
	});

	test('[FEED5] [ACC4] another workshop’s job is nobody’s, its stages, bays and people are unknown', async () => {
		const there = await aWorkshop(database.db);
		const { jobId } = await done(door, booking({}, Date.now()), there.lin);
		const note = onJob(jobId, 1, { type: 'note', text: '看' });
		expect(await door.perform(note, here.lin)).toEqual({
			ok: false,
			refusal: { code: 'unknownJob' },
			state: null
		});
		const mine = (await done(door, booking({}, Date.now()), here.lin)).jobId;
		const dispatch = { type: 'dispatch' as const, technicianId: null, bayId: null, standardHours: null };
		for (const [draft, code] of [
			[moveTo(there.stage('repair')), 'unknownStage'],
			[{ ...dispatch, bayId: there.bays[0]!.id }, 'unknownBay'],
			[{ ...dispatch, bayId: bay1.id }, 'unknownBay'],
			[{ ...dispatch, technicianId: there.zhou.actor.id }, 'unknownTechnician'],
			[{ type: 'amend' as const, order: { advisorId: there.lin.actor.id } }, 'unknownAdvisor']
		] as const) {
			expect(await door.perform(onJob(mine, 1, draft), here.lin)).toMatchObject({ refusal: { code } });
		}
	});

	test('[ACC1] of who may not, who left meanwhile, and who has another role by now', async () => {
		const forbidden = { ok: false, refusal: { code: 'forbidden' }, state: null };
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		const note = onJob(jobId, 1, { type: 'note', text: '看' });
		expect(await door.perform(note, here.guest)).toEqual(forbidden);
		expect(await door.perform(booking(), here.zhou)).toEqual(forbidden);
		expect(await door.perform(note, { ...here.lin, workshopId: uuidv7() })).toEqual(forbidden);
		// The socket of a technician made an advisor, or let go, was opened before.
		const change = (fields: Partial<typeof people.$inferInsert>) =>
			changeSettings(database.db, here.id, (tx) =>
				tx.update(people).set(fields).where(eq(people.id, here.zhou.actor.id!))
			);
		await change({ roles: ['viewer'] });
		expect(await door.perform(note, here.zhou)).toEqual(forbidden);
		await change({ roles: ['technician'], active: false });
		expect(await door.perform(note, here.zhou)).toEqual(forbidden);
		await change({ active: true });
		await done(door, note, here.zhou);
	});

	test('[ACC6] to a technician who would take back a delivery', async () => {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		await done(door, onJob(jobId, 1, moveTo(here.stage('ready'))), here.zhou);
		await done(door, onJob(jobId, 2, { type: 'undo' }), here.zhou);
		await done(door, onJob(jobId, 3, moveTo(here.stage('ready'))), here.zhou);
		await done(door, onJob(jobId, 4, { type: 'deliver' }), here.lin);
		const back = onJob(jobId, 5, { type: 'undo' });
		expect(await door.perform(back, here.zhou)).toMatchObject({ refusal: { code: 'forbidden' } });
		await done(door, back, here.lin);
	});
});

test('[CMD7] every command appends its events, with who, when, from which screen', async () => {
	const before = Date.now();
	const book = booking({}, before);
	const { jobId, revision: first, did } = await done(door, book, here.lin);
	const move = onJob(jobId, 1, moveTo(here.stage('repair')));
	const { revision: second } = await done(door, move, { ...here.lin, screen: 'tablet' });
	const rows = await eventsOf(jobId);
	const lin = { workshopId: here.id, jobId, actor: here.lin.actor };
	expect(did).toEqual(['booked', 'checkedIn']);
	expect(rows).toMatchObject([
		{ ...lin, revision: first, ordinal: 0, type: 'booked', commandId: book.id, screen: 'board' },
		{ ...lin, revision: first, ordinal: 1, type: 'checkedIn', commandId: book.id, screen: 'board' },
		{ ...lin, revision: second, ordinal: 0, type: 'moved', commandId: move.id, screen: 'tablet' }
	]);
	for (const { at, type, event } of rows) {
		expect(at).toBeGreaterThanOrEqual(before);
		expect(event.type).toBe(type);
	}
});
