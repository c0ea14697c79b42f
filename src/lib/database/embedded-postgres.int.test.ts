import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { connect, openDatabase } from './database.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { prepareCluster, stop } from './postmaster.ts';

// Making a cluster takes seconds: most tests follow each other on one.
let dataDir: string;

vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'kanche-embedded-'));
});

afterAll(async () => {
	await stop(await prepareCluster(dataDir));
	await rm(dataDir, { recursive: true });
});

const pidFile = () => join(dataDir, 'postgres', 'data', 'postmaster.pid');
const postmaster = async () => Number((await readFile(pidFile(), 'utf8')).split('\n')[0]);
const runs = () => stat(pidFile()).then(Boolean, () => false);

/** Another process that has it open. */
async function openInChild(): Promise<ChildProcess> {
	const program = join(dataDir, 'open.ts');
	const module = new URL('./embedded-postgres.ts', import.meta.url).href;
	await writeFile(
		program,
		`import { openEmbeddedPostgres } from '${module}';
		await openEmbeddedPostgres('${dataDir}');
		process.send('open');`
	);
	const child = fork(program, { execArgv: [] });
	await once(child, 'message');
	return child;
}

describe("the server's own PostgreSQL", () => {
	test('keeps what was committed, in UTF-8, over a stop and a start', async () => {
		const first = await openEmbeddedPostgres(dataDir);
		const before = connect(first.connection, 1);
		await before.sql`create table cars (plate text)`;
		await before.sql`insert into cars values ('豫A 9X770')`;
		await before.sql.end();
		await first.close();
		expect(await runs()).toBe(false);

		const second = await openEmbeddedPostgres(dataDir);
		const after = connect(second.connection, 1);
		const [row] = await after.sql`select plate, length(plate) as length from cars`;
		expect(row).toEqual({ plate: '豫A 9X770', length: 8 });
		await after.sql.end();
		await second.close();
	});

	test('listens on no network and is open to nobody else', async () => {
		const own = await openEmbeddedPostgres(dataDir);
		const { sql } = connect(own.connection, 1);
		const [row] =
			await sql`select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync`;
		expect(row).toEqual({ addresses: '', fsync: 'on' });
		for (const folder of ['data', 'socket']) {
			expect((await stat(join(dataDir, 'postgres', folder))).mode & 0o077).toBe(0);
		}
		await sql.end();
		await own.close();
	});

	test('is shared by several; the last to leave stops it', async () => {
		const [one, two] = await Promise.all([openEmbeddedPostgres(dataDir), openEmbeddedPostgres(dataDir)]);
		await one.close();
		expect(await runs()).toBe(true);
		await two.close();
		expect(await runs()).toBe(false);
	});

	test('outlives a process that was killed, and is adopted by the next', async () => {
		const child = await openInChild();
		const pid = await postmaster();
		child.kill('SIGKILL');
		await once(child, 'exit');

		const next = await openEmbeddedPostgres(dataDir);
		expect(await postmaster()).toBe(pid);
		await next.close();
		expect(await runs()).toBe(false);
	});

	test('comes back when it is killed itself', async () => {
		const own = await openEmbeddedPostgres(dataDir);
		const pid = await postmaster();
		process.kill(pid, 'SIGKILL');
		await expect.poll(() => postmaster().catch(() => pid), { timeout: 15_000 }).not.toBe(pid);
		const { sql } = connect(own.connection, 1);
		await expect.poll(() => sql`select 1`.then(Boolean, () => false), { timeout: 10_000 }).toBe(true);
		await sql.end();
		await own.close();
		expect(await runs()).toBe(false);
	});

	test('[REL1] comes back as soon as it can start again, however often it could not', async () => {
		const own = await openEmbeddedPostgres(dataDir);
		const pid = await postmaster();
		// Without it PostgreSQL ends at once, as it does on a full disk.
		const control = join(dataDir, 'postgres', 'data', 'global', 'pg_control');
		await rename(control, `${control}.away`);
		process.kill(pid, 'SIGKILL');
		await sleep(5_000);
		expect(await runs()).toBe(false);
		await rename(`${control}.away`, control);
		const { sql } = connect(own.connection, 1);
		await expect.poll(() => sql`select 1`.then(Boolean, () => false), { timeout: 10_000 }).toBe(true);
		await sql.end();
		await own.close();
	});

	test('starts over a pid file whose number another process got since', async () => {
		const first = await openEmbeddedPostgres(dataDir);
		const file = await readFile(pidFile(), 'utf8');
		await first.close();
		await writeFile(pidFile(), file.replace(/^\d+/, String(process.pid)));
		const next = await openEmbeddedPostgres(dataDir);
		expect(await postmaster()).not.toBe(process.pid);
		await next.close();
	});

	test.each([
		['is empty', ''],
		['is full of zeros', '\0'.repeat(80)],
		['holds no number', 'no number\n'],
		['names a process that has ended', '4194000\n'],
		['names this process, which is no PostgreSQL', `${process.pid}\n/somewhere\n0\n5432\n/tmp\n\n\nready\n`]
	])('[REL6] starts over a postmaster.pid and a socket lock where each %s', async (_, content) => {
		await writeFile(pidFile(), content);
		await writeFile(join(dataDir, 'postgres', 'socket', '.s.PGSQL.5432.lock'), content);
		const own = await openEmbeddedPostgres(dataDir);
		expect(await postmaster()).not.toBe(process.pid);
		await own.close();
		expect(await runs()).toBe(false);
	});

	test(
		'[REL6] starts after kill -9 of the server and its PostgreSQL, ten times out of ten',
		{ timeout: 240_000 },
		async () => {
			const pids = new Set<number>();
			for (let time = 1; time <= 10; time++) {
				const child = await openInChild();
				const pid = await postmaster();
				pids.add(pid);
				child.kill('SIGKILL');
				process.kill(pid, 'SIGKILL');
			}
			expect(pids.size).toBe(10);
			const own = await openEmbeddedPostgres(dataDir);
			await own.close();
		}
	);

	test('[REL6] several servers that start over an empty pid file share one PostgreSQL', async () => {
		await writeFile(pidFile(), '');
		const children = await Promise.all([openInChild(), openInChild(), openInChild()]);
		const own = await openEmbeddedPostgres(dataDir);
		const { sql } = connect(own.connection, 1);
		const [row] = await sql`select count(distinct pid)::int as sessions from pg_locks
			where locktype = 'advisory' and granted`;
		expect(row).toEqual({ sessions: 4 });
		await sql.end();
		for (const child of children) child.kill('SIGKILL');
		await own.close();
	});

	test('finds its way into a folder that is deep and closed to all others', async () => {
		const deep = join(dataDir, 'a-folder-with-a-long-name'.repeat(4), 'data');
		await mkdir(deep, { recursive: true, mode: 0o700 });
		const own = await openEmbeddedPostgres(deep);
		expect(own.connection.host.startsWith('/tmp/kanche-')).toBe(true);
		const { sql } = connect(own.connection, 1);
		expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
		await sql.end();
		await own.close();
		await rm(own.connection.host, { recursive: true });
	});
});

describe('opening the database', () => {
	test('by several at once where there is none yet, each finds it made and up to date', async () => {
		const dataDir = await mkdtemp(join(tmpdir(), 'kanche-embedded-'));
		const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ dataDir }, { max: 2 })));
		for (const { sql } of opened) {
			const [row] = await sql`select count(*)::int as migrations from drizzle.__drizzle_migrations`;
			expect(row?.migrations).toBeGreaterThan(0);
			expect(await sql`select id from workshops`).toEqual([]);
		}
		for (const { close } of opened) await close();
		await rm(dataDir, { recursive: true });
	});

	test('at an address where none answers fails', async () => {
		const databaseUrl = 'postgres://nobody@127.0.0.1:9/none';
		await expect(openDatabase({ dataDir, databaseUrl })).rejects.toThrow(/ECONNREFUSED/);
	});
});
