import { execFile, type SpawnOptions } from 'node:child_process';
import { chmod, chown, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { makeFolderDurably } from '../runtime/write-durably.ts';

const run = promisify(execFile);

/**
 * Who runs the server's own PostgreSQL. PostgreSQL refuses to run as root, so root runs it as the
 * owner of an existing cluster, else as the system's user `postgres`. Everybody else runs it as
 * themselves.
 */
export interface Account {
	uid?: number;
	gid?: number;
	/** Starts a program as this account. */
	command(program: string, args: string[]): { program: string; args: string[]; options: SpawnOptions };
}

/**
 * @param cluster folder of an existing cluster, or where one will be
 * @param programs folder of PostgreSQL's programs, which the account must be able to reach
 * @throws with what to do about it, where no such account can be had
 */
export async function accountFor(cluster: string, programs: string): Promise<Account> {
	if (process.getuid?.() !== 0) {
		return { command: (program, args) => ({ program, args, options: {} }) };
	}
	const owner = await stat(cluster).catch(() => null);
	const { uid, gid } = owner && owner.uid !== 0 ? owner : await postgresUser();
	await makeFolder(cluster, { uid, gid });
	const plain: Account = {
		uid,
		gid,
		command: (program, args) => ({ program, args, options: { uid, gid } })
	};
	if (await reaches(plain, cluster, programs)) return plain;

	// The project lies in a folder closed to others, such as /root. Rather than open that folder,
	// PostgreSQL gets the one right that takes it through: to read and search, nothing else of root's.
	// (The last flag: access(2), by which PostgreSQL looks for its own files, must count that right too.)
	const right = ['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search'];
	right.push('--securebits', '+no_setuid_fixup');
	const person = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups'];
	const passing: Account = {
		uid,
		gid,
		command: (program, args) => ({
			program: 'setpriv',
			args: [...person, ...right, '--', program, ...args],
			options: {}
		})
	};
	if (await reaches(passing, cluster, programs)) return passing;
	throw new Error(
		`The server runs its own PostgreSQL as user ${uid}, who cannot reach ${cluster} and ${programs}. ` +
			'Move the project out of a closed folder such as /root, start it as an ordinary user, or set DATABASE_URL.'
	);
}

/** Makes a folder that only `account` may enter. */
export async function makeFolder(path: string, { uid, gid }: Pick<Account, 'uid' | 'gid'>): Promise<void> {
	await makeFolderDurably(path);
	if (uid === undefined || gid === undefined) return;
	await chmod(path, 0o700);
	await chown(path, uid, gid);
}

async function reaches(account: Account, ...folders: string[]): Promise<boolean> {
	for (const folder of folders) {
		const { program, args, options } = account.command('/usr/bin/test', ['-x', folder]);
		try {
			await run(program, args, { uid: options.uid, gid: options.gid, cwd: '/' });
		} catch {
			return false;
		}
	}
	return true;
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
	const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
	try {
		return { uid: await id('-u'), gid: await id('-g') };
	} catch {
		const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
		await run('useradd', ['--system', '--user-group', ...home, 'postgres']);
		return { uid: await id('-u'), gid: await id('-g') };
	}
}
