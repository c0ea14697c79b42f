import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { connect } from '../database/database.ts';
import { openLimits } from '../database/limit.server.ts';
import { type Attempt, type Guard, openGuard, passwordLimits } from './guard.server.ts';

const database = freshDatabase();
const secret = 'a secret that is only good for tests, 0123456789';
let guard: Guard;
/** Another process on the same database. */
let elsewhere: Guard;
let pool: ReturnType<typeof connect>;

beforeAll(() => {
	pool = connect(database.target, 4);
	guard = openGuard(openLimits(database.db, secret), secret);
	elsewhere = openGuard(openLimits(pool.db, secret), secret);
});

beforeEach(() => database.sql`delete from limits`);

afterAll(() => pool.sql.end());

const from = (address: string, device?: string, username = 'wang.fang'): Attempt => ({
	...{ username, address, device }
});

/** @returns whether it was looked at, and how long to wait else */
async function wrong(attempt: Attempt, at = guard) {
	let looked = false;
	const tried = await at.tryPassword(attempt, () => {
		looked = true;
		return Promise.resolve(null);
	});
	return { looked, wait: tried.ok ? NaN : tried.refusal.code === 'tooManyTries' ? tried.refusal.wait : 0 };
}

const right = async (attempt: Attempt, at = guard) =>
	(await at.tryPassword(attempt, () => Promise.resolve('yes'))).ok;

async function wrongs(count: number, attempt: (i: number) => Attempt, at = guard) {
	let looked = 0;
	for (let i = 0; i < count; i++) if ((await wrong(attempt(i), at)).looked) looked++;
	return looked;
}

const known = (username = 'wang.fang') => guard.remember(from('', undefined, username)).value;

describe('[SIGN1] wrong passwords', () => {
	test('of an account from one address: five, then none is looked at for a quarter of an hour', async () => {
		expect(await wrongs(8, () => from('192.0.2.7'))).toBe(5);
		const { looked, wait } = await wrong(from('192.0.2.7'));
		expect(looked).toBe(false);
		expect(wait).toBeGreaterThan(14 * 60_000);
		expect(wait).toBeLessThanOrEqual(15 * 60_000);
		expect(await right(from('192.0.2.7'))).toBe(false);
		expect(await right(from('192.0.2.8'))).toBe(true);
		expect(await right(from('192.0.2.7', undefined, 'li.lei'))).toBe(true);
	});

	test('are counted alike for a name that nobody has, however it is spelled', async () => {
		const spelled = ['Nobody.Here', ' nobody.here', 'ＮＯＢＯＤＹ.here'];
		expect(await wrongs(8, (i) => from('192.0.2.7', undefined, spelled[i % 3]))).toBe(5);
	});

	test('are counted by both processes together', async () => {
		expect(await wrongs(3, () => from('192.0.2.7'))).toBe(3);
		expect(await wrongs(3, () => from('192.0.2.7'), elsewhere)).toBe(2);
		expect((await wrong(from('192.0.2.7'))).looked).toBe(false);
	});

	test('tried at the same moment are no more than one after another', async () => {
		const tried = await Promise.all(
			Array.from({ length: 30 }, (_, i) => wrong(from('192.0.2.7'), i % 2 ? guard : elsewhere))
		);
		expect(tried.filter(({ looked }) => looked)).toHaveLength(5);
	});

	test('of an account from many addresses: fifty a day in all', async () => {
		expect(await wrongs(70, (i) => from(`198.51.100.${i}`))).toBe(50);
		const { wait } = await wrong(from('203.0.113.1'));
		expect(wait).toBeGreaterThan(23 * 3_600_000);
	});

	test('from one address for many names: a hundred, and then still whoever is known there', async () => {
		expect(await wrongs(110, (i) => from('192.0.2.7', undefined, `person${i}`))).toBe(100);
		expect(await right(from('192.0.2.7'))).toBe(false);
		expect(await right(from('192.0.2.7', known()))).toBe(true);
	});

	test('refused at one address do not use up what others may try', async () => {
		await wrongs(60, () => from('192.0.2.7'));
		expect(await wrongs(60, (i) => from(`198.51.100.${i}`))).toBe(45);
	});

	test('from one network of IPv6 are counted together', async () => {
		expect(await wrongs(8, (i) => from(`2001:db8::${i}`))).toBe(5);
	});

	test('count, right ones do not, and clear what was counted there', async () => {
		for (let round = 0; round < 12; round++) {
			expect(await wrongs(1, () => from('192.0.2.7'))).toBe(1);
			expect(await right(from('192.0.2.7'))).toBe(true);
		}
		for (let i = 0; i < 12; i++) expect(await right(from('192.0.2.7'))).toBe(true);
	});

	test('that could not be looked at do not count', async () => {
		const failing = () =>
			guard.tryPassword(from('192.0.2.7'), () => Promise.reject(new Error('no database')));
		for (let i = 0; i < 10; i++) await expect(failing()).rejects.toThrow('no database');
		expect(await right(from('192.0.2.7'))).toBe(true);
	});

	test('are looked at again once the time is over', async () => {
		const short = { ...passwordLimits, fromNetwork: { tries: 1, seconds: 1 } };
		const soon = openGuard(openLimits(database.db, secret), secret, short);
		expect((await wrong(from('192.0.2.7'), soon)).looked).toBe(true);
		const { looked, wait } = await wrong(from('192.0.2.7'), soon);
		expect(looked).toBe(false);
		await sleep(wait + 20);
		expect(await right(from('192.0.2.7'), soon)).toBe(true);
	});
});

