import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/live/sign-in.ts';
import { operator } from '../src/lib/audit/record.server.ts';
import { invite } from '../src/lib/one-time-links/invite.server.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import type { Role } from '../src/lib/model/person.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/database/database.ts';
import { type ClientSocket, dial, outcome } from '../src/lib/sync/live.testing.ts';
import { type CreatedWorkshop, createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { type Answer, ask as askAt, type Asked } from './access/ask.ts';
import { startServer, type TestServer } from './server.ts';

const password = 'seven blue herons';
const another = 'nine grey herons';
const people = '/w/one/settings/people';

let server: TestServer;
/** Another process on the same data, without Redis. */
let beside: TestServer;
let database: OpenDatabase;
let one: CreatedWorkshop;
let two: CreatedWorkshop;
let owner: string;
const sockets: ClientSocket[] = [];

beforeAll(async () => {
	server = await startServer();
	beside = await startServer({ dataDir: server.dataDir });
	database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
	const make = (slug: string) =>
		createWorkshop(
			database.db,
			{ slug, name: `Workshop ${slug}`, language: 'en', timeZone: 'Asia/Shanghai' },
			{ name: `Owner ${slug}`, username: `owner.${slug}`, password },
			Date.now()
		);
	[one, two] = [await make('one'), await make('two')];
	owner = await session('owner.one');
}, 120_000);

afterAll(async () => {
	for (const socket of sockets) socket.disconnect();
	await database?.close();
	await beside?.remove();
	await server?.remove();
});

const session = (username: string, typed = password) => signIn(server.url, username, typed);
const get = (path: string, cookie = '') => askAt({ server }, 'GET', path, { cookie });
const post = (path: string, form: Record<string, string>, cookie = '', more: Asked = {}) =>
	askAt({ server }, 'POST', path, { form, cookie, ...more });

async function staff(username: string, roles: Role[], workshop = one): Promise<string> {
	const account = { username, password };
	return addPerson(database.db, workshop.id, { name: `Name ${username}`, roles, account }, Date.now());
}

const named = (name: string, roles: Role[] = ['technician'], workshop = one) =>
	addPerson(database.db, workshop.id, { name, roles }, Date.now());

/** The address in an answer, as it is shown this once. */
const addressIn = ({ text }: Answer): string | undefined => /\/join\/[\w-]{43}/.exec(text)?.[0];

async function link(id: string, cookie = owner): Promise<string> {
	const address = addressIn(await post(`${people}?/invite`, { id }, cookie));
	if (!address) throw new Error('no link was made');
	return address;
}

/** An answer without the nonces of its scripts. */
const said = ({ text }: Answer): string => text.replaceAll(/nonce="[^"]*"/g, '');

/** The cookies that a browser has after an answer. */
const cookiesOf = ({ headers }: Answer): string =>
	headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');

const isIn = async (cookie: string, slug = 'one') => (await get(`/w/${slug}/board`, cookie)).status === 200;

/** An open board, and when it was put out: milliseconds after `since`. */
async function board(at: TestServer, cookie: string, slug = 'one') {
	const socket = dial(at.url, { workshop: slug }, { cookie });
	sockets.push(socket);
	expect(await outcome(socket)).toBe('connect');
	const put = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(Date.now())));
	const never = sleep(15_000, Infinity, { ref: false });
	return async (since: number) => (await Promise.race([put, never])) - since;
}

