import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { hangingPostgres } from '../../../tests/hanging-postgres.ts';
import { startRedis, type TestRedis } from '../../../tests/redis.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { measureProcess } from '../observability/measure-process.server.ts';
import { openMetrics } from '../observability/metrics.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen } from '../screens/screens.server.ts';
import { connect } from '../database/database.ts';
import { LiveScreen, type LiveServer, startLive } from './live.testing.ts';
import { measureSite } from './measure-site.server.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let redis: TestRedis;
let one: LiveServer;
let two: LiveServer;
let wall: LiveScreen;

beforeAll(async () => {
	redis = await startRedis();
	here = await aWorkshop(database.db, 'here');
	[one, two] = await Promise.all([
		startLive(database.db, { redisUrl: redis.url }),
		startLive(database.db, { redisUrl: redis.url })
	]);
	for (const { metrics, live } of [one, two]) {
		measureSite(metrics, database.db, 'build-1', Promise.resolve(live));
	}
	const draft = { ...usualSettings, kind: 'wall' as const, name: 'East' };
	const { token } = await makeScreen(database.db, here.lin.workshopId, draft, Date.now());
	wall = new LiveScreen(two.url, { token, kind: 'wall' });
	await vi.waitUntil(() => wall.replica);
	await vi.waitFor(async () => expect(await figure(two, 'kanche_redis_up')).toBe(1));
});
afterEach(() => void vi.useRealTimers());
afterAll(async () => {
	wall?.close();
	await Promise.all([one?.close(), two?.close()]);
	await redis?.stop();
});

async function figure({ metrics }: Pick<LiveServer, 'metrics'>, name: string): Promise<number | undefined> {
	const lines = (await metrics.registry.metrics()).split('\n');
	const line = lines.find((each) => each.startsWith(`${name} `));
	return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

test('[OBS2] what another process did is measured from its word until it was told', async () => {
	const { revision } = await done(one.live.door, booking({}, Date.now()), here.lin);
	await vi.waitFor(() => expect(wall.replica?.revision).toBe(revision));
	const lag = 'kanche_relay_lag_seconds_count{origin="elsewhere"}';
	expect(await figure(two, lag)).toBe(1);
	expect(await figure(one, lag)).toBeUndefined();
	for (const server of [one, two])
		expect(await figure(server, 'kanche_revision{workshop="here"}')).toBe(revision);
	expect(await figure(two, 'kanche_told_revision{workshop="here"}')).toBe(revision);
	expect(await figure(one, 'kanche_told_revision{workshop="here"}')).toBeUndefined();
});

test('[OBS2] a wall is behind that shows less than it was told for 12 s', async () => {
	const behind = 'kanche_screens_behind{feed="wall"}';
	const { epoch, revision } = wall.replica!;
	const size = { width: 1920, height: 1080, sound: 'none' as const };
	const say = (painted: number) =>
		wall.socket.emit('painted', { build: 'build-1', epoch, revision: painted, ...size });
	say(revision);
	await vi.waitFor(async () =>
		expect(await figure(two, 'kanche_paired_screens{workshop="here",feed="wall",health="well"}')).toBe(1)
	);
	say(revision - 1);
	await vi.waitFor(async () => {
		const [screen] = await database.sql`select behind_since from screens`;
		expect(screen!.behind_since).not.toBeNull();
	});
	expect(await figure(two, behind)).toBe(0);
	vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12_000 });
	expect(await figure(two, behind)).toBe(1);
	expect(await figure(two, 'kanche_paired_screens{workshop="here",feed="wall",health="behind"}')).toBe(1);
	expect(await figure(one, behind)).toBe(0);
});

test('[OBS2] Redis is away, and well again', async () => {
	await redis.stop();
	await vi.waitFor(async () => expect(await figure(two, 'kanche_redis_up')).toBe(0));
	await redis.start();
	await vi.waitFor(async () => expect(await figure(two, 'kanche_redis_up')).toBe(1), { timeout: 5_000 });
});

test('[OBS2] while the database hangs who watches is answered, without what only that knows', async () => {
	const way = await hangingPostgres(database.target);
	const { db, sql, use } = connect(way.target, 2, 3_000);
	const metrics = openMetrics();
	measureProcess(metrics, { db, sql, connections: () => ({ ...use(), max: 2 }), close: async () => {} });
	measureSite(metrics, db, 'build-1', Promise.resolve(two.live));
	const answer = 'kanche_database_answer_seconds';
	expect(await figure({ metrics }, answer)).toBeGreaterThan(0);
	way.pause();
	const begin = performance.now();
	const text = await metrics.registry.metrics();
	expect(performance.now() - begin).toBeLessThan(3_000);
	expect(text).not.toMatch(new RegExp(`^(${answer}|kanche_revision\\{)`, 'm'));
	expect(text).toContain('kanche_screens{feed="wall"} 1');
	expect(use()).toEqual({ open: 2, busy: 2 });
	way.resume();
	await vi.waitFor(async () => expect(await figure({ metrics }, answer)).toBeGreaterThan(0), {
		timeout: 8_000
	});
	await sql.end({ timeout: 1 });
	await way.close();
});
