import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { openAuth } from '../people/auth.server.ts';
import { secretForBackup, writeRestoredSecret } from '../runtime/auth-secret.ts';
import { site } from '../database/schema.ts';
import { openSiteSecret, takeSecret } from './site-secret.ts';
import { watchSync } from '../runtime/watch-sync.testing.ts';

const database = freshDatabase({ max: 4 });
const another = 'another-secret-0123456789-of-enough-characters';
let dataDir = '';
let file = '';

beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'kanche-secret-'));
	file = join(dataDir, 'auth-secret');
	await database.db.delete(site);
});
afterEach(() => {
	vi.restoreAllMocks();
	return rm(dataDir, { recursive: true });
});

const start = (authSecret?: string) => openSiteSecret(database.db, { dataDir, authSecret });
const kept = () => readFile(file, 'utf8');

describe('the secret in the data folder', () => {
	test('[RUN4] is made once by servers that start together, and readable by its owner alone', async () => {
		const secrets = await Promise.all([start(), start(), start()]);
		expect(new Set(secrets)).toEqual(new Set([await kept()]));
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(await start()).toBe(secrets[0]);
	});

	test('[REL4] is not made again where the database knows of one and the file is missing', async () => {
		await start();
		await rm(file);
		await expect(start()).rejects.toThrow(/missing in .*put it back.*npm run new-secret/);
		await expect(kept()).rejects.toThrow('ENOENT');
	});

	test.each([
		['empty', ''],
		['of zeros', '\0'.repeat(43)],
		['short', 'short-secret'],
		['one character repeated', 'x'.repeat(43)],
		['blanks', ' '.repeat(43)]
	])('[REL5] is refused where the file is %s, and replaced by npm run new-secret', async (_, content) => {
		for (const known of [false, true]) {
			if (known) await start(another);
			await writeFile(file, content, { mode: 0o600 });
			await expect(start()).rejects.toThrow(/holds no secret.*npm run new-secret/);
			expect(await secretForBackup({ dataDir })).toBeNull();
		}
		await takeSecret(database.db, { dataDir });
		expect(await kept()).toHaveLength(43);
		expect(await start()).toBe(await kept());
	});

	test.each([0o640, 0o604])('[REL5] is refused where other users can read it (%o)', async (mode) => {
		const secret = await start();
		await chmod(file, mode);
		await expect(start()).rejects.toThrow(/Other users.*chmod 600/);
		await chmod(file, 0o600);
		expect(await start()).toBe(secret);
		await chmod(file, mode);
		await takeSecret(database.db, { dataDir });
		expect(await kept()).not.toBe(secret);
	});

	test.runIf(process.platform === 'linux').each([true, false])(
		'[REL4] is on the disk with its folder before the database says so (found there: %s)',
		async (isFound) => {
			if (isFound) await writeFile(file, another, { mode: 0o600 });
			const order = await watchSync();
			const db = new Proxy(database.db, {
				get(target, name) {
					if (name === 'insert') order.push('database');
					return Reflect.get(target, name, target) as unknown;
				}
			});
			await openSiteSecret(db, { dataDir });
			const last = order.indexOf('database');
			expect(order.slice(0, last)).toEqual(expect.arrayContaining([file, dataDir]));
		}
	);

	test('[REL5] is refused where the file is a folder, a pipe or a link that leads nowhere', async () => {
		const makers = [
			() => mkdir(file),
			() => void execFileSync('mkfifo', ['-m', '600', file]),
			() => symlink(join(dataDir, 'nowhere'), file)
		];
		for (const make of makers) {
			await make();
			for (const known of [false, true]) {
				if (known) await start(another);
				await expect(start()).rejects.toThrow(/auth-secret is no file.*npm run new-secret/);
			}
			await database.db.delete(site);
			await rm(file, { recursive: true });
		}
	});

	test('[REL4] of a restore that was cut off counts only if the database was replaced', async () => {
		const before = await start();
		await writeRestoredSecret({ dataDir }, another);
		expect(await start()).toBe(before);
		await database.db.delete(site);
		await start(another);
		expect(await start()).toBe(another);
		expect(await kept()).toBe(another);
	});
});

test.each(['', ' '.repeat(40), 'short'])('[REL5] sessions are not signed with the secret "%s"', (secret) =>
	expect(() => openAuth(database.db, secret)).toThrow('need the secret')
);
