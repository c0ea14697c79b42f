import { readdir, readlink, realpath, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../model/moments.ts';

/*
 * A file or folder is written as a draft beside its place. The draft's name says which process of which machine writes it:
 * `today.backup.kanche-host-1234-1.part`. A killed process leaves its draft; the next process that writes into the
 * folder removes it.
 */

const host = hostname().replaceAll(/[^\w-]/g, '_');
const pattern = /\.kanche-(.+)-(\d+)-\d+\.part$/;
/** Milliseconds without a write after which a draft is abandoned, where its process cannot be looked at. */
const ABANDONED_AFTER = DAY;
const MOMENT = 10_000;

let count = 0;

/** A new name for a draft of `file`. */
export const draftOf = (file: string): string => `${file}.kanche-${host}-${process.pid}-${(count += 1)}.part`;

/** Removes the drafts in `folder` that no living process writes. Other files are left alone. [REL7] */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const path = join(folder, name);
		if (await isAbandoned(path)) await rm(path, { recursive: true, force: true });
	}
}

async function isAbandoned(path: string): Promise<boolean> {
	const [, on, pid] = pattern.exec(path) ?? [];
	const draft = await stat(path).catch(() => null);
	if (!pid || !draft) return false;
	const age = Date.now() - draft.mtimeMs;
	const isOpen = on === host ? await hasOpen(pid, path) : null;
	if (isOpen === null) return age > ABANDONED_AFTER;
	// A folder is opened a moment after it was made.
	return !isOpen && (draft.isFile() || age > MOMENT);
}

/** Whether process `pid` has the file open; null where that cannot be known. */
async function hasOpen(pid: string, path: string): Promise<boolean | null> {
	try {
		process.kill(Number(pid), 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
	}
	const folder = `/proc/${pid}/fd`;
	const open = await readdir(folder).catch(() => null);
	if (open === null) return null;
	const real = await realpath(path).catch(() => path);
	const files = await Promise.all(open.map((each) => readlink(join(folder, each)).catch(() => '')));
	return files.includes(real);
}
