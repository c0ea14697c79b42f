import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { startRedis, type TestRedis } from '../../../tests/redis.ts';
import { operator } from '../audit/record.server.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { makeLink } from '../progress-links/links.server.ts';
import type { PaintedReport } from '../model/screen-report.ts';
import { type ScreenSettings, usualSettings } from '../model/screen.ts';
import { askReload, changeScreen, makeScreen, openScreen } from '../screens/screens.server.ts';
import { screens } from '../database/schema.ts';
import { type ClientSocket, dial, type LiveServer, outcome, signIn, startLive } from './live.testing.ts';
import type { Mark, Orders } from './protocol.ts';

/* What a desk wants of its screens, and what they tell of themselves, over sockets. */

const database = freshDatabase();
let redis: TestRedis;
let here: WorkshopForTest;
const sockets: ClientSocket[] = [];

beforeAll(async () => {
	redis = await startRedis();
	here = await aWorkshop(database.db, 'here');
});
afterAll(() => redis?.stop());

const wall = { ...usualSettings, name: 'wall' };
const make = (settings: Partial<ScreenSettings> = {}, now = Date.now()) =>
	makeScreen(database.db, here.id, { ...wall, ...settings }, now);

interface Opened {
	socket: ClientSocket;
	/** All that it was told, in order. */
	orders: Orders[];
	ends: string[];
}

async function open(server: LiveServer, auth: object, cookie?: string): Promise<Opened> {
	const socket = dial(server.url, auth, { cookie });
	sockets.push(socket);
	const told: Opened = { socket, orders: [], ends: [] };
	socket.on('orders', (orders) => told.orders.push(orders));
	socket.on('disconnect', (reason) => told.ends.push(reason));
	expect(await outcome(socket)).toBe('connect');
	expect(await socket.emitWithAck('join', { since: null })).toMatchObject({ ok: true });
	return told;
}

const hangUp = () => sockets.splice(0).forEach((socket) => void socket.disconnect());

/** Milliseconds that a process may take to hear of it, and some for a busy machine. */
const ways = [
	['that Redis reaches', true, 900],
	['without Redis', false, 2_500]
] as const;

describe.each(ways)('[SCR4] [SCR6] a screen at a process %s', (_, isReached, patience) => {
	let servers: [LiveServer, LiveServer];

	beforeAll(async () => {
		const redisUrl = isReached ? redis.url : undefined;
		servers = [await startLive(database.db, { redisUrl }), await startLive(database.db, { redisUrl })];
	});
	afterAll(async () => {
		hangUp();
		for (const server of servers) await server.close();
	});

	test('is told when it connects, and at once what is changed at another process', async () => {
		const { id, token } = await make({}, 1_000);
		const far = await open(servers[1], { token });
		await expect.poll(() => far.orders).toEqual([{ kind: 'wall', changedAt: 1_000, reloadAskedAt: null }]);

		await changeScreen(database.db, here.id, operator, id, { ...wall, inches: 65 }, 2_000);
		servers[0].live.look(here.id);
		const second = { kind: 'wall', changedAt: 2_000, reloadAskedAt: null };
		await expect.poll(() => far.orders[1], { timeout: patience }).toEqual(second);

		await askReload(database.db, here.id, id, 3_000);
		servers[0].live.look(here.id);
		const third = { kind: 'wall', changedAt: 2_000, reloadAskedAt: 3_000 };
		await expect.poll(() => far.orders[2], { timeout: patience }).toEqual(third);
		expect(far.ends).toEqual([]);
	});

	test('is told nothing where nothing changed for it', async () => {
		const [one, other] = [await make(), await make()];
		const far = await open(servers[1], { token: one.token });
		const told = await open(servers[1], { token: other.token });
		await askReload(database.db, here.id, other.id, 3_000);
		servers[0].live.look(here.id);
		await expect.poll(() => told.orders.length, { timeout: patience }).toBe(2);
		expect(far.orders).toHaveLength(1);
		expect(far.ends).toEqual([]);
	});

	test('that became another kind is told, and comes back with the cars of that', async () => {
		const { id, token } = await make();
		const far = await open(servers[1], { token });
		await changeScreen(database.db, here.id, operator, id, { ...wall, kind: 'lounge' }, 4_000);
		servers[0].live.look(here.id);
		await expect.poll(() => far.ends, { timeout: patience }).toEqual(['io server disconnect']);
		expect(far.orders.at(-1)).toMatchObject({ kind: 'lounge', changedAt: 4_000 });
		far.socket.connect();
		expect(await outcome(far.socket)).toBe('connect');
		const reply = await far.socket.emitWithAck('join', { since: null });
		expect(reply).toMatchObject({ ok: true, snapshot: { meta: { steps: expect.anything() as unknown } } });
	});

	test('whose page is of the kind that it was, is shown nothing', async () => {
		const { token } = await make({ kind: 'lounge' });
		const socket = dial(servers[1].url, { token, kind: 'wall' });
		sockets.push(socket);
		const told: Orders[] = [];
		socket.on('orders', (orders) => told.push(orders));
		expect(await outcome(socket)).toBe('connect');
		await expect.poll(() => told[0]).toMatchObject({ kind: 'lounge' });
		const reply = await socket.emitWithAck('join', { since: null });
		expect(reply).toEqual({ ok: false, code: 'unavailable' });
	});
});

