import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { type Door, openDoor } from '../commands/perform.server.ts';
import { addBay } from '../settings/bays.server.ts';
import { operator } from '../audit/record.server.ts';
import { machineClock } from './clock.ts';
import { type Lines, linesIn } from './read-workshop.server.ts';
import { pack } from './pack.server.ts';
import { readSnapshot } from './read-feed.server.ts';
import { Snapshots } from './snapshots.server.ts';
import { unpack } from './unpack.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let door: Door;
let reads: number;
let snapshots: Snapshots;
let lines: Lines;

const board = () => ({ feed: 'board' as const, workshopId: here.id, jobId: null });

beforeAll(async () => {
	here = await aWorkshop(database.db);
	door = openDoor(database.db, () => {});
	for (let index = 0; index < 20; index++) await done(door, booking({}, Date.now()), here.lin);
	lines = linesIn(database.db);
	const read: Lines['read'] = (...asked) => {
		reads++;
		return lines.read(...asked);
	};
	snapshots = new Snapshots({ ...lines, read }, machineClock);
});

describe('[SYNC13] whole feeds', () => {
	test('are read once for all who ask in the same revision', async () => {
		reads = 0;
		const [first, ...others] = await Promise.all(Array.from({ length: 200 }, () => snapshots.read(board())));
		expect(others.every((each) => each === first)).toBe(true);
		expect(await snapshots.read(board())).toBe(first);
		expect(reads).toBe(1);
		expect(first).toEqual(await readSnapshot(lines, board()));
	});

	test('are read anew once a command, or the settings, changed', async () => {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		expect((await snapshots.read(board())).cards.some(({ id }) => id === jobId)).toBe(true);
		await addBay(database.db, here.id, operator, 'Paint box');
		expect(JSON.stringify((await snapshots.read(board())).meta)).toContain('Paint box');
	});

	test('[SYNC1] hold all that was committed before they were asked for, also while another is read', async () => {
		const { jobId } = await done(door, booking({}, Date.now()), here.lin);
		for (let version = 1; version < 20; version++) {
			const early = snapshots.read(board());
			await done(door, onJob(jobId, version, { type: 'note', text: '看' }), here.lin);
			const { cards } = await snapshots.read(board());
			expect(cards.find(({ id }) => id === jobId)).toMatchObject({ version: version + 1 });
			await early;
		}
	});

	test('travel packed, once for all, and come out as they were', async () => {
		const whole = await snapshots.read(board());
		const [packed, again] = await Promise.all([pack(whole), pack(whole)]);
		expect(again).toBe(packed);
		const reply = { ok: true as const, now: 1, build: 'b', arrivedAt: 2, packed };
		expect(unpack(reply)).toEqual({ ok: true, now: 1, build: 'b', arrivedAt: 2, snapshot: whole });
		expect(packed.length).toBeLessThan(JSON.stringify(whole).length / 4);
	});
});
