import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect as dialTcp, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { signIn } from '../scripts/live/sign-in.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/database/database.ts';
import { type CreatedWorkshop, createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { type Answer, ask, type Asked } from './access/ask.ts';
import { type DebianPostgres, startDebianPostgres } from './debian-postgres.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { startServer, type TestServer } from './server.ts';

/** Of everybody there. */
export const password = 'seven blue herons';

/** Three processes on one PostgreSQL and one Redis, with a workshop `one` and its `owner`. */
export interface ThreeProcesses {
	readonly servers: TestServer[];
	/** The settings that they share. */
	readonly env: Record<string, string>;
	/** For data folders of more processes. */
	readonly folder: string;
	readonly database: OpenDatabase;
	readonly one: CreatedWorkshop;
	/** Leads each connection to the next of the three: a load balancer that knows nothing of them. */
	readonly balanced: string;
	/** @param at which of the three */
	readonly get: (at: number, path: string, cookie?: string) => Promise<Answer>;
	readonly post: (at: number, path: string, form: Record<string, string>, more?: Asked) => Promise<Answer>;
	/** Signs in; the cookie to go on with. */
	readonly session: (at: number, username?: string) => Promise<string>;
}

/** Starts them for the test file that calls this at its top, all at once on a database that has no table yet. */
export function threeProcesses(): ThreeProcesses {
	let folder = '';
	let debian: DebianPostgres;
	let redis: TestRedis;
	let env: Record<string, string>;
	let servers: TestServer[] = [];
	let balancer: Server;
	let database: OpenDatabase;
	let one: CreatedWorkshop;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'kanche-processes-'));
		const names = ['a', 'b', 'c'];
		await Promise.all(names.map((name) => mkdir(join(folder, name))));
		[debian, redis] = await Promise.all([startDebianPostgres(), startRedis()]);
		const AUTH_SECRET = 'processes-share-this-secret-of-theirs';
		env = { DATABASE_URL: await debian.database('kanche'), REDIS_URL: redis.url, AUTH_SECRET };
		servers = await Promise.all(names.map((name) => startServer({ dataDir: join(folder, name), env })));
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
		await Promise.all(servers.map((server) => server.remove()));
		await redis?.stop();
		await debian?.remove();
		await rm(folder, { recursive: true });
	});

	return {
		get servers() {
			return servers;
		},
		get env() {
			return env;
		},
		get folder() {
			return folder;
		},
		get database() {
			return database;
		},
		get one() {
			return one;
		},
		get balanced() {
			return `http://localhost:${(balancer.address() as AddressInfo).port}`;
		},
		get: (at, path, cookie = '') => ask({ server: servers[at]! }, 'GET', path, { cookie }),
		post: (at, path, form, more = {}) => ask({ server: servers[at]! }, 'POST', path, { form, ...more }),
		session: (at, username = 'owner') => signIn(servers[at]!.url, username, password)
	};
}

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
