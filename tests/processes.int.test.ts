import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect as dialTcp, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openScreen, type Screen } from '../scripts/live/screen.ts';
import { signIn } from '../scripts/live/sign-in.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import { booking } from '../src/lib/door/door.testing.ts';
import type { BoardCard } from '../src/lib/feeds/board.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/server/database.ts';
import { type CreatedWorkshop, createWorkshop } from '../src/lib/workshop/create-workshop.server.ts';
import { ask as askAt, type Asked } from './access/ask.ts';
import { type DebianPostgres, startDebianPostgres } from './debian-postgres.ts';
import { runScript } from './process.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { startServer, type TestServer } from './server.ts';

/* Three processes on one PostgreSQL and one Redis, as behind a load balancer that knows nothing of either. */

vi.setConfig({ testTimeout: 60_000 });

const password = 'seven blue herons';
const lounge = {
	...{ name: 'Lounge', kind: 'lounge', layout: 'promise', inches: '55', metres: '5' },
	...{ mounting: 'landscape', language: '', sound: 'none' }
};
const secret = 'processes-share-this-secret-of-theirs';

let folder: string;
let debian: DebianPostgres;
let redis: TestRedis;
let env: Record<string, string>;
let servers: TestServer[];
let balancer: Server;
let database: OpenDatabase;
let one: CreatedWorkshop;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kanche-processes-'));
	await Promise.all(['a', 'b', 'c', 'other'].map((name) => mkdir(join(folder, name))));
	[debian, redis] = await Promise.all([startDebianPostgres(), startRedis()]);
	env = { DATABASE_URL: await debian.database('kanche'), REDIS_URL: redis.url, AUTH_SECRET: secret };
	// All at once, on a database that has no table yet.
	servers = await Promise.all(
		['a', 'b', 'c'].map((name) => startServer({ dataDir: join(folder, name), env }))
	);
	balancer = await startBalancer(servers.map(({ port }) => port));
	database = await openDatabase({ dataDir: folder, databaseUrl: env.DATABASE_URL }, { max: 2 });
	one = await createWorkshop(
		database.db,
		{ slug: 'one', name: 'Workshop one', language: 'en', timeZone: 'Asia/Shanghai' },
		{ name: '王强', username: 'owner', password },
		Date.now()
	);
}, 180_000);

afterAll(async () => {
	balancer?.close();
	await database?.close();
	for (const server of servers ?? []) await server.remove();
	await redis?.stop();
	await debian?.remove();
	await rm(folder, { recursive: true });
});