describe('[SCR5] what a screen tells', () => {
	let server: LiveServer;
	beforeAll(async () => {
		server = await startLive(database.db);
	});
	afterAll(async () => {
		hangUp();
		await server.close();
	});

	const report = (mark: Mark, more: Partial<PaintedReport> = {}): PaintedReport => ({
		...{ build: 'build-1', epoch: mark.epoch, revision: mark.revision, width: 1920, height: 1080 },
		...{ sound: 'ready', ...more }
	});

	async function joined({ socket }: Opened): Promise<Mark> {
		const reply = await socket.emitWithAck('join', { since: null });
		if (!reply.ok || !('snapshot' in reply)) throw new Error('no snapshot');
		return { epoch: reply.snapshot.epoch, revision: reply.snapshot.revision };
	}

	const rowOf = async (id: string) =>
		(await database.db.select().from(screens).where(eq(screens.id, id)))[0]!;
	const heard = async () =>
		(await database.db.select({ id: screens.id, at: screens.heardAt }).from(screens))
			.filter(({ at }) => at !== null)
			.map(({ id }) => id);

	test('stands in its row, with what its browser calls itself and when', async () => {
		const { id, token } = await make();
		const screen = await open(server, { token });
		const mark = await joined(screen);
		const before = Date.now();
		screen.socket.emit('painted', report(mark));
		await expect.poll(async () => (await rowOf(id)).report).toEqual({ ...report(mark), browser: '' });
		const { heardAt, behindSince } = await rowOf(id);
		expect(heardAt).toBeGreaterThanOrEqual(before);
		expect(heardAt).toBeLessThanOrEqual(Date.now());
		expect(behindSince).toBeNull();
		expect((await openScreen(database.db, token))?.changedAt).toBeLessThanOrEqual(before);
	});

	test('less than it was told the time before: it is behind, until it catches up', async () => {
		const { id, token } = await make();
		const screen = await open(server, { token });
		const mark = await joined(screen);
		await done(server.live.door, booking({}, Date.now()), here.lin);
		const next = await joined(screen);
		expect(next.revision).toBeGreaterThan(mark.revision);
		const tell = async (of: Mark, width: number) => {
			screen.socket.emit('painted', report(of, { width }));
			await expect.poll(async () => (await rowOf(id)).report?.width).toBe(width);
			return (await rowOf(id)).behindSince;
		};
		expect(await tell(mark, 1)).toBeNull();
		const since = await tell(mark, 2);
		expect(since).not.toBeNull();
		expect(await tell(mark, 3)).toBe(since);
		expect(await tell(next, 4)).toBeNull();
	});

	test('is heard from screens alone, and only as it should be said', async () => {
		const { token } = await make();
		const screen = await open(server, { token });
		const mark = await joined(screen);
		const { jobId } = await done(server.live.door, booking({}, Date.now()), here.lin);
		const link = await makeLink(database.db, { workshopId: here.id, jobId, createdBy: null }, Date.now());
		const customer = await open(server, { token: link.token });
		const member = await open(server, { workshop: 'here' }, await signIn(database.db, here.lin.actor.id!));
		const before = await heard();
		for (const { socket } of [customer, member]) socket.emit('painted', report(mark));
		const bad = [
			...[null, 'x', [], {}, report(mark, { revision: -1 }), report(mark, { width: 0.5 })],
			...[report(mark, { build: 'x'.repeat(61) }), { ...report(mark), screen: 'another' }],
			...[report(mark, { sound: 'loud' as never }), report(mark, { epoch: 'x' })]
		];
		for (const each of bad) screen.socket.emit('painted', each as PaintedReport);
		// What was sent before these was heard before them.
		for (const { socket } of [customer, member, screen]) await socket.emitWithAck('join', { since: null });
		expect(await heard()).toEqual(before);
		expect(server.warnings).toEqual([]);
	});
});
