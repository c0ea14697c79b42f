import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import { eq } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { moveTo } from '../job/job.testing.ts';
import * as schema from '../database/schema.ts';
import { changeSettings } from './change-settings.server.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from './door.testing.ts';
import { type Door, openDoor } from './perform.server.ts';
import { loadJob } from './rows.server.ts';

const { jobs, people, workshops } = schema;
const database = freshDatabase();
/** What the first of two processes sends. */
let sent: string[];
let pool: postgres.Sql;
let [one, other]: Door[] = [];
let here: WorkshopForTest;
let jobId: string;

beforeAll(() => {
	pool = postgres({
		...{ ...database.target, max: 2, onnotice: () => undefined },
		debug: (_, query) => void sent?.push(query)
	});
	one = openDoor(drizzle(pool, { schema, casing: 'snake_case' }), () => {});
	other = openDoor(database.db, () => {});
});
afterAll(() => pool.end());

beforeEach(async () => {
	here = await aWorkshop(database.db);
	jobId = (await done(one!, booking({}, Date.now()), here.lin)).jobId;
	await done(one!, onJob(jobId, 1, moveTo(here.stage('repair'))), here.lin);
	sent = [];
});

const note = (expected: number) => onJob(jobId, expected, { type: 'note', text: '看' });
const job = () => loadJob(database.db, here.id, jobId);

describe('[CMD10] what a process did last it need not read', () => {
	test('a command that follows is one statement', async () => {
		const move = onJob(jobId, 2, moveTo(here.stage('repair')));
		expect(await done(one!, move, here.lin)).toMatchObject({ version: 3 });
		expect(sent).toHaveLength(1);
		await done(one!, onJob(jobId, 3, moveTo(here.stage('inspection'))), here.lin);
		// Nobody had looked at that column before.
		expect(sent.length).toBeGreaterThan(2);
		// And the one that was sent again is answered the same, and done once.
		expect(await done(one!, move, here.lin)).toMatchObject({ version: 3 });
		expect(await job()).toMatchObject({ version: 4, stageKind: 'inspection' });
	});

	test('[CMD5] unless another process was there: its work is seen, nothing is refused wrongly or told from before', async () => {
		await done(other!, note(2), here.zhou);
		expect(await one!.perform(note(2), here.lin)).toMatchObject({
			refusal: { code: 'stale', changedBy: '周师傅' },
			state: { version: 3 }
		});
		await done(other!, note(3), here.zhou);
		await done(one!, note(4), here.lin);
		await done(one!, note(5), here.lin);
		expect(await job()).toMatchObject({ version: 6 });
		const [line] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
		expect(line!.revision).toBe(6);
	});

	test('[ACC1] unless settings changed: who left may do no more', async () => {
		await done(one!, note(2), here.zhou);
		await changeSettings(database.db, here.id, (tx) =>
			tx.update(people).set({ active: false }).where(eq(people.id, here.zhou.actor.id!))
		);
		expect(await one!.perform(note(3), here.zhou)).toMatchObject({ refusal: { code: 'forbidden' } });
		await done(one!, note(3), here.lin);
	});

	test('[SYNC12] unless a backup was restored, though it stands at the same revision', async () => {
		const [line] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
		await database.db.update(jobs).set({ remark: 'restored' }).where(eq(jobs.id, jobId));
		await database.db
			.update(workshops)
			.set({ epoch: randomUUID(), revision: line!.revision })
			.where(eq(workshops.id, here.id));
		await done(one!, note(2), here.lin);
		expect(await job()).toMatchObject({ version: 3, remark: 'restored' });
	});

	test('[JOB5] [CMD3] nor does it hide that a key is taken', async () => {
		await done(other!, booking({ orderNumber: 'RO-THERE' }), here.lin);
		await done(one!, note(2), here.lin);
		const amend = onJob(jobId, 3, { type: 'amend', order: { orderNumber: 'RO-THERE' } });
		expect(await one!.perform(amend, here.lin)).toMatchObject({ refusal: { code: 'orderExists' } });
		const elsewhere = await aWorkshop(database.db);
		const used = booking();
		await done(other!, used, elsewhere.lin);
		const reused = { ...note(3), id: used.id };
		expect(await one!.perform(reused, here.lin)).toMatchObject({ refusal: { code: 'commandReused' } });
		await done(one!, note(3), here.lin);
		expect(await job()).toMatchObject({ version: 4, orderNumber: (await job())!.orderNumber });
	});

	test('[JOB5] [TEXT2] nor that it is taken in another spelling, kept before numbers had one', async () => {
		const { jobId: old } = await done(other!, booking({ orderNumber: 'RO-OLD' }), here.lin);
		await database.sql`update jobs set order_number = ${'ro-\u200b\u043eld'} where id = ${old}`;
		const amend = onJob(jobId, 2, { type: 'amend', order: { orderNumber: 'ro-old' } });
		const refused = { refusal: { code: 'orderExists', orderNumber: 'RO-OLD' } };
		expect(await one!.perform(amend, here.lin)).toMatchObject(refused);
		expect(await other!.perform(booking({ orderNumber: 'Ro-Old' }), here.lin)).toMatchObject(refused);
	});

	test('[RUN6] also while a later version has added a column that this one does not know', async () => {
		await done(one!, note(2), here.lin);
		for (const table of ['commands', 'events', 'jobs']) {
			await database.sql.unsafe(`alter table ${table} add column later text not null default 'later'`);
		}
		sent = [];
		await done(one!, note(3), here.lin);
		expect(sent).toHaveLength(1);
		const [row] = await database.sql`select later from commands order by at desc limit 1`;
		expect(row).toEqual({ later: 'later' });
	});

	test('many at once, of two processes, each make one version', async () => {
		for (let version = 2; version < 40; version += 1) {
			const replies = await Promise.all([one!, other!].map((door) => door.perform(note(version), here.lin)));
			expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
		}
		expect(await job()).toMatchObject({ version: 40 });
	});
});
