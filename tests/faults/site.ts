import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { connect, type Database, migrateDatabase } from '../../src/lib/database/database.ts';
import {
	type Cluster,
	ensureRunning,
	port,
	prepareCluster,
	stop
} from '../../src/lib/database/postmaster.ts';
import { onShutdown } from '../../src/lib/runtime/shutdown.ts';
import { freePort } from '../free-port.ts';
import { run, type Running } from '../process.ts';
import { startRedis, type TestRedis } from '../redis.ts';
import { Commits } from './commits.ts';
import { Link } from './link.ts';

/*
 * The whole of a site, of real parts: server processes behind a plain load balancer, one PostgreSQL, one Redis, and a
 * link that can fail between each two of them. What checks it reads the database past all links.
 */

const DATABASE = 'kanche';
/** Processes of the server. */
const PROCESSES = 3;

export interface Site {
	/** Where screens connect: the load balancer. */
	readonly url: string;
	readonly balancer: Link;
	readonly processes: Process[];
	readonly postgres: Postgres;
	readonly redis: TestRedis;
	/** Past all links. */
	readonly db: Database;
	readonly sql: postgres.Sql;
	close(): Promise<void>;
}

export interface SiteOptions {
	/** Of the tree whose build runs, and of another build's, for rolling restarts. */
	root: string;
	next: string;
	dataDir: string;
	/** For the server processes, beside what they need. */
	serverEnv?: Record<string, string>;
}

export async function openSite({ root, next, dataDir, serverEnv }: SiteOptions): Promise<Site> {
	const database = await Postgres.start(dataDir);
	const redis = await startRedis();
	const { db, sql } = connect(database.target, 4);
	const secret = randomBytes(32).toString('base64url');
	const processes = await Promise.all(
		Array.from({ length: PROCESSES }, async (_, index) => {
			const folder = join(dataDir, `process-${index}`);
			await mkdir(folder, { recursive: true });
			const toDatabase = await Link.open(() => [{ path: database.socketPath }]);
			const toRedis = await Link.open(() => [{ host: '127.0.0.1', port: Number(new URL(redis.url).port) }]);
			const env = {
				...serverEnv,
				HOST: '127.0.0.1',
				DATA_DIR: folder,
				LOG_LEVEL: 'info',
				LOAD_FACTOR: '1000',
				AUTH_SECRET: secret,
				DATABASE_URL: `postgres://postgres@127.0.0.1:${toDatabase.port}/${DATABASE}`,
				REDIS_URL: `redis://127.0.0.1:${toRedis.port}`
			};
			return new Process({ root, next, folder, env, toDatabase, toRedis, port: await freePort() });
		})
	);
	await Promise.all(processes.map((process) => process.start()));
	let turn = 0;
	// The next in turn takes it; one that does not run is passed over. A stopped one takes it and says nothing.
	const balancer = await Link.open(() => {
		const order = processes.map((_, index) => processes[(turn + index) % processes.length]!);
		turn++;
		return order.map((process) => ({ host: '127.0.0.1', port: process.port }));
	});
	const close = async () => {
		forget();
		await balancer.close();
		await Promise.all(processes.map((process) => process.close()));
		await sql.end({ timeout: 1 });
		redis.resume();
		await redis.stop();
		await database.close();
	};
	const forget = onShutdown('site', close);
	return {
		...{ url: `http://127.0.0.1:${balancer.port}`, balancer, processes, postgres: database, redis, db, sql },
		close
	};
}

interface ProcessParts {
	root: string;
	next: string;
	folder: string;
	env: Record<string, string>;
	toDatabase: Link;
	toRedis: Link;
	port: number;
}

/** One server process, and its ways to PostgreSQL and Redis. */
export class Process {
	readonly toDatabase: Link;
	readonly toRedis: Link;
	readonly commits: Commits;
	readonly port: number;
	#parts: ProcessParts;
	#running: Running | null = null;
	#log = '';
	#expected = false;
	/** What it printed last, of each time when it ended by itself. */
	crashes: string[] = [];

	constructor(parts: ProcessParts) {
		this.#parts = parts;
		({ toDatabase: this.toDatabase, toRedis: this.toRedis, port: this.port } = parts);
		this.commits = new Commits(this.toDatabase);
	}

	/** All it ever printed, over all its lives. */
	log(): string {
		return this.#log + (this.#running?.output() ?? '');
	}

