import { randomBytes } from 'node:crypto';
import { lstat, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';
import { isHardToGuess, SECRET_LENGTH } from './hard-to-guess.ts';
import { makeFolderDurably, syncToDisk, writeDurably } from './write-durably.ts';

/*
 * The site's secret where AUTH_SECRET does not set it: a file in the data folder, made at the first start. It signs
 * sessions and keys hashes. Without it everybody is signed out and needs a new PIN.
 */

type Place = Pick<Config, 'dataDir'>;

export const secretFile = ({ dataDir }: Place): string => join(dataDir, 'auth-secret');
/** A restore writes the secret here before the database is replaced, and renames it after. */
const restoredFile = (place: Place): string => `${secretFile(place)}.restored`;

/** A secret file that must not be used. The message says why and what to do. */
export class SecretError extends Error {
	override name = 'SecretError';
}

/**
 * The secret in the data folder; null where there is no file.
 *
 * @throws SecretError where the file is empty, damaged, easy to guess or readable by other users [REL5]
 */
export async function readSecretFile(place: Place): Promise<string | null> {
	const file = secretFile(place);
	const secret = await contentOf(file);
	if (secret === null) return null;
	if (!isSecret(secret)) {
		throw new SecretError(
			`${file} holds no secret: it is ${secret === '' ? 'empty' : 'damaged, too short or easy to guess'}. ` +
				'Put back the file as it was, or restore a backup that holds it. Where it is lost: ' +
				'npm run new-secret (see docs/recovering.md).'
		);
	}
	if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
		throw new SecretError(
			`Other users of this machine can read ${file}. If none has: chmod 600 ${file}. ` +
				'If one may have: npm run new-secret makes another (see docs/recovering.md).'
		);
	}
	return secret;
}

/** Whether this may be the site's secret. */
export const isSecret = (secret: string): boolean => isHardToGuess(secret, SECRET_LENGTH);

/**
 * Makes a secret and returns it once it is on the disk.
 *
 * @param options with `keepExisting`, returns the one that is there: of several processes one makes it
 */
export async function makeSecretFile(place: Place, options: { keepExisting: boolean }): Promise<string> {
	await makeFolderDurably(place.dataDir);
	await writeDurably(secretFile(place), randomBytes(32).toString('base64url'), options);
	return (await readSecretFile(place))!;
}

/** Before the database says that it relies on the secret. */
export async function syncSecretFile(place: Place): Promise<void> {
	await syncToDisk(secretFile(place));
	await syncToDisk(place.dataDir);
}

/** Writes the secret of a backup beside the one in use. It counts once the database knows it. */
export async function writeRestoredSecret(place: Place, secret: string): Promise<void> {
	await makeFolderDurably(place.dataDir);
	// Root may restore what another user's server reads.
	const owner = process.getuid?.() === 0 ? await stat(place.dataDir) : undefined;
	await writeDurably(restoredFile(place), secret, { owner });
}

/** The secret of a restore that has not taken its place yet; null where there is none. */
export async function readRestoredSecret(place: Place): Promise<string | null> {
	const secret = await contentOf(restoredFile(place));
	return secret !== null && isSecret(secret) ? secret : null;
}

export async function takeRestoredSecret(place: Place): Promise<void> {
	const file = secretFile(place);
	await rename(restoredFile(place), file);
	await syncToDisk(dirname(file));
}

/** The secret that belongs into a backup; null where the environment sets it, or the file holds none. */
export async function secretForBackup(
	config: Pick<Config, 'authSecret' | 'dataDir'>
): Promise<string | null> {
	if (config.authSecret) return null;
	const secret = await contentOf(secretFile(config));
	return secret !== null && isSecret(secret) ? secret : null;
}

async function contentOf(file: string): Promise<string | null> {
	const none = (error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	};
	const entry = await lstat(file).catch(none);
	if (entry === null) return null;
	// A pipe would be read for ever, and in the place of a link that leads nowhere no file is made.
	if (!(await stat(file).catch(none))?.isFile()) {
		throw new SecretError(
			`${file} is no file: move it away and put back the file as it was. ` +
				'Where that is lost: move it away, then npm run new-secret (see docs/recovering.md).'
		);
	}
	return await readFile(file, 'utf8').catch(none);
}
