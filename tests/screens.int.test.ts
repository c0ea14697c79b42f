import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCode } from '../src/lib/screens/pairing.server.ts';
import { newToken } from '../src/lib/runtime/token.ts';
import { ask } from './access/ask.ts';
import { openWorld, type World } from './access/world.ts';

/* Screens through a running server: the device's cookie, its code, and what is limited. */

let world: World;
beforeAll(async () => {
	world = await openWorld();
}, 120_000);
afterAll(() => world?.remove());

const lounge = {
	...{ name: 'Lounge', kind: 'lounge', layout: 'promise', inches: '55', metres: '5' },
	...{ mounting: 'landscape', language: '', sound: 'none' }
};

const shown = (text: string) => /data-testid="code">(\d{4}) (\d{4})</.exec(text)?.slice(1).join('');

/** A television's browser, with its cookie. */
function television() {
	let cookie = '';
	return {
		get cookie() {
			return cookie;
		},
		async open(path: string) {
			const answer = await ask(world, 'GET', path, { cookie });
			const set = answer.headers.getSetCookie().find((each) => each.startsWith('kanche.screen='));
			if (set) cookie = set.split(';')[0]!;
			return { ...answer, set, code: shown(answer.text) };
		}
	};
}

const openCodeNow = async () => (await openCode(world.database.db, newToken(), Date.now())).code;

async function type(code: string, cookie: string, fields: Record<string, string> = lounge) {
	return ask(world, 'POST', '/w/one/screens/pair', { form: { ...fields, code }, cookie });
}

test('[SCR1] [SCR2] a device gets a code and a cookie of 400 days, and is the screen from then on', async () => {
	const tv = television();
	const first = await tv.open('/tv');
	expect(first.code).toMatch(/^\d{8}$/);
	expect(first.set).toMatch(/HttpOnly/i);
	expect(first.set).toMatch(/Max-Age=34560000/i);
	const again = await tv.open('/tv');
	expect([again.code, again.set]).toEqual([first.code, undefined]);
	expect(JSON.parse((await tv.open('/tv/paired')).text)).toEqual({ waiting: true });

	const owner = await world.session(world.one.username('owner'));
	const answer = await type(first.code!, owner);
	expect([answer.status, answer.to]).toEqual([
		303,
		expect.stringMatching(/^\/w\/one\/screens\?paired=[\w-]{36}$/)
	]);
	expect(JSON.parse((await tv.open('/tv/paired')).text)).toEqual({ waiting: false });
	const on = await tv.open('/tv');
	expect([on.status, on.to]).toEqual([303, `/display/${tv.cookie.split('=')[1]}`]);
	const display = await tv.open((await tv.open(on.to!)).to!);
	expect(display.status).toBe(200);
	expect(display.set).toMatch(/Max-Age=34560000/i);

	// Revoked, its key is nobody's any more: it shows a code by a new one.
	const [before, id] = [tv.cookie, /paired=(.+)$/.exec(answer.to!)![1]];
	await ask(world, 'POST', `/w/one/screens/${id}?/revoke`, { form: {}, cookie: owner });
	expect((await tv.open(on.to!)).status).toBe(404);
	expect((await tv.open('/tv')).code).toMatch(/^\d{8}$/);
	expect(tv.cookie).not.toBe(before);
});

describe('[SCR3] of wrong codes', () => {
	test('10 of a person are looked at; right ones do not count, and what was typed stays', async () => {
		const foreman = await world.session(world.one.username('foreman'));
		const wrong = async () => {
			const { status, text } = await type('0000 0000', foreman, { ...lounge, name: 'Kept name' });
			expect(text).toContain('Kept name');
			return status;
		};
		for (let at = 0; at < 9; at++) expect(await wrong()).toBe(400);
		for (let at = 0; at < 3; at++) expect((await type(await openCodeNow(), foreman)).status).toBe(303);
		// What is no code, or a form that is wrong elsewhere, is no try.
		expect((await type('123', foreman)).status).toBe(400);
		expect((await type(await openCodeNow(), foreman, { ...lounge, inches: 'x' })).status).toBe(400);
		expect(await wrong()).toBe(400);
		expect(await wrong()).toBe(429);
		// Not even the right one is looked at now, and it stays open for somebody else.
		const code = await openCodeNow();
		expect((await type(code, foreman)).status).toBe(429);
		const manager = await world.session(world.one.username('manager'));
		expect((await type(code, manager)).status).toBe(303);
	});
});

test('[SCR3] a network gets 60 new codes in 10 minutes; who has one keeps it', async () => {
	const first = television();
	const { code } = await first.open('/tv');
	let given = 0;
	for (; given < 70; given++) if (!(await television().open('/tv')).code) break;
	expect(given).toBeGreaterThan(50);
	expect(given).toBeLessThan(60);
	const { status, headers, text } = await television().open('/tv');
	expect([status, headers.get('retry-after')]).toEqual([200, '60']);
	expect(text).toContain('Too many codes');
	expect((await first.open('/tv')).code).toBe(code);
});

test('[SCR3] addresses of one IPv6 network share its 60 codes', async () => {
	const from = (address: string) =>
		ask(world, 'GET', '/tv', { headers: { 'x-forwarded-for': address } }).then(({ text }) => shown(text));
	for (let at = 1; at <= 60; at++) expect(await from(`2001:db8:0:7::${at.toString(16)}`)).toMatch(/^\d{8}$/);
	expect(await from('2001:db8:0:7:aaaa::1')).toBeUndefined();
	expect(await from('2001:db8:0:8::1')).toMatch(/^\d{8}$/);
});
