import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { type HangingPostgres, hangingPostgres } from '../../../tests/hanging-postgres.ts';
import { startRedis, type TestRedis } from '../../../tests/redis.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { connect } from '../database/database.ts';
import { dial, LiveScreen, type LiveServer, outcome, signIn, startLive } from './live.testing.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let cookie: string;

beforeAll(async () => {
	here = await aWorkshop(database.db, 'here');
	cookie = await signIn(database.db, here.lin.actor.id!);
});

const board = async (server: LiveServer): Promise<LiveScreen> => {
	const screen = new LiveScreen(server.url, { workshop: 'here' }, cookie);
	await vi.waitUntil(() => screen.replica, { timeout: 10_000 });
	return screen;
};

describe('while the database does not answer', () => {
	let way: HangingPostgres;
	let pool: postgres.Sql;
	let server: LiveServer;

	beforeAll(async () => {
		way = await hangingPostgres(database.target);
		const { db, sql } = connect(way.target, 4);
		pool = sql;
		server = await startLive(db);
	});
	afterAll(async () => {
		await server.close();
		await pool.end({ timeout: 1 });
		await way.close();
	});

	test(
		'[SYNC6] no pulse claims to be live; when it is back, screens heal by themselves',
		{ timeout: 60_000 },
		async () => {
			const screen = await board(server);
			const { jobId } = await done(server.live.door, booking({}, Date.now()), here.lin);
			await expect.poll(() => screen.pulses.length, { timeout: 8_000 }).toBeGreaterThan(0);
			way.pause();
			// The last answer holds for one pulse more.
			await sleep(6_000);
			const pulses = screen.pulses.length;
			const command = onJob(jobId, 1, { type: 'note', text: '看' });
			const send = () => screen.socket.timeout(30_000).emitWithAck('command', command);
			const sentAt = performance.now();
			const first = send();
			await sleep(6_000);
			expect(screen.pulses.length).toBe(pulses);
			expect(screen.socket.connected).toBe(true);
			// [CMD9] Told before a page gives up waiting; repeated, it is done once.
			expect(await first).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
			expect(performance.now() - sentAt).toBeLessThan(7_000);
			way.resume();
			expect(await send()).toMatchObject({ ok: true, version: 2 });
			await expect.poll(() => screen.pulses.length, { timeout: 8_000 }).toBeGreaterThan(pulses);
			await expect.poll(() => screen.replica!.cards.get(jobId)).toMatchObject({ version: 2 });
			screen.close();
		}
	);
});

describe('while the database is gone', () => {
	test('a command is unavailable, a join is tried again, and nobody new is let in', async () => {
		const { db, sql } = connect(database.target, 4);
		const server = await startLive(db);
		const screen = await board(server);
		await sql.end();
		const command = await screen.socket.emitWithAck('command', booking());
		expect(command).toEqual({ ok: false, refusal: { code: 'unavailable' }, card: null });
		expect(await screen.socket.emitWithAck('join', { since: null })).toEqual({
			ok: false,
			code: 'unavailable'
		});
		const late = dial(server.url, { workshop: 'here' }, { cookie });
		expect(await outcome(late)).toBe('unavailable');
		// What is logged names no plate, no customer.
		expect(JSON.stringify(server.warnings)).not.toMatch(/豫|赵/);
		[late, screen].forEach((each) => each.close());
		await server.close();
	});
});

describe('with Redis between two servers', () => {
	let redis: TestRedis;
	let servers: LiveServer[];
	let screen: LiveScreen;
	let jobId: string;
	let version = 1;

	beforeAll(async () => {
		redis = await startRedis();
		servers = [];
		for (let index = 0; index < 2; index++)
			servers.push(await startLive(database.db, { redisUrl: redis.url }));
		jobId = (await done(servers[0]!.live.door, booking({}, Date.now()), here.lin)).jobId;
		screen = await board(servers[1]!);
	});
	afterAll(async () => {
		// First: what fails below must not leave a Redis behind.
		await redis.stop();
		screen.close();
		await Promise.all(servers.map((server) => server.close()));
	});

	/** Milliseconds until a command done at one server is seen by a screen of the other. */
	async function delay(): Promise<number> {
		const note = onJob(jobId, version++, { type: 'note', text: '看' });
		const { revision } = await done(servers[0]!.live.door, note, here.lin);
		const begun = performance.now();
		await expect.poll(() => screen.replica!.revision, { timeout: 5_000, interval: 5 }).toBe(revision);
		return performance.now() - begun;
	}
	async function delays(count: number): Promise<number[]> {
		const measured: number[] = [];
		for (let index = 0; index < count; index++) {
			measured.push(await delay());
			await sleep(130);
		}
		return measured.sort((a, b) => a - b);
	}

	test('[SYNC7] word comes at once; with Redis killed within about a second, and at once when it is back', async () => {
		await expect.poll(async () => (await delays(5))[2], { timeout: 15_000 }).toBeLessThan(200);
		await redis.stop();
		const without = await delays(4);
		expect(without.at(-1)).toBeLessThan(2_000);
		// Polling, not word: it takes long enough to tell the two apart.
		expect(without.at(-1)).toBeGreaterThan(200);
		await redis.start();
		await expect.poll(async () => (await delays(5))[2], { timeout: 15_000 }).toBeLessThan(200);
	});

	test('[SYNC7] Redis hanging stops nobody: neither the command nor the screens', async () => {
		redis.pause();
		const { warnings } = servers[0]!;
		warnings.length = 0;
		const measured = await delays(6);
		expect(measured.at(-1)).toBeLessThan(2_000);
		await expect.poll(() => warnings, { timeout: 5_000 }).toEqual(['Redis is away; polling goes on']);
		redis.resume();
		await expect.poll(async () => (await delays(3))[1], { timeout: 15_000 }).toBeLessThan(200);
		// Once more it is a trouble of its own.
		redis.pause();
		await delay();
		await expect.poll(() => warnings.length, { timeout: 5_000 }).toBe(2);
		redis.resume();
	});

	test('[SYNC7] a server starts, serves and stops while Redis is away', async () => {
		await redis.stop();
		const alone = await startLive(database.db, { redisUrl: redis.url });
		const here_ = await board(alone);
		await done(alone.live.door, onJob(jobId, version++, { type: 'note', text: '看' }), here.lin);
		await expect.poll(() => here_.replica!.cards.get(jobId)).toMatchObject({ version });
		here_.close();
		await alone.close();
	});
});