test.each([
	['an account', { rightOfAccount: { tries: 3, seconds: 900 } }, (i: number) => from(`192.0.2.${i}`)],
	[
		'a network',
		{ rightOfNetwork: { tries: 3, seconds: 900 } },
		(i: number) => from('192.0.2.7', undefined, `n${i}`)
	],
	['a known device', { rightOfAccount: { tries: 3, seconds: 900 } }, () => from('192.0.2.7', known())]
])('[SIGN9] right passwords of %s are limited; wrong ones do not count there', async (_, rules, attempt) => {
	const strict = openGuard(openLimits(database.db, secret), secret, { ...passwordLimits, ...rules });
	for (let i = 0; i < 3; i++) {
		expect((await wrong(attempt(i), strict)).wait).toBe(0);
		expect(await right(attempt(i), strict)).toBe(true);
	}
	const { looked, wait } = await wrong(attempt(4), strict);
	expect(looked).toBe(false);
	expect(wait).toBeGreaterThan(14 * 60_000);
});

describe('[SIGN3] a device where the account signed in before', () => {
	test('gets in while others try the same account, from everywhere and from beside it', async () => {
		const device = known();
		await wrongs(70, (i) => from(`198.51.100.${i}`));
		await wrongs(110, (i) => from('192.0.2.7', undefined, `person${i}`));
		expect((await wrong(from('192.0.2.7'))).looked).toBe(false);
		expect(await right(from('192.0.2.7', device))).toBe(true);
		expect(await right(from('192.0.2.7', device), elsewhere)).toBe(true);
	});

	test('has its own limit, and costs the others nothing', async () => {
		const device = known();
		expect(await wrongs(12, () => from('192.0.2.7', device))).toBe(10);
		expect(await right(from('192.0.2.7', device))).toBe(false);
		expect(await right(from('192.0.2.7'))).toBe(true);
		expect(await right(from('192.0.2.7', known()))).toBe(true);
	});

	test('also over the day', async () => {
		const device = known();
		let looked = 0;
		for (let round = 0; round < 8; round++) {
			looked += await wrongs(10, () => from('192.0.2.7', device));
			await database.sql`delete from limits where key like 'password.atDevice:%'`;
		}
		expect(looked).toBe(50);
	});

	test('is known for the accounts that signed in there, and for no other', async () => {
		let device: string | undefined;
		for (const username of ['wang.fang', 'Li.Lei', '周涛']) {
			device = guard.remember(from('', device, username)).value;
		}
		await wrongs(6, () => from('192.0.2.7'));
		expect(await right(from('192.0.2.7', device))).toBe(true);
		expect(await right(from('192.0.2.7', device, ' LI.LEI'))).toBe(true);
		await wrongs(6, () => from('192.0.2.7', device, 'stranger'));
		expect(await right(from('192.0.2.7', device, 'stranger'))).toBe(false);
	});

	test('forgets the first of very many', () => {
		let device: string | undefined;
		for (let i = 0; i < 40; i++) device = guard.remember(from('', device, `person${i}`)).value;
		expect(device!.length).toBeLessThan(400);
		const parts = device!.split('.');
		expect(parts).toHaveLength(9);
		expect(device!.startsWith(parts[0]!)).toBe(true);
	});

	test('cannot be made up', async () => {
		const device = known();
		const [id, signature] = device.split('.') as [string, string];
		const other = openGuard(openLimits(database.db, secret), 'another secret');
		const made = [
			'',
			'.',
			id,
			`${id}.`,
			signature,
			`${id}x.${signature}`,
			`${id}.${signature}x`,
			`${id}.${signature.slice(0, -1)}`,
			`${'A'.repeat(22)}.${signature}`,
			known('li.lei'),
			other.remember(from('')).value,
			'x'.repeat(4000)
		];
		await wrongs(6, () => from('192.0.2.7'));
		for (const cookie of made)
			expect([cookie, await right(from('192.0.2.7', cookie))]).toEqual([cookie, false]);
		expect(await right(from('192.0.2.7', device))).toBe(true);
	});

	test('tells nobody whose it is', () => {
		expect(known('wang.fang')).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
		expect(Buffer.from(known('wang.fang').split('.')[1]!, 'base64url').toString()).not.toContain('wang');
	});
});
