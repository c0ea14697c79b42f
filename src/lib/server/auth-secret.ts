import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The key that signs sessions: AUTH_SECRET, or one made at the first start and kept in the data
 * folder. Losing it signs everybody out; several servers of one site need the same.
 */
export async function authSecret(config: Pick<Config, 'authSecret' | 'dataDir'>): Promise<string> {
	if (config.authSecret) return config.authSecret;
	const file = secretFile(config);
	await mkdir(config.dataDir, { recursive: true });
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

/** The secret that the data folder holds; null where the environment sets it, or none was made yet. */
export async function keptSecret(config: Pick<Config, 'authSecret' | 'dataDir'>): Promise<string | null> {
	if (config.authSecret) return null;
	return await readFile(secretFile(config), 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
}

export const secretFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'auth-secret');
