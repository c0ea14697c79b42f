import { readlinkSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { vi } from 'vitest';

/**
 * The files and folders that this process brings to the disk from now on, in their order. Linux only.
 *
 * @param note what is kept of each
 */
export async function watchSync(note = (path: string) => path): Promise<string[]> {
	const synced: string[] = [];
	const handle = await open('/dev/null');
	const prototype = Object.getPrototypeOf(handle) as FileHandle;
	await handle.close();
	vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
		synced.push(note(readlinkSync(`/proc/self/fd/${this.fd}`)));
	});
	return synced;
}
