import { afterAll, describe, expect, test, vi } from 'vitest';
import { openScreen } from '../scripts/live/screen.ts';
import { booking } from '../src/lib/commands/door.testing.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import type { Role } from '../src/lib/model/person.ts';
import { type ClientSocket, dial, outcome } from '../src/lib/sync/live.testing.ts';
import { type Answer, ask, cookiesAfter } from './access/ask.ts';
import { password, threeProcesses } from './three-processes.ts';

/* [RUN3] What is counted or taken away through one of three processes is so at all of them. */

vi.setConfig({ testTimeout: 60_000 });

const lounge = {
	...{ name: 'Lounge', kind: 'lounge', layout: 'promise', inches: '55', metres: '5' },
	...{ mounting: 'landscape', language: '', sound: 'none' }
};

const three = threeProcesses();
const { get, post, session } = three;

/** Milliseconds in which a process that Redis reaches hears of it, and some for a busy machine. [ACC7] */
const atOnce = 900;
const people = '/w/one/settings/people';
const sockets: ClientSocket[] = [];
afterAll(() => {
	for (const socket of sockets) socket.disconnect();
});

/** A socket as a page opens it at one of the three, and how that went. */
async function dialTo(at: number, auth: object, cookie?: string) {
	const socket = dial(three.servers[at]!.url, auth, { cookie });
	sockets.push(socket);
	return { socket, outcome: await outcome(socket) };
}
const knock = async (at: number, auth: object) => (await dialTo(at, auth)).outcome;

/** One that follows its feed. */
async function dialled(at: number, auth: object, cookie?: string): Promise<ClientSocket> {
	const { socket, outcome } = await dialTo(at, auth, cookie);
	expect(outcome).toBe('connect');
	expect(await socket.emitWithAck('join', { since: null })).toMatchObject({ ok: true });
	return socket;
}

/** @returns waits until the server closed what was opened; milliseconds from a moment until then */
async function open(at: number, auth: object, cookie?: string): Promise<(since: number) => Promise<number>> {
	const socket = await dialled(at, auth, cookie);
	const end = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(performance.now())));
	return async (since) => Math.max(0, (await end) - since);
}

/** @param signsIn with an account of the same name; @returns the id */
function somebody(name: string, roles: Role[], signsIn = false): Promise<string> {
	const account = signsIn ? { username: name, password } : undefined;
	return addPerson(three.database.db, three.one.id, { name, roles, account }, Date.now());
}

/** The one-time address in an answer. */
const joining = ({ text }: Answer): string => /\/join\/[\w-]{43}/.exec(text)![0];

test('limits are counted by all together', async () => {
	const wrong = (at: number) => post(at, '/sign-in', { username: 'nobody', password: 'wrong wrong wrong' });
	const answers: number[] = [];
	for (let attempt = 0; attempt < 7; attempt++) answers.push((await wrong(attempt % 3)).status);
	expect(answers).toEqual([400, 400, 400, 400, 400, 429, 429]);

	const cookie = await session(0);
	const codes: number[] = [];
	for (let guess = 0; guess < 12; guess++) {
		const form = { ...lounge, code: '00000000' };
		codes.push((await post(guess % 3, '/w/one/screens/pair', form, { cookie })).status);
	}
	expect(codes).toEqual([...Array<number>(10).fill(400), 429, 429]);
});

