import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { auditEntries, events } from '../database/schema.ts';
import { operator, record, type Who } from './record.server.ts';
import { type Cursor, type Deed, readAudit } from './read-audit.server.ts';
import { eq } from 'drizzle-orm';

const database = freshDatabase();
let here: WorkshopForTest;
let there: WorkshopForTest;
let lin: Who;

beforeAll(async () => {
	const { db } = database;
	[here, there] = [await aWorkshop(db, 'here'), await aWorkshop(db, 'there')];
	lin = here.lin;
	const door = openDoor(db, () => {});
	for (let car = 0; car < 7; car++) {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		await record(db, here.id, operator, { type: 'pinSet', personId: here.lin.actor.id! });
		await done(door, onJob(jobId, 1, { type: 'note', text: 'n' }), here.zhou);
	}
	await done(door, booking({}, Date.now()), there.lin);
	await record(db, there.id, operator, { type: 'pinSet', personId: there.lin.actor.id! });
});

/** All pages of a size, one behind the other. */
async function allOf(size: number, personId: string | null = null, workshopId = here.id): Promise<Deed[]> {
	const deeds: Deed[] = [];
	let from: Cursor | null = null;
	do {
		const page = await readAudit(database.db, workshopId, { from, personId, size });
		expect(page.deeds.length).toBeLessThanOrEqual(size + 2);
		deeds.push(...page.deeds);
		from = page.next;
	} while (from);
	return deeds;
}

describe('[AUD2] the audit', () => {
	test.each([1, 2, 3, 5, 100])('has everything once, the latest first, in pages of %i', async (size) => {
		const deeds = await allOf(size);
		const [eventRows, entryRows] = [
			await database.db.select().from(events).where(eq(events.workshopId, here.id)),
			await database.db.select().from(auditEntries).where(eq(auditEntries.workshopId, here.id))
		];
		expect(deeds).toHaveLength(eventRows.length + entryRows.length);
		expect(new Set(deeds.map(({ key }) => key)).size).toBe(deeds.length);
		expect(entryRows.length).toBeGreaterThanOrEqual(7);
		const times = deeds.map(({ at }) => at);
		expect(times).toEqual([...times].sort((a, b) => b - a));
	});

	test.each([1, 2, 3, 7])('has everything once where clocks differed, in pages of %i', async (size) => {
		const { db } = database;
		const skewed = await aWorkshop(db);
		const now = Date.now();
		// As processes whose clocks differed by hours wrote it.
		const hours = [0, 3, -2, 3, 0, -5, 1];
		for (const [index, hour] of hours.entries()) {
			const past = openDoor(
				db,
				() => {},
				() => now + hour * 3_600_000 + index
			);
			await done(past, booking({}, now), skewed.lin);
			await record(db, skewed.id, operator, { type: 'pinSet', personId: 'x' }, now - hour * 3_600_000);
		}
		const revisions = await db.select().from(events).where(eq(events.workshopId, skewed.id));
		const deeds = await allOf(size, null, skewed.id);
		expect(new Set(deeds.map(({ key }) => key)).size).toBe(deeds.length);
		expect(deeds).toHaveLength(revisions.length + hours.length);
		const order = deeds.filter(({ of }) => of === 'job').map(({ key }) => Number(key.split('.')[0]));
		expect(order).toEqual([...order].sort((a, b) => b - a));
	});

	test('of one person has what that person did', async () => {
		const deeds = await allOf(4, here.zhou.actor.id);
		expect(deeds).toHaveLength(7);
		for (const deed of deeds) expect(deed).toMatchObject({ of: 'job', event: { type: 'noted' } });
	});
});

describe('[AUD1] entries', () => {
	test('say who, when, from which screen, and cannot be changed or removed', async () => {
		const at = Date.now() - 1000;
		await record(database.db, here.id, lin, { type: 'pinSet', personId: 'x' }, at);
		const { deeds } = await readAudit(database.db, here.id, { from: null, personId: null });
		expect(deeds).toContainEqual(expect.objectContaining({ ...{ at, screen: 'board', actor: lin.actor } }));
		await expect(database.sql`update audit_entries set screen = 'other'`).rejects.toThrow('append-only');
		await expect(database.sql`delete from audit_entries`).rejects.toThrow('append-only');
		await expect(database.sql`update events set screen = 'other'`).rejects.toThrow('append-only');
		await expect(database.sql`delete from events`).rejects.toThrow('append-only');
	});
});