/** Hands each connection to the next one of `ports`, whoever it comes from, and passes on bytes. */
async function startBalancer(ports: number[]): Promise<Server> {
	let next = 0;
	const server = createServer((from) => {
		const to = dialTcp(ports[next++ % ports.length]!, '127.0.0.1');
		from.pipe(to).pipe(from);
		for (const [end, other] of [
			[from, to],
			[to, from]
		] as const) {
			end.on('error', () => other.destroy());
			end.on('close', () => other.destroy());
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return server;
}

const balanced = () => `http://localhost:${(balancer.address() as AddressInfo).port}`;
const get = (at: number, path: string, cookie = '') =>
	askAt({ server: servers[at]! }, 'GET', path, { cookie });
const post = (at: number, path: string, form: Record<string, string>, more: Asked = {}) =>
	askAt({ server: servers[at]! }, 'POST', path, { form, ...more });
const session = (at: number, username = 'owner') => signIn(servers[at]!.url, username, password);

test('[RUN1] of processes that start at once on an empty database one makes its tables', async () => {
	const rows = await database.sql`select hash from drizzle.__drizzle_migrations`;
	expect(new Set(rows.map(({ hash }) => hash as string)).size).toBe(rows.length);
	for (const server of servers) expect(server.output()).toBe('');
});

test('[RUN2] a change made through any is on the screens of all', async () => {
	const cookie = await session(0);
	const boards: Screen<BoardCard, unknown>[] = [];
	try {
		for (let each = 0; each < 6; each++) {
			boards.push(await openScreen({ url: balanced(), cookie, handshake: { workshop: 'one' } }));
		}
		const book = booking({}, Date.now());
		const { jobId } = book;
		const sent = [book, { type: 'note', text: 'a' }, { type: 'note', text: 'b' }];
		for (const [index, command] of sent.entries()) {
			const expected = index === 0 ? {} : { expect: index };
			// Each through another process than the one before.
			const reply = await boards[index]!.send({ id: randomUUID(), jobId, ...expected, ...command });
			expect(reply).toMatchObject({ ok: true, version: index + 1 });
			const begun = performance.now();
			const versions = () => boards.map((board) => board.replica()!.cards.get(jobId)?.version);
			await expect.poll(versions, { timeout: 5_000, interval: 5 }).toEqual(boards.map(() => index + 1));
			// By Redis: without it the others would look once a second.
			expect(performance.now() - begun).toBeLessThan(900);
		}
	} finally {
		for (const board of boards) board.close();
	}
});

test('[RUN3] limits are counted by all together', async () => {
	const wrong = (at: number) => post(at, '/sign-in', { username: 'nobody', password: 'wrong wrong wrong' });
	const answers: number[] = [];
	for (let attempt = 0; attempt < 7; attempt++) answers.push((await wrong(attempt % 3)).status);
	expect(answers).toEqual([400, 400, 400, 400, 400, 429, 429]);

	const cookie = await session(0);
	const codes: number[] = [];
	for (let guess = 0; guess < 12; guess++) {
		const form = { ...lounge, code: '00000000' };
		codes.push((await post(guess % 3, '/w/one/screens/pair', form, { cookie })).status);
	}
	expect(codes).toEqual([...Array<number>(10).fill(400), 429, 429]);
});

test('[RUN3] a television shows one’s code, another pairs it, the third lets it in and puts it out', async () => {
	await database.sql`delete from limits`;
	const cookie = await session(1);
	const first = await get(0, '/tv');
	const device = first.headers
		.getSetCookie()
		.find((each) => each.startsWith('kanche.screen='))!
		.split(';')[0]!;
	const code = /data-testid="code">(\d{4}) (\d{4})</.exec(first.text)!.slice(1).join('');
	const form = { ...lounge, code };
	expect((await post(1, '/w/one/screens/pair', form, { cookie })).status).toBe(303);
	expect(JSON.parse((await get(2, '/tv/paired', device)).text)).toEqual({ waiting: false });
	const opened = await get(2, '/tv', device);
	const token = /\/display\/([\w-]{43})/.exec(opened.to!)![1]!;
	const wall = await openScreen({ url: servers[2]!.url, handshake: { token } });
	try {
		const [screen] = await database.sql<{ id: string }[]>`select id from screens where name = 'Lounge'`;
		const revoked = await post(0, `/w/one/screens/${screen!.id}?/revoke`, { id: screen!.id }, { cookie });
		expect([200, 303]).toContain(revoked.status);
		await expect(openScreen({ url: servers[1]!.url, handshake: { token } })).rejects.toThrow('denied');
		// The one that was open at the third hears no more.
		const heard = wall.heardAt();
		await expect.poll(async () => (await get(2, `/display/${token}/lounge`)).status).toBe(404);
		await new Promise((resolve) => setTimeout(resolve, 6_000));
		expect(wall.heardAt() - heard).toBeLessThan(2_000);
	} finally {
		wall.close();
	}
});

test('[RUN3] whoever is locked out at one is nobody at all others', async () => {
	const account = { username: 'lin', password };
	const id = await addPerson(database.db, one.id, { name: '林晓', roles: ['foreman'], account }, Date.now());
	const [owner, lin] = [await session(0), await session(1, 'lin')];
	expect((await get(2, '/w/one/board', lin)).status).toBe(200);
	const form = { id, active: 'no' };
	expect((await post(0, '/w/one/settings/people?/activate', form, { cookie: owner })).status).toBeLessThan(
		400
	);
	for (const at of [1, 2]) expect((await get(at, '/w/one/board', lin)).status).not.toBe(200);
});

test('[RUN4] a server with another secret does not start, and says what to do; a lost one can be replaced', async () => {
	const other = { ...env, AUTH_SECRET: 'another-secret-than-theirs-and-as-long' };
	const dataDir = join(folder, 'other');
	await expect(startServer({ dataDir, env: other })).rejects.toThrow(
		/belongs to another secret.*AUTH_SECRET/
	);
	const script = fileURLToPath(new URL('../scripts/new-secret.ts', import.meta.url));
	for (const server of servers) await server.stop();
	expect(await runScript(script, [], { cwd: folder, env: { ...other, DATA_DIR: dataDir } })).toMatchObject({
		code: 0
	});
	const server = await startServer({ dataDir, env: other });
	try {
		const cookie = await signIn(server.url, 'owner', password);
		expect((await askAt({ server }, 'GET', '/w/one/board', { cookie })).status).toBe(200);
		await expect(servers[0]!.start()).rejects.toThrow('belongs to another secret');
	} finally {
		await server.remove();
	}
});
