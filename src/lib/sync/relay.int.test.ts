import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { type Committed, openDoor } from '../commands/perform.server.ts';
import { workshops } from '../database/schema.ts';
import { machineClock } from './clock.ts';
import { type Lines, linesIn } from './read-workshop.server.ts';
import type { Change, Mark } from './protocol.ts';
import { Relay } from './relay.server.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let relay: Relay;
let told: Change[];
let resets: Mark[];
let committed: Committed[];
let lines: Lines;
const book = () =>
	done(
		openDoor(database.db, (change) => void committed.push(change)),
		booking(),
		here.lin
	);

beforeEach(async () => {
	here = await aWorkshop(database.db);
	// Only when a test says so: a slow machine takes longer for these commits than from poll to poll.
	vi.spyOn(Relay.prototype, 'poll').mockResolvedValue();
	[told, resets, committed] = [[], [], []];
	lines = linesIn(database.db);
	relay = new Relay({
		...{ clock: machineClock, lines },
		emit(_, event, message) {
			if (event === 'change') told.push(message as unknown as Change);
			if (event === 'reset') resets.push(message as Mark);
		},
		watched: (room) => room === `board:${here.id}`,
		onAccess: () => {},
		build: 'b1',
		onError: (error) => expect.unreachable(String(error))
	});
	await relay.follow({ workshopId: here.id, feed: 'board', jobId: null });
});
afterEach(() => {
	relay.close();
	vi.restoreAllMocks();
});

const spans = () => told.map(({ from, to }) => `${from}-${to}`);

test('[SYNC2] what came in the wrong order, or from another process, is told in order and once', async () => {
	for (let count = 0; count < 4; count++) await book();
	const [first, second, , fourth] = committed as [Committed, Committed, Committed, Committed];
	relay.committed(second);
	relay.committed(first);
	await vi.waitUntil(() => told.at(-1)?.to === 2);
	// The third was another process's: the database tells it before the fourth.
	relay.committed(fourth);
	await vi.waitUntil(() => told.at(-1)?.to === 4);
	expect(spans()).toEqual(['0-2', '2-4']);
	expect(told[1]!.changed).toHaveLength(2);
});

test('[SYNC2] a commit that a look at the database saw first is not told again, nor looked for without end', async () => {
	await book();
	vi.mocked(Relay.prototype.poll).mockRestore();
	await relay.poll();
	await vi.waitUntil(() => told.length === 1);
	const looks = vi.spyOn(database.db, 'transaction');
	relay.committed(committed[0]!);
	await sleep(300);
	expect(looks.mock.calls.length).toBeLessThan(2);
	expect(spans()).toEqual(['0-1']);
});

test('[SYNC12] a commit of another line, after a restored backup, is not told as the next of this one', async () => {
	await book();
	relay.committed(committed[0]!);
	await vi.waitUntil(() => told.length === 1);
	await database.db
		.update(workshops)
		.set({ epoch: randomUUID(), revision: 1 })
		.where(eq(workshops.id, here.id));
	await book();
	relay.committed(committed[1]!);
	await vi.waitUntil(() => resets.length === 1);
	expect(resets[0]).toEqual({ epoch: committed[1]!.epoch, revision: 2 });
	expect(spans()).toEqual(['0-1']);
});

test('[SYNC2] commits of the same few milliseconds travel as one', async () => {
	for (let count = 0; count < 5; count++) await book();
	committed.forEach((change) => relay.committed(change));
	await vi.waitUntil(() => told.at(-1)?.to === 5);
	expect(spans()).toEqual(['0-5']);
});

test('[SYNC13] a workshop’s line is read once for all its screens that come back at the same moment', async () => {
	const there = await aWorkshop(database.db, 'there');
	const read = vi.spyOn(lines, 'line');
	const screens = [1, 2, 3].map(() => ({ workshopId: there.id, feed: 'wall' as const, jobId: null }));
	await Promise.all(screens.map((screen) => relay.follow(screen)));
	expect(read).toHaveBeenCalledTimes(1);
	expect(relay.standing(there.id)).not.toBeNull();
});

test('a workshop whose line could not be read is read again for the next screen', async () => {
	const there = await aWorkshop(database.db, 'elsewhere');
	const screen = { workshopId: there.id, feed: 'wall' as const, jobId: null };
	vi.spyOn(lines, 'line').mockRejectedValueOnce(new Error('away'));
	await expect(relay.follow(screen)).rejects.toThrow('away');
	await relay.follow(screen);
	expect(relay.standing(there.id)).not.toBeNull();
});
