import * as betterAuth from 'better-auth/crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { hashPassword, judgePassword, verifyPassword } from './pool.server.ts';

describe('a hash', () => {
	const password = 'ｓｅｖｅｎ blue herons';

	test('made here is verified by better-auth, and the other way round', async () => {
		const [ours, theirs] = await Promise.all([hashPassword(password), betterAuth.hashPassword(password)]);
		expect(await betterAuth.verifyPassword({ hash: ours, password: 'seven blue herons' })).toBe(true);
		expect(await verifyPassword({ hash: theirs, password: 'seven blue herons' })).toBe(true);
		expect(await verifyPassword({ hash: theirs, password: 'seven blue heron' })).toBe(false);
	}, 30_000);

	test('[SIGN10] is computed outside Node’s thread pool: files are read before the first is done', async () => {
		const order: string[] = [];
		const hashes = Array.from({ length: 6 }, async () => {
			await hashPassword(password);
			order.push('hash');
		});
		await stat(import.meta.dirname);
		order.push('file');
		await Promise.all(hashes);
		expect(order[0]).toBe('file');
	}, 30_000);

	test.runIf(process.platform === 'linux')(
		'[SIGN10] is computed by two threads of lower priority',
		async () => {
			await Promise.all(Array.from({ length: 6 }, () => hashPassword(password)));
			const lower = readdirSync('/proc/self/task').filter((thread) => {
				const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
				const nice = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
				return nice > Number(readFileSync('/proc/self/stat', 'utf8').replace(/.*\) /s, '').split(' ')[16]);
			});
			expect(lower).toHaveLength(2);
		},
		30_000
	);
});

test('[FUZZ1] a password is judged beside the main thread', async () => {
	expect(await judgePassword('correct horse battery staple', [])).toEqual({ code: 'passwordCommon' });
	let longest = 0;
	let last = performance.now();
	const ticking = setInterval(() => {
		longest = Math.max(longest, performance.now() - last);
		last = performance.now();
	}, 5);
	const begin = performance.now();
	await Promise.all(
		Array.from({ length: 4 }, (_, at) => judgePassword(`7Qz!m2#Lp8x0w_RtJ3-vB5k$dN9^gHfYc${at}`, []))
	);
	const took = performance.now() - begin;
	clearInterval(ticking);
	expect(longest).toBeLessThan(took);
}, 30_000);