describe('[PASS6] an invitation', () => {
	test('is made with the person, shown once, and opened as often as previewers like', async () => {
		const form = { name: 'Li Lei', roles: 'technician', invite: 'yes' };
		const added = await post(`${people}?/add`, form, owner);
		expect(added.status).toBe(200);
		const address = addressIn(added)!;
		expect(added.text).toMatch(/Invited, link works until \d/);
		const page = await get(people, owner);
		expect(page.text).toContain('Li Lei');
		expect(addressIn(page)).toBeUndefined();
		for (let look = 0; look < 3; look++) {
			const { status, text, headers } = await get(address);
			expect(status).toBe(200);
			expect(text).toContain('Welcome to Workshop one');
			expect(text).toContain('Hello Li Lei');
			expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
			expect(headers.get('referrer-policy')).toBe('same-origin');
			expect(headers.get('cache-control')).toContain('no-store');
			expect(headers.getSetCookie()).toEqual([]);
		}
		await askAt({ server }, 'HEAD', address);
		expect((await get(address)).status).toBe(200);
	});

	test('says of each field what is wrong, keeps what was typed but no password, and stays open', async () => {
		const address = await link(await named('Zhou Tao'));
		const anew = (username: string, typed: string) => post(`${address}?/anew`, { username, password: typed });
		const short = await anew('zhou.tao', 'short');
		expect(short.status).toBe(400);
		expect(short.text).toContain('at least 15');
		expect(short.text).toContain('value="zhou.tao"');
		expect(short.text).not.toContain('"short"');
		expect((await anew('!', another)).text).toContain('2–30');
		const taken = await anew('Owner.Two', another);
		expect([taken.status, taken.text]).toEqual([400, expect.stringContaining('is taken')]);
		expect((await anew('zhou.tao', 'zhoutao zhoutao zhoutao')).status).toBe(400);
		expect((await get(address)).status).toBe(200);
	});

	test('signs in whoever chose a name and a password, leads to the board, and is used up', async () => {
		const address = await link(await named('Han Mei'));
		const joined = await post(`${address}?/anew`, { username: 'Han.Mei', password: another });
		expect([joined.status, joined.to]).toEqual([303, '/w/one/board']);
		expect(await isIn(cookiesOf(joined))).toBe(true);
		expect(await isIn(cookiesOf(joined), 'two')).toBe(false);
		const unknown = await get(`/join/${'x'.repeat(43)}`);
		expect(unknown.status).toBe(404);
		expect(unknown.text).toContain('This link no longer works');
		expect(unknown.text).toContain('new link');
		const used = await get(address);
		expect([used.status, said(used)]).toEqual([404, said(unknown)]);
		const again = await post(`${address}?/anew`, { username: 'somebody', password: another });
		expect(again.status).toBe(404);
		expect(await isIn(await session('han.mei', another))).toBe(true);
		const listed = await get(people, owner);
		expect(listed.text).toContain('han.mei');
	});

	test('used by two browsers at the same moment makes one account', async () => {
		const address = await link(await named('Wu Gang'));
		const answers = await Promise.all(
			['wu.gang', 'wu.gang.2'].map((username) => post(`${address}?/anew`, { username, password: another }))
		);
		expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 404]);
	});

	test('is accepted with an account of another workshop, by whoever the button named', async () => {
		const address = await link(await named('Two at home', ['viewer']));
		const visitor = await session('owner.two');
		expect((await get(address, visitor)).text).toContain('Join as owner.two');
		expect(await post(`${address}?/as`, { username: 'owner.one' }, visitor)).toMatchObject({
			...{ status: 303, to: address }
		});
		expect(await post(`${address}?/as`, { username: 'owner.two' })).toMatchObject({ to: address });
		expect(await isIn(visitor)).toBe(false);
		expect(await post(`${address}?/as`, { username: 'owner.two' }, visitor)).toMatchObject({
			...{ status: 303, to: '/w/one/board' }
		});
		expect([await isIn(visitor), await isIn(visitor, 'two')]).toEqual([true, true]);
		expect((await get('/w/one/settings', visitor)).status).toBe(403);
	});

	test('opened by a colleague says whose it is, and signs the colleague out', async () => {
		await staff('colleague', ['technician']);
		const colleague = await session('colleague');
		const address = await link(await named('New One'));
		const page = await get(address, colleague);
		expect(page.text).toContain('signed in as colleague, but the link is for New One');
		expect(page.text).not.toContain('Join as');
		expect((await post(`${address}?/as`, { username: 'colleague' }, colleague)).status).toBe(404);
		const joined = await post(`${address}?/anew`, { username: 'new.one', password: another }, colleague);
		expect(joined.to).toBe('/w/one/board');
		expect(await isIn(cookiesOf(joined))).toBe(true);
		expect(await isIn(colleague)).toBe(false);
	});
});

describe('[PASS7] a new password', () => {
	test('ends every session, closes what is open in every process, and signs in anew', async () => {
		const id = await staff('forgetful', ['advisor']);
		const devices = [await session('forgetful'), await session('forgetful')];
		const ends = [await board(server, devices[0]!), await board(beside, devices[1]!)];
		const address = await link(id);
		expect((await get(address)).text).toContain('value="forgetful"');
		const began = Date.now();
		const reset = await post(`${address}?/reset`, { password: another });
		expect([reset.status, reset.to]).toEqual([303, '/w/one/board']);
		for (const end of ends) expect(await end(began)).toBeLessThan(2_500);
		for (const device of devices) expect(await isIn(device)).toBe(false);
		expect(await isIn(cookiesOf(reset))).toBe(true);
		expect((await post('/sign-in', { username: 'forgetful', password })).status).toBe(400);
		expect((await get(address)).status).toBe(404);
	});

	test('that is easily guessed is refused, and the link stays', async () => {
		const address = await link(await staff('guessable', ['advisor']));
		const guessed = await post(`${address}?/reset`, { password: 'guessable guessable' });
		expect(guessed.status).toBe(400);
		expect(guessed.text).not.toContain('guessable guessable');
		expect((await post(`${address}?/anew`, { username: 'other', password: another })).status).toBe(404);
		expect((await get(address)).status).toBe(200);
	});
});