test('a television shows one’s code, another pairs it, the third lets it in and puts it out', async () => {
	await three.database.sql`delete from limits`;
	const cookie = await session(1);
	const first = await get(0, '/tv');
	const device = first.headers
		.getSetCookie()
		.find((each) => each.startsWith('kanche.screen='))!
		.split(';')[0]!;
	const code = /data-testid="code">(\d{4}) (\d{4})</.exec(first.text)!.slice(1).join('');
	const form = { ...lounge, code };
	expect((await post(1, '/w/one/screens/pair', form, { cookie })).status).toBe(303);
	expect(JSON.parse((await get(2, '/tv/paired', device)).text)).toEqual({ waiting: false });
	const opened = await get(2, '/tv', device);
	const token = /\/display\/([\w-]{43})/.exec(opened.to!)![1]!;
	const end = await open(2, { token });
	const [screen] = await three.database.sql<{ id: string }[]>`select id from screens where name = 'Lounge'`;
	const revoked = await post(0, `/w/one/screens/${screen!.id}?/revoke`, { id: screen!.id }, { cookie });
	const since = performance.now();
	expect([200, 303]).toContain(revoked.status);
	expect(await end(since)).toBeLessThan(atOnce);
	for (const at of [0, 1, 2]) {
		expect((await get(at, `/display/${token}/lounge`)).status).toBe(404);
		expect(await knock(at, { token })).toBe('denied');
	}
});

test('whoever is locked out at one is nobody at all others', async () => {
	const id = await somebody('lin', ['foreman'], true);
	const [owner, lin] = [await session(0), await session(1, 'lin')];
	expect((await get(2, '/w/one/board', lin)).status).toBe(200);
	const form = { id, active: 'no' };
	expect((await post(0, `${people}?/activate`, form, { cookie: owner })).status).toBeLessThan(400);
	for (const at of [1, 2]) expect((await get(at, '/w/one/board', lin)).status).not.toBe(200);
});

describe('[LINK2] a customer’s link that one revoked', () => {
	test('puts the page out that another has open, and opens nothing anywhere', async () => {
		const cookie = await session(0);
		const book = booking({}, Date.now());
		const { jobId } = book;
		const board = await openScreen({ url: three.servers[0]!.url, cookie, handshake: { workshop: 'one' } });
		expect(await board.send(book).finally(() => board.close())).toMatchObject({ ok: true });
		const links = `/w/one/board/${jobId}/links`;
		const say = async (at: number, json: unknown) => {
			const server = three.servers[at]!;
			const { text } = await ask({ server }, 'POST', links, { cookie, json });
			return JSON.parse(text) as { address: string; links: { id: string }[] };
		};
		const made = await say(0, { do: 'make' });
		const kept = await say(1, { do: 'make' });
		const [token, other] = [made, kept].map(({ address }) => address.split('/p/')[1]!);
		const ends = [await open(0, { token }), await open(1, { token }), await open(2, { token })];
		const still = await dialled(2, { token: other });
		for (const at of [0, 1, 2]) expect((await get(at, `/p/${token}`)).status).toBe(200);

		await say(1, { do: 'revoke', link: made.links[0]!.id });
		const since = performance.now();
		for (const end of ends) expect(await end(since)).toBeLessThan(atOnce);
		for (const at of [0, 1, 2]) {
			expect((await get(at, `/p/${token}`)).status).toBe(404);
			expect(await knock(at, { token })).toBe('denied');
			expect((await get(at, `/p/${other}`)).status).toBe(200);
		}
		expect(still.connected).toBe(true);
	});
});

