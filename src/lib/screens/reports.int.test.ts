import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop } from '../commands/door.testing.ts';
import { screens } from '../database/schema.ts';
import type { Mark } from '../sync/protocol.ts';
import { openReports, type Reports } from './reports.server.ts';
import type { ScreenReport } from '../model/screen-report.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen } from './screens.server.ts';

const database = freshDatabase();
const SECOND = 1_000;
const start = 1_800_000_000_000;
const epoch = '0d9f6c1a-58bb-4f63-9e0a-6d1f4a6e2b11';
const usual: ScreenReport = {
	...{ build: 'b', epoch, revision: 7, width: 1920, height: 1080, sound: 'none' },
	browser: 'Chromium 76'
};

const failures: unknown[] = [];
let reports: Reports;
let id: string;

beforeEach(async () => {
	const workshop = await aWorkshop(database.db);
	({ id } = await makeScreen(database.db, workshop.id, { ...usualSettings, name: 'wall' }, start));
	reports = openReports(database.db, (error) => failures.push(error));
});

const told = (revision: number): Mark => ({ epoch, revision });

/** What stands in the database after the screen said something so many milliseconds after the start. */
async function says(at: number, more: Partial<ScreenReport> = {}, mark: Mark | null = told(7)) {
	reports.take(id, { ...usual, ...more }, mark, start + at);
	await reports.write();
	const [row] = await database.db.select().from(screens).where(eq(screens.id, id));
	const { heardAt, behindSince, report } = row!;
	const since = behindSince && behindSince - start;
	return { heard: heardAt! - start, behind: since, revision: report!.revision, width: report!.width };
}

describe('[SCR5] what a screen says', () => {
	test('is written down at every second pulse, also when that comes a little early', async () => {
		const heard: number[] = [];
		for (const at of [0, 4_996, 9_991, 14_998, 19_994, 24_990, 29_993]) heard.push((await says(at)).heard);
		expect(heard).toEqual([0, 0, 9_991, 9_991, 19_994, 19_994, 29_993]);
	});

	test('waits for that where only the revision moved', async () => {
		await says(0);
		expect(await says(5 * SECOND, { revision: 8 }, told(8))).toMatchObject({ heard: 0, revision: 7 });
		expect(await says(10 * SECOND, { revision: 9 }, told(9))).toMatchObject({ heard: 10_000, revision: 9 });
	});

	test('is written down at once where anything else changed', async () => {
		await says(0);
		expect(await says(SECOND, { width: 1280 })).toMatchObject({ heard: 1_000, width: 1280 });
		expect((await says(2 * SECOND, { width: 1280, sound: 'blocked' })).heard).toBe(2_000);
		expect((await says(3 * SECOND, { width: 1280, sound: 'blocked', build: 'c' })).heard).toBe(3_000);
		expect((await says(4 * SECOND, { width: 1280, sound: 'blocked', build: 'c' })).heard).toBe(3_000);
	});
});

describe('[SCR5] a screen is behind', () => {
	test('not by what it was told since it last spoke', async () => {
		expect((await says(0, { revision: 3 }, told(7))).behind).toBeNull();
		expect((await says(5 * SECOND, { revision: 7 }, told(9))).behind).toBeNull();
		expect((await says(10 * SECOND, { revision: 9 }, told(12))).behind).toBeNull();
	});

	test('since it told of less than it had been told the time before, until it caught up', async () => {
		await says(0, { revision: 7 }, told(9));
		expect((await says(5 * SECOND, { revision: 8 }, told(9))).behind).toBe(5_000);
		expect((await says(10 * SECOND, { revision: 8 }, told(9))).behind).toBe(5_000);
		expect((await says(15 * SECOND, { revision: 9 }, told(9))).behind).toBeNull();
		expect((await says(20 * SECOND, { revision: 8 }, told(9))).behind).toBe(20_000);
	});

	test('when what it paints is of another line of revisions, however far that was', async () => {
		const before = { epoch: '8c2a3f0e-7f4d-4b8a-9a55-2f1d3f6f9d10', revision: 900 };
		await says(0, before);
		expect((await says(5 * SECOND, before)).behind).toBe(5_000);
	});

	test('not where nothing was told yet, nor because another is', async () => {
		await says(0, { revision: 3 }, null);
		expect((await says(5 * SECOND, { revision: 3 }, told(7))).behind).toBeNull();
		expect((await says(10 * SECOND, { revision: 3 }, told(7))).behind).toBe(10_000);
		const workshop = await aWorkshop(database.db);
		({ id } = await makeScreen(database.db, workshop.id, { ...usualSettings, name: 'other' }, start));
		expect((await says(15 * SECOND, { revision: 3 }, told(7))).behind).toBeNull();
	});
});

describe('[SCR5] what many screens say', () => {
	test('is written together, each in its own row', async () => {
		const workshop = await aWorkshop(database.db);
		const many = await Promise.all(
			[0, 1, 2].map((n) =>
				makeScreen(database.db, workshop.id, { ...usualSettings, name: `wall ${n}` }, start)
			)
		);
		many.forEach((screen, n) => reports.take(screen.id, { ...usual, width: 1_000 + n }, told(7), start + n));
		await reports.write();
		for (const [n, screen] of many.entries()) {
			const [row] = await database.db.select().from(screens).where(eq(screens.id, screen.id));
			expect(row).toMatchObject({ heardAt: start + n, behindSince: null, report: { width: 1_000 + n } });
		}
		const writers = await database.sql`
			select distinct xmin::text from screens where workshop_id = ${workshop.id}`;
		expect(writers).toHaveLength(1);
	});

	test('is written by itself within a second', async () => {
		reports.take(id, usual, told(7), start);
		const heardAt = async () =>
			(await database.db.select().from(screens).where(eq(screens.id, id)))[0]!.heardAt;
		await expect.poll(heardAt, { timeout: 5_000 }).toBe(start);
	});

	test('is written with their next word where it failed, and that is said once', async () => {
		await database.sql`alter table screens rename to screens_away`;
		reports.take(id, usual, told(7), start);
		reports.take(uuidv7(), usual, told(7), start);
		await reports.write();
		await database.sql`alter table screens_away rename to screens`;
		expect(failures.splice(0)).toHaveLength(1);
		expect((await says(SECOND)).heard).toBe(1_000);
		expect(failures).toEqual([]);
	});
});