describe('[PASS4] a link is refused', () => {
	const refusal = async (id: string, cookie: string) => {
		const answer = await post(`${people}?/invite`, { id }, cookie);
		expect(addressIn(answer)).toBeUndefined();
		// Beside the button, where the answer stands.
		return `${answer.status} ${/role="status"[^>]*>[^▲]{0,80}▲<\/span>(?:\s|<!--.*?-->)*([^<]+)/.exec(answer.text)?.[1]?.trim()}`;
	};

	test('to a manager for an owner, to everybody for themselves and for people elsewhere', async () => {
		const id = await staff('manager', ['manager']);
		const manager = await session('manager');
		expect(await refusal(one.ownerId!, manager)).toMatch(/^409 Only an owner can make/);
		expect(await refusal(id, manager)).toMatch(/^409 .*for yourself/);
		// No row of this page is theirs.
		expect(await refusal(two.ownerId!, manager)).toBe('409 undefined');
		expect(await refusal(one.ownerId!, owner)).toMatch(/^409 .*for yourself/);
		const page = await get(people, manager);
		const ofOwner = page.text.split(/<li|<\/ul>/).find((row) => row.includes('owner.one'))!;
		expect(ofOwner).toContain('Only an owner can make or change an owner');
		expect(ofOwner).not.toContain('<button');
	});

	test('[ID1] to everybody for themselves, with their own id in capitals', async () => {
		const id = await staff('capital.manager', ['manager']);
		const manager = await session('capital.manager');
		expect(await refusal(id.toUpperCase(), manager)).toMatch(/^409 .*for yourself/);
		expect(await refusal(one.ownerId!.toUpperCase(), owner)).toMatch(/^409 .*for yourself/);
	});

	test('for an account that another workshop has a say in', async () => {
		const id = await staff('in.both', ['technician']);
		const there = await named('In Both', ['owner'], two);
		const token = await invite(database.db, two.id, there, operator, Date.now());
		const both = await session('in.both');
		await post(`/join/${token}?/as`, { username: 'in.both' }, both);
		expect(await isIn(both, 'two')).toBe(true);
		expect(await refusal(id, owner)).toMatch(/^409 .*alone cannot reset/);
	});
});

describe('taking away', () => {
	test('[SET3] [ID1] the only owner cannot lock themselves out, with their own id in capitals', async () => {
		const id = one.ownerId!.toUpperCase();
		const form = { id, name: 'Owner one', roles: 'manager' };
		for (const answer of [
			await post(`${people}?/change`, form, owner),
			await post(`${people}?/activate`, { id, active: 'no' }, owner)
		]) {
			expect(answer.status).toBe(409);
		}
		expect((await get(people, owner)).status).toBe(200);
	});

	test('[PPL2] [PASS3] locking out closes the board in every process, and the link', async () => {
		const id = await staff('leaving', ['advisor']);
		const cookie = await session('leaving');
		const ends = [await board(server, cookie), await board(beside, cookie)];
		const address = await link(id);
		const began = Date.now();
		expect((await post(`${people}?/activate`, { id, active: 'no' }, owner)).text).toContain('Saved');
		for (const end of ends) expect(await end(began)).toBeLessThan(2_500);
		expect(await isIn(cookie)).toBe(false);
		expect((await get(address)).status).toBe(404);
		expect((await post(`${address}?/reset`, { password: another })).status).toBe(404);
		await post(`${people}?/activate`, { id, active: 'yes' }, owner);
		expect((await get(address)).status).toBe(404);
	});

	test('[PPL5] signing out everywhere closes boards of other workshops too, in every process', async () => {
		const id = await staff('everywhere', ['advisor']);
		const token = await invite(database.db, two.id, await named('E', ['viewer'], two), operator, Date.now());
		const cookie = await session('everywhere');
		await post(`/join/${token}?/as`, { username: 'everywhere' }, cookie);
		await staff('both', ['manager']);
		const also = await invite(database.db, two.id, await named('B', ['manager'], two), operator, Date.now());
		await post(`/join/${also}?/as`, { username: 'both' }, await session('both'));
		const ends = [
			await board(server, cookie),
			await board(beside, cookie),
			await board(server, cookie, 'two'),
			await board(beside, cookie, 'two')
		];
		// Who ends the sessions of an account has a say in each of its workshops. [PPL6]
		expect((await post(`${people}?/signOut`, { id }, owner)).status).toBe(409);
		const manager = await session('both');
		const began = Date.now();
		const out = await post(`${people}?/signOut`, { id }, manager);
		expect(out.text).toContain('Signed out everywhere');
		for (const end of ends) expect(await end(began)).toBeLessThan(2_500);
		expect(await isIn(cookie)).toBe(false);
		expect(await isIn(await session('everywhere'))).toBe(true);
	});
});