describe('a session that ends at one ends at all', () => {
	const isIn = async (cookie: string) =>
		Promise.all([0, 1, 2].map(async (at) => (await get(at, '/w/one/board', cookie)).status === 200));
	const everywhere = [true, true, true];
	const nowhere = [false, false, false];
	const workshop = { workshop: 'one' };

	test('[SIGN5] by signing out, or in anew, in its own browser', async () => {
		await somebody('hejing', ['advisor'], true);
		const [first, other] = [await session(0, 'hejing'), await session(1, 'hejing')];
		const still = await dialled(0, workshop, other);
		const ends = [await open(1, workshop, first), await open(2, workshop, first)];
		expect(await isIn(first)).toEqual(everywhere);
		const form = { username: 'hejing', password };
		const anew = cookiesAfter(first, await post(0, '/sign-in', form, { cookie: first }));
		let since = performance.now();
		for (const end of ends) expect(await end(since)).toBeLessThan(atOnce);
		expect([await isIn(first), await isIn(anew)]).toEqual([nowhere, everywhere]);

		const end = await open(2, workshop, anew);
		await post(1, '/sign-out', {}, { cookie: anew });
		since = performance.now();
		expect(await end(since)).toBeLessThan(atOnce);
		expect([await isIn(anew), await isIn(other)]).toEqual([nowhere, everywhere]);
		expect(still.connected).toBe(true);
	});

	test('[PASS7] by a new password that somebody was given a link to', async () => {
		const id = await somebody('sunlei', ['technician'], true);
		const cookies = [await session(0, 'sunlei'), await session(2, 'sunlei')];
		const ends = [await open(1, workshop, cookies[0]), await open(2, workshop, cookies[1])];
		const made = await post(1, `${people}?/invite`, { id }, { cookie: await session(1) });
		const reset = await post(0, `${joining(made)}?/reset`, { password: 'nine grey herons' });
		const since = performance.now();
		expect(reset.status).toBe(303);
		for (const end of ends) expect(await end(since)).toBeLessThan(atOnce);
		for (const cookie of cookies) expect(await isIn(cookie)).toEqual(nowhere);
		expect(await isIn(cookiesAfter('', reset))).toEqual(everywhere);
		expect((await post(1, joining(made) + '?/reset', { password })).status).toBe(404);
	});
});

describe('at a shared tablet', () => {
	/** A tablet, and a technician with a PIN. */
	async function tablet(name: string) {
		const cookie = await session(0);
		const added = await post(1, '/w/one/settings/stations?/add', { name, idleMinutes: '5' }, { cookie });
		const device = cookiesAfter('', await post(2, `${joining(added)}?/pair`, {}));
		const id = await somebody(`at ${name}`, ['technician']);
		const newPin = async (at: number) => {
			const { text } = await post(at, `${people}?/pin`, { id }, { cookie });
			return /<output[^>]*>(\d{6})</.exec(text)![1]!;
		};
		const enter = (at: number, pin: string) =>
			post(at, `/station?/enter&person=${id}`, { personId: id, pin }, { cookie: device });
		return { device, newPin, enter };
	}

	test('[STA4] wrong PINs count together, and then no process looks at the right one', async () => {
		const { newPin, enter } = await tablet('Bay 1');
		const pin = await newPin(0);
		for (let guess = 0; guess < 5; guess++) expect((await enter(guess % 3, '000000')).status).toBe(400);
		for (const at of [0, 1, 2]) expect((await enter(at, pin)).status).toBe(429);
		// A new PIN begins anew, wherever it is used.
		const another = await newPin(1);
		for (const at of [0, 1, 2]) expect((await enter(at, another)).status).toBe(303);
	});

	test('[STA4] [SIGN2] so do PINs that come at the same moment', async () => {
		const { newPin, enter } = await tablet('Bay 2');
		const pin = await newPin(0);
		const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => enter(guess % 3, '000000')));
		const looked = guesses.map(({ status }) => status).sort((a, b) => a - b);
		expect(looked).toEqual([...Array<number>(5).fill(400), ...Array<number>(7).fill(429)]);
		for (const at of [0, 1, 2]) expect((await enter(at, pin)).status).toBe(429);
	});

	test('[STA2] a turn that is locked at one is over at all', async () => {
		const { device, newPin, enter } = await tablet('Bay 3');
		const turn = cookiesAfter(device, await enter(0, await newPin(0)));
		expect((await get(1, '/w/one/board', turn)).status).toBe(200);
		const end = await open(1, { workshop: 'one' }, turn);
		await post(2, '/station?/leave', {}, { cookie: turn });
		const since = performance.now();
		expect(await end(since)).toBeLessThan(atOnce);
		for (const at of [0, 1, 2]) {
			const locked = { status: 303, to: '/station' };
			expect(await get(at, '/w/one/board', turn)).toMatchObject(locked);
		}
	});
});
