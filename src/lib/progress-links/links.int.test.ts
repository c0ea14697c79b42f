import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { jobs, links } from '../database/schema.ts';
import { linksOf, makeLink, MOST_LINKS, openLink, revokeLink } from './links.server.ts';
import { DAY } from '../model/moments.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let jobId: string;
const door = () => openDoor(database.db, () => {});

beforeAll(async () => {
	here = await aWorkshop(database.db);
	jobId = (await done(door(), booking({}, Date.now()), here.lin)).jobId;
});

const make = () =>
	makeLink(database.db, { workshopId: here.id, jobId, createdBy: here.lin.actor.id }, Date.now());
const opens = (token: string, at = Date.now()) => openLink(database.db, token, at);

describe('a link', () => {
	test('[LINK1] has a token of 32 random bytes, of which the database keeps the hash only', async () => {
		const [one, two] = [await make(), await make()];
		expect(Buffer.from(one.token, 'base64url')).toHaveLength(32);
		expect(one.token).not.toBe(two.token);
		const [row] = await database.db.select().from(links).where(eq(links.id, one.id));
		expect(JSON.stringify(row)).not.toContain(one.token);
		expect(row!.tokenHash).toMatch(/^[0-9a-f]{64}$/);
		expect(await opens(one.token)).toMatchObject({ id: one.id, jobId, workshopId: here.id });
		expect(JSON.stringify(await opens(one.token))).not.toContain(row!.tokenHash);
	});

	test('[LINK2] unknown or revoked opens nothing, alike; it is revoked once, by its own workshop', async () => {
		const { id, token } = await make();
		const there = await aWorkshop(database.db);
		expect(await opens(token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBeNull();
		expect(await revokeLink(database.db, there.id, id, Date.now())).toBe(false);
		expect(await opens(token)).not.toBeNull();
		expect(await revokeLink(database.db, here.id, id, Date.now())).toBe(true);
		expect(await revokeLink(database.db, here.id, id, Date.now())).toBe(false);
		expect(await opens(token)).toBeNull();
		expect((await linksOf(database.db, here.id, jobId)).map((link) => link.id)).not.toContain(id);
	});

	test('[LINK4] is the oldest of more than twenty of a job, and ends', async () => {
		const { jobId } = await done(door(), booking({}, Date.now()), here.lin);
		const link = { workshopId: here.id, jobId, createdBy: null };
		const made = [];
		for (let at = 0; at < MOST_LINKS + 2; at++) made.push(await makeLink(database.db, link, Date.now() + at));
		const open = await Promise.all(made.map(({ token }) => opens(token)));
		expect(open.map((each) => each !== null)).toEqual(made.map((_, at) => at >= 2));
		expect(await linksOf(database.db, here.id, jobId)).toHaveLength(MOST_LINKS);
	});

	test('[LINK3] ends 7 days after the job was cancelled or the car handed over', async () => {
		const customer = await make();
		const later = Date.now() + 365 * DAY;
		expect(await opens(customer.token, later)).not.toBeNull();
		await done(door(), onJob(jobId, 1, { type: 'cancel', reason: '改期' }), here.lin);
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		const closedAt = row!.closedAt!;
		expect(await opens(customer.token, closedAt + 7 * DAY)).not.toBeNull();
		expect(await opens(customer.token, closedAt + 7 * DAY + 1)).toBeNull();
	});
});