	/** @param build `next`: another build than the one it had */
	async start(build: 'usual' | 'next' = 'usual'): Promise<void> {
		const { root, next, folder, env, port } = this.#parts;
		const entry = join(build === 'next' ? next : root, 'server.ts');
		this.#expected = false;
		const running = (this.#running = await run(
			{ command: process.execPath, args: [entry], cwd: folder, env: { ...env, PORT: String(port) } },
			// Not whether it is ready: it may be started while its database is away.
			() =>
				fetch(`http://127.0.0.1:${port}/healthz`).then(
					({ ok }) => ok,
					() => false
				)
		));
		running.child.once('exit', (code, signal) => {
			if (this.#expected) return;
			this.crashes.push(`a process ended by itself (${code ?? signal}): ${running.output().slice(-1_500)}`);
		});
	}

	/** As a machine that loses its power. */
	kill(): void {
		this.#expected = true;
		this.#running?.child.kill('SIGKILL');
	}

	/** Waits until it is gone, however that came. */
	async gone(): Promise<void> {
		await this.#end('SIGKILL');
	}

	/** As a service manager. @returns its exit code and how long it took, milliseconds */
	async stop(): Promise<{ code: number | null; took: number }> {
		const begun = performance.now();
		const code = await this.#end('SIGTERM');
		return { code, took: performance.now() - begun };
	}

	/** Stands still without closing a connection. */
	pause(): void {
		this.#running?.child.kill('SIGSTOP');
	}

	resume(): void {
		this.#running?.child.kill('SIGCONT');
	}

	async close(): Promise<void> {
		this.resume();
		await this.#end('SIGKILL').catch(() => undefined);
		await Promise.all([this.toDatabase.close(), this.toRedis.close()]);
	}

	async #end(signal: NodeJS.Signals): Promise<number | null> {
		const running = this.#running;
		if (!running) return null;
		this.#expected = true;
		const code = await running.end(signal);
		this.#log += running.output();
		this.#running = null;
		return code;
	}
}

/** A PostgreSQL of its own, which can be stopped and crashed. */
export class Postgres {
	readonly target: { host: string; port: number; user: string; database: string };
	#cluster: Cluster;

	constructor(cluster: Cluster) {
		this.#cluster = cluster;
		this.target = { host: cluster.socket, port, user: 'postgres', database: DATABASE };
	}

	static async start(dataDir: string): Promise<Postgres> {
		const cluster = await prepareCluster(dataDir);
		await ensureRunning(cluster);
		const made = new Postgres(cluster);
		const sql = postgres({ ...made.target, database: 'postgres', max: 1 });
		const known = await sql`select 1 from pg_database where datname = ${DATABASE}`;
		if (known.length === 0) await sql`create database ${sql(DATABASE)}`;
		await sql.end();
		await migrateDatabase(made.target);
		return made;
	}

	get socketPath(): string {
		return join(this.#cluster.socket, `.s.PGSQL.${port}`);
	}

	/** SIGINT: as for an upgrade. SIGQUIT: as by an administrator in a hurry. SIGKILL: out of memory. */
	async down(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void> {
		const pid = Number((await readFile(join(this.#cluster.data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
		process.kill(pid, signal);
		while (isAlive(pid)) await sleep(20);
	}

	async up(): Promise<void> {
		for (const deadline = Date.now() + 30_000; ;) {
			try {
				return await ensureRunning(this.#cluster);
			} catch (error) {
				// The last processes of one that was killed are still on their way out.
				if (Date.now() > deadline) throw error;
				await sleep(200);
			}
		}
	}

	/** Stands still, all its processes: nothing is closed, nothing is answered. */
	async pause(): Promise<void> {
		await this.#all('-STOP');
	}

	async resume(): Promise<void> {
		await this.#all('-CONT');
	}

	async close(): Promise<void> {
		await this.resume().catch(() => undefined);
		await stop(this.#cluster);
	}

	async #all(signal: string): Promise<void> {
		const pid = (await readFile(join(this.#cluster.data, 'postmaster.pid'), 'utf8')).split('\n')[0]!;
		const { stdout } = await execute('ps', ['-o', 'pid=', '--ppid', pid]);
		const children = stdout.split('\n').map((line) => line.trim());
		// A child may have ended meanwhile.
		await execute('kill', [signal, pid, ...children.filter(Boolean)]).catch(() => undefined);
	}
}

const execute = promisify(execFile);

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
