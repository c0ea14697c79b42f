import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The key that signs sessions: AUTH_SECRET, or one made at the first start and kept in the data
 * folder. Losing it signs everybody out; several servers of one site need the same.
 */
export async function authSecret({ authSecret, dataDir }: Config): Promise<string> {
	if (authSecret) return authSecret;
	const file = join(dataDir, 'auth-secret');
	await mkdir(dataDir, { recursive: true });
	// Written aside, then linked: of several processes that start at once one wins, and none reads half a file.
	const draft = `${file}.${process.pid}`;
	await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
	try {
		await link(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		await rm(draft);
	}
	return await readFile(file, 'utf8');
}
