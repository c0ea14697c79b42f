import { execFileSync } from 'node:child_process';

/** Bytes of memory that a process holds. */
export const residentOf = (pid: number): number =>
	Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
