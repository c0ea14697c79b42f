import { chown, link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { draftOf, removeAbandonedDrafts } from './drafts.ts';

export interface WriteOptions {
	/** Leaves a file alone that is there already. */
	keepExisting?: boolean;
	/** Who gets the file; by default whoever runs this process. */
	owner?: { uid: number; gid: number };
}

/**
 * Writes a file that its owner alone can read. After a power cut the file is whole, or as it was before; once the
 * promise resolves it is whole. Also removes drafts in that folder that killed processes left. [REL4] [BAK2]
 */
export async function writeDurably(
	file: string,
	content: string | AsyncIterable<Uint8Array>,
	{ keepExisting = false, owner }: WriteOptions = {}
): Promise<void> {
	await removeAbandonedDrafts(dirname(file));
	const draft = draftOf(file);
	// Stays open until the draft has its name: by this other processes know that it is being written.
	const handle = await open(draft, 'wx', 0o600);
	try {
		await handle.writeFile(content);
		if (owner) await chown(draft, owner.uid, owner.gid);
		await handle.sync();
		await (keepExisting ? linkOnce(draft, file) : rename(draft, file));
		await syncToDisk(dirname(file));
	} finally {
		await rm(draft, { force: true });
		await handle.close();
	}
}

/** Makes a folder that survives a power cut. */
export async function makeFolderDurably(folder: string, mode = 0o700): Promise<void> {
	const first = await mkdir(folder, { recursive: true, mode });
	if (first === undefined) return;
	const above = dirname(resolve(first));
	for (let made = resolve(folder); made !== above; made = dirname(made)) await syncToDisk(dirname(made));
}

/** Makes a file, or the list of files in a folder, survive a power cut. */
export async function syncToDisk(path: string): Promise<void> {
	const handle = await open(path);
	try {
		await handle.sync();
	} catch (error) {
		// Some network file systems cannot sync a folder.
		if (!['EINVAL', 'ENOTSUP', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	} finally {
		await handle.close();
	}
}

async function linkOnce(draft: string, file: string): Promise<void> {
	try {
		await link(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
}
