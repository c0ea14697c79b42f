import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the machine. */
const TICK = 10;
/** Where utime and stime stand behind the name, which may hold spaces: see proc(5). */
const [UTIME, STIME] = [11, 12];

/** Milliseconds of processor that a process has used, its own and the kernel's for it; null elsewhere than on Linux. */
export function cpuOf(pid: number): number | null {
	if (process.platform !== 'linux') return null;
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[UTIME]) + Number(fields[STIME])) * TICK;
}
