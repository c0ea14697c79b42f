import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../door/door.testing.ts';
import { type Door, openDoor } from '../door/perform.server.ts';
import { moveTo } from '../job/job.testing.ts';
import { jobs, links } from '../server/schema.ts';
import { linksOf, makeLink, type NewLink, openLink, revokeLink } from './links.server.ts';

const DAY = 24 * 3_600_000;
const now = Date.now();
const database = freshDatabase();
let door: Door;
let here: WorkshopForTest;
let there: WorkshopForTest;

beforeAll(async () => {
	here = await aWorkshop(database.db, 'here');
	there = await aWorkshop(database.db, 'there');
	door = openDoor(database.db, () => {});
});

const make = (given: Partial<NewLink> = {}) =>
	makeLink(
		database.db,
		{
			...{ workshopId: here.id, kind: 'wall', jobId: null, name: '东墙', language: 'en' },
			...{ inches: 65, metres: 6.5, createdBy: here.lin.actor.id },
			...given
		},
		now
	);

/** A job, and a link that opens it. */
async function jobWithLink() {
	const { jobId } = await done(door, booking({}, now), here.lin);
	return { jobId, ...(await make({ kind: 'job', jobId, inches: null, metres: null })) };
}

const opens = async (token: string, at = now) => (await openLink(database.db, token, at)) !== null;

describe('a link', () => {
	test('[LINK1] has a token of 32 random bytes, of which only the hash is kept', async () => {
		const { id, token } = await make();
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
		expect(token).toMatch(/^[\w-]{43}$/);
		expect((await make()).token).not.toBe(token);
		const [row] = await database.db.select().from(links).where(eq(links.id, id));
		expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(row)).not.toContain(token);
		const hex = Buffer.from(token, 'base64url').toString('hex');
		expect(JSON.stringify(row)).not.toContain(hex);
	});

	test('[LINK1] its token is shown once: no list has it, nor its hash', async () => {
		const { id, token } = await make();
		const listed = await linksOf(database.db, here.id, null);
		expect(listed.map((link) => link.id)).toContain(id);
		expect(JSON.stringify(listed)).not.toContain(token);
		expect(listed[0]).not.toHaveProperty('tokenHash');
	});

	test('opens what it was made for', async () => {
		const { id, token } = await make();
		expect(await openLink(database.db, token, now)).toEqual({
			...{ id, workshopId: here.id, kind: 'wall', jobId: null, name: '东墙', language: 'en' },
			...{ inches: 65, metres: 6.5, createdAt: now }
		});
	});

	test('[LINK2] unknown, malformed, revoked: the same answer', async () => {
		const { id, token } = await make();
		expect(await revokeLink(database.db, here.id, id, now)).toBe(true);
		const answers = [token, 'x'.repeat(43), '', `${token}x`, token.toUpperCase()];
		for (const wrong of answers) expect(await openLink(database.db, wrong, now)).toBeNull();
		expect((await linksOf(database.db, here.id, null)).map((link) => link.id)).not.toContain(id);
	});

	test('is revoked once, and only by its own workshop', async () => {
		const { id, token } = await make();
		expect(await revokeLink(database.db, there.id, id, now)).toBe(false);
		expect(await opens(token)).toBe(true);
		expect(await revokeLink(database.db, here.id, id, now)).toBe(true);
		expect(await revokeLink(database.db, here.id, id, now)).toBe(false);
	});

	test('is listed in its own workshop, screens apart from a job’s', async () => {
		const screen = await make();
		const { jobId, id } = await jobWithLink();
		const screens = (await linksOf(database.db, here.id, null)).map((link) => link.id);
		expect(screens).toContain(screen.id);
		expect(screens).not.toContain(id);
		expect((await linksOf(database.db, here.id, jobId)).map((link) => link.id)).toEqual([id]);
		expect(await linksOf(database.db, there.id, null)).toEqual([]);
		expect(await linksOf(database.db, there.id, jobId)).toEqual([]);
	});
});

describe('[LINK3] a customer’s link', () => {
	test('stays open while the job is', async () => {
		const { token } = await jobWithLink();
		expect(await opens(token, now + 400 * DAY)).toBe(true);
	});

	test('ends 7 days after the car was handed over', async () => {
		const { jobId, token } = await jobWithLink();
		await done(door, onJob(jobId, 1, moveTo(here.stage('ready'))), here.lin);
		await done(door, onJob(jobId, 2, { type: 'deliver' }), here.lin);
		const [job] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		const closed = job!.closedAt!;
		expect(await opens(token, closed + 7 * DAY)).toBe(true);
		expect(await opens(token, closed + 7 * DAY + 1)).toBe(false);
	});

	test('ends 7 days after the job was cancelled, and opens again if that is undone', async () => {
		const { jobId, token } = await jobWithLink();
		await done(door, onJob(jobId, 1, { type: 'cancel', reason: '改天' }), here.lin);
		expect(await opens(token, Date.now() + 8 * DAY)).toBe(false);
		await done(door, onJob(jobId, 2, { type: 'undo' }), here.lin);
		expect(await opens(token, Date.now() + 8 * DAY)).toBe(true);
	});
});
