import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

/*
 * A pid file outlives its process, and another program may get the number. So a process counts as the postmaster of a
 * cluster only if it is a `postgres` on that folder. What has ended and was not collected by its parent has no command.
 */

/** Whether process `pid` is the PostgreSQL that runs the folder `data`. */
export async function isPostmaster(pid: number, data: string): Promise<boolean> {
	if (process.platform !== 'linux') return (await listPostmasters(data)).includes(pid);
	const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
	const [program = '', ...args] = command.split('\0');
	if (basename(program) !== 'postgres') return false;
	// The folder may have been moved since; where the link may not be read, the command must do.
	return args.includes(data) || (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
}

/** The PostgreSQL that runs the folder `data`, also one that has not written its pid file yet; undefined for none. */
export async function findPostmaster(data: string): Promise<number | undefined> {
	if (process.platform !== 'linux') return (await listPostmasters(data))[0];
	const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
	const found = await Promise.all(pids.map((pid) => isPostmaster(pid, data)));
	return pids[found.indexOf(true)];
}

async function listPostmasters(data: string): Promise<number[]> {
	const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,args=']);
	const lines = stdout.split('\n').map((line) => /^\s*(\d+) (\S+) .*-D (.*) -p /.exec(line));
	return lines.flatMap((line) =>
		line?.[3] === data && basename(line[2]!) === 'postgres' ? Number(line[1]) : []
	);
}
