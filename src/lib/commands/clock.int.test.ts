import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { events } from '../database/schema.ts';
import { databaseClock } from './clock.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from './door.testing.ts';
import { openDoor } from './perform.server.ts';
import { HOUR } from '../model/moments.ts';

const database = freshDatabase();
let here: WorkshopForTest;

beforeEach(async () => void (here = await aWorkshop(database.db)));
afterEach(() => void vi.restoreAllMocks());

/** This process's clock, so many hours off. */
function setClock(hours: number): void {
	vi.restoreAllMocks();
	const real = Date.now.bind(Date);
	vi.spyOn(Date, 'now').mockImplementation(() => real() + hours * HOUR);
}

const timesOf = async () =>
	(
		await database.db
			.select({ at: events.at })
			.from(events)
			.where(eq(events.workshopId, here.id))
			.orderBy(asc(events.revision), asc(events.ordinal))
	).map(({ at }) => at);

const note = (jobId: string, expected: number) => onJob(jobId, expected, { type: 'note', text: '看' });
const ascending = (times: number[]) => [...times].sort((a, b) => a - b);

describe('[CMD7] the times of events', () => {
	test("ascend with the revisions, and are the database's, though the clocks of two processes differ", async () => {
		const begun = Date.now();
		const [ahead, behind] = [openDoor(database.db, () => {}), openDoor(database.db, () => {})];
		setClock(2);
		const { jobId } = await done(ahead, booking(), here.lin);
		for (let version = 1; version < 20; version += 2) {
			setClock(2);
			await done(ahead, note(jobId, version), here.lin);
			setClock(-2);
			await done(behind, note(jobId, version + 1), here.lin);
		}
		vi.restoreAllMocks();
		const times = await timesOf();
		expect(times).toHaveLength(21);
		expect(times).toEqual(ascending(times));
		expect(times[0]).toBeGreaterThanOrEqual(begun - 1000);
		expect(times.at(-1)).toBeLessThan(Date.now() + 1000);
	});

	test('ascend with the revisions though the clock of the only process is set back', async () => {
		const door = openDoor(database.db, () => {});
		const { jobId } = await done(door, booking(), here.lin);
		for (const [index, hours] of [0, 0, 2, 2, -3, -3, 0].entries()) {
			setClock(hours);
			await done(door, note(jobId, index + 1), here.lin);
		}
		vi.restoreAllMocks();
		const times = await timesOf();
		expect(times).toEqual(ascending(times));
		expect(times.at(-1)).toBeLessThan(Date.now() + 1000);
	});

	test("do not go back where the last one lies ahead of the database's clock", async () => {
		const seeded = openDoor(
			database.db,
			() => {},
			() => Date.now() + HOUR
		);
		const { jobId } = await done(seeded, booking(), here.lin);
		const door = openDoor(database.db, () => {});
		for (const version of [1, 2, 3]) await done(door, note(jobId, version), here.lin);
		const times = await timesOf();
		expect(times).toEqual(ascending(times));
	});
});

describe("the database's clock", () => {
	test('is not known before the database was heard', () => expect(databaseClock().now()).toBeNull());

	test('stays within what the answers allow', () => {
		const clock = databaseClock();
		const wall = Date.now();
		vi.spyOn(Date, 'now').mockImplementation(() => wall);
		clock.hear(wall + 5_000, wall - 100);
		expect(clock.now()).toBe(wall + 5_000);
		// An answer that took long tells less, and is within what is known.
		clock.hear(wall + 4_000, wall - 3_000);
		expect(clock.now()).toBe(wall + 5_000);
		clock.hear(wall + 5_050, wall - 10);
		expect(clock.now()).toBe(wall + 5_050);
	});

	test('has to be asked where the clock of this machine was set', () => {
		const clock = databaseClock();
		clock.hear(Date.now(), Date.now());
		setClock(1);
		expect(clock.now()).toBeNull();
	});
});
