import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from './free-port.ts';
import { run, type Running } from './process.ts';

/** A PostgreSQL as somebody else runs it: Debian's, by TCP, with an ordinary role and a database of its own. */
export interface DebianPostgres {
	/** A new, empty database; its address as DATABASE_URL takes it. */
	database(name: string): Promise<string>;
	/** PostgreSQL's fast shutdown, which cuts every connection. */
	stop(): Promise<void>;
	start(): Promise<void>;
	remove(): Promise<void>;
}

const installed = '/usr/lib/postgresql';

export async function startDebianPostgres(): Promise<DebianPostgres> {
	const version = readdirSync(installed).sort((a, b) => Number(b) - Number(a))[0];
	const programs = join(installed, version ?? '', 'bin');
	const folder = mkdtempSync(join(tmpdir(), 'kanche-debian-'));
	const data = join(folder, 'data');
	// It refuses to run as root; Debian's package brings its user.
	const who =
		process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
	if (who.length > 0) {
		const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
		chownSync(folder, id('-u'), id('-g'));
		chmodSync(folder, 0o700);
	}
	const as = (program: string, ...args: string[]) => {
		const [command, ...rest] = [...who, join(programs, program), ...args];
		return { command: command!, args: rest, cwd: '/' };
	};
	const { command, args } = as(
		'initdb',
		'-D',
		data,
		'-U',
		'postgres',
		'-A',
		'trust',
		'-E',
		'UTF8',
		'--locale=C'
	);
	execFileSync(command, args, { cwd: '/', stdio: 'ignore' });
	const port = await freePort();
	const address = (user: string, database: string) => `postgres://${user}@127.0.0.1:${port}/${database}`;
	const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, fsync: 'off' };
	const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

	async function asking<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
		const sql = postgres(address('postgres', 'postgres'), { max: 1, connect_timeout: 2 });
		return await work(sql).finally(() => sql.end({ timeout: 0 }));
	}
	const answers = () =>
		asking((sql) => sql`select 1`).then(
			() => true,
			() => false
		);

	let running: Running | undefined;
	const start = async () => {
		running = await run(as('postgres', '-D', data, '-p', String(port), ...flags), answers);
	};
	const stop = async () => {
		await running?.end('SIGINT');
		running = undefined;
	};
	await start();
	// Not a superuser: nobody gives a program more than it needs.
	await asking((sql) => sql`create role kanche login`);
	return {
		...{ start, stop },
		async database(name) {
			await asking((sql) => sql`create database ${sql(name)} owner kanche`);
			return address('kanche', name);
		},
		async remove() {
			await stop();
			rmSync(folder, { recursive: true });
		}
	};
}
