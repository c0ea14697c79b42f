import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/live/sign-in.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import type { Role } from '../src/lib/model/person.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/database/database.ts';
import { type ClientSocket, dial, outcome } from '../src/lib/sync/live.testing.ts';
import { createWorkshop, type CreatedWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { type Answer, ask as askAt, cookiesAfter as after } from './access/ask.ts';
import { startServer, type TestServer } from './server.ts';

/* Shared tablets as a browser without JavaScript uses them, against the built server. */

const password = 'seven blue herons';
const publicOrigin = 'https://board.example';
const stations = '/w/one/settings/stations';

let server: TestServer;
let database: OpenDatabase;
let one: CreatedWorkshop;
let owner: string;
const sockets: ClientSocket[] = [];

beforeAll(async () => {
	server = await startServer({ env: { PUBLIC_ORIGIN: publicOrigin, LOG_LEVEL: 'trace' } });
	database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
	const place = { name: 'Workshop one', language: 'en' as const, timeZone: 'Asia/Shanghai' };
	const boss = { name: '王强', username: 'owner', password };
	one = await createWorkshop(database.db, { slug: 'one', ...place }, boss, Date.now());
	owner = await signIn(server.url, 'owner', password);
}, 120_000);

afterAll(async () => {
	for (const socket of sockets) socket.disconnect();
	await database?.close();
	await server?.remove();
});

const get = (path: string, cookie = '') => askAt({ server }, 'GET', path, { cookie });
const post = (path: string, form: Record<string, string>, cookie = '', headers = {}) =>
	askAt({ server }, 'POST', path, { form, cookie, headers });

const passIn = ({ text }: Answer): string => /\/join\/[\w-]{43}/.exec(text)![0];

/** Adds a station and opens its address in a browser with these cookies; @returns those it has then */
async function pair(name: string, before = ''): Promise<string> {
	const address = passIn(await post(`${stations}?/add`, { name, idleMinutes: '5' }, owner));
	return after(before, await post(`${address}?/pair`, {}, before));
}

async function person(name: string, roles: Role[], account?: string): Promise<{ id: string; pin: string }> {
	const credentials = account ? { username: account, password } : undefined;
	const id = await addPerson(database.db, one.id, { name, roles, account: credentials }, Date.now());
	const { text } = await post('/w/one/settings/people?/pin', { id }, owner);
	return { id, pin: /<output[^>]*>(\d{6})</.exec(text)?.[1] ?? '' };
}

const enter = (id: string, pin: string, cookie: string) =>
	post(`/station?/enter&person=${id}`, { personId: id, pin }, cookie);

const board = '/w/one/board';

describe('[STA1] pairing', () => {
	test('by the address that the settings show once makes a browser the station, for a year at least', async () => {
		const made = await post(`${stations}?/add`, { name: 'Bay 1', idleMinutes: '5' }, owner);
		expect(made.text).toContain(`${publicOrigin}/join/`);
		const address = passIn(made);
		expect((await get(stations, owner)).text).not.toContain('/join/');
		expect((await get(address)).text).toContain('Make this device the shared tablet “Bay 1”?');
		const paired = await post(`${address}?/pair`, {});
		expect(paired).toMatchObject({ status: 303, to: '/station' });
		const cookie = paired.headers.getSetCookie().find((each) => each.startsWith('kanche.station='))!;
		expect(cookie).toMatch(/HttpOnly/i);
		expect(Number(/max-age=(\d+)/i.exec(cookie)![1])).toBeGreaterThanOrEqual(365 * 24 * 3600);
		const device = after('', paired);
		const lock = await get('/station', device);
		expect(lock.text).toContain('Bay 1');
		// And it is set anew whenever the lock screen is opened.
		expect(lock.headers.getSetCookie().join()).toContain(device);
		expect(await get('/', device)).toMatchObject({ status: 303, to: '/station' });
		expect((await get(address)).status).toBe(404);
		expect((await post(`${address}?/pair`, {})).status).toBe(404);
		expect((await get(stations, owner)).text).toContain('Paired');
	});

	test('by https sets the cookie under the name that no other host can plant', async () => {
		const address = passIn(await post(`${stations}?/add`, { name: 'By https', idleMinutes: '5' }, owner));
		const proxied = { origin: publicOrigin, 'x-forwarded-host': 'board.example' };
		const paired = await post(`${address}?/pair`, {}, '', proxied);
		expect(paired.headers.getSetCookie().find((each) => each.startsWith('__Host-kanche.station='))).toMatch(
			/Secure/i
		);
	});

	test('says before that it signs out whoever is signed in there, and does so', async () => {
		await person('郑国强', ['foreman'], 'foreman');
		const browser = await signIn(server.url, 'foreman', password);
		const address = passIn(await post(`${stations}?/add`, { name: 'Signed in', idleMinutes: '5' }, owner));
		expect((await get(address)).text).not.toContain('will be signed out');
		expect((await get(address, browser)).text).toContain('will be signed out');
		const device = after(browser, await post(`${address}?/pair`, {}, browser));
		expect((await get(board, browser)).status).toBe(303);
		expect(await get(board, device)).toMatchObject({ status: 303, to: '/station' });
	});

	test('ends by signing in with an account there, which says so before', async () => {
		await person('林晓', ['foreman'], 'lin');
		const device = await pair('Own again');
		const { id, pin } = await person('赵志刚', ['parts']);
		const turn = after(device, await enter(id, pin, device));
		expect((await get('/sign-in', device)).text).toContain('no longer the shared tablet “Own again”');
		expect((await get('/sign-in')).text).not.toContain('shared tablet');
		await post('/sign-in', { username: 'lin', password: 'wrong password' }, turn);
		expect((await get(board, turn)).status).toBe(200);
		const own = after(turn, await post('/sign-in', { username: 'lin', password }, turn));
		expect(own).not.toMatch(/kanche\.(station|turn)=/);
		expect((await get(board, own)).text).toContain('林晓');
		for (const cookie of [device, turn]) {
			expect((await get('/station', cookie)).text).toContain('This device is no shared tablet');
			expect((await get(board, cookie)).status).toBe(303);
		}
		expect((await get('/w/one/settings/audit', owner)).text).toContain(
			'Unpaired the shared tablet Own again'
		);
	});

	test('of another device, or revoking, makes the first nobody at once', async () => {
		const first = await pair('Moved');
		const { id } = await station('Moved');
		const address = passIn(await post(`${stations}?/pair`, { id }, owner));
		expect((await get('/station', first)).text).toContain('Moved');
		const second = after('', await post(`${address}?/pair`, {}));
		expect((await get('/station', first)).text).toContain('This device is no shared tablet');
		expect((await get('/station', second)).text).toContain('Moved');
		expect((await post(`${stations}?/revoke`, { id }, owner)).text).toContain('Revoked.');
		expect((await get('/station', second)).text).toContain('This device is no shared tablet');
		expect((await post('/station?/enter', {}, second)).status).toBe(404);
		expect(await get(board, second)).toMatchObject({ status: 303, to: expect.stringMatching('/sign-in') });
	});

	test('and changing keep what was typed, and say what is wrong beside it', async () => {
		const wrong = await post(`${stations}?/add`, { name: '', idleMinutes: '61' }, owner);
		expect(wrong.status).toBe(400);
		expect(wrong.text).toContain('Please fill this in');
		expect(wrong.text).toContain('1–60 minutes');
		expect(wrong.text).toContain('value="61"');
		await pair('Before');
		const { id } = await station('Before');
		await post(`${stations}?/change`, { id, name: 'After', idleMinutes: '60' }, owner);
		expect(await station('After')).toMatchObject({ idle_minutes: 60 });
	});
});

async function station(name: string): Promise<{ id: string; idle_minutes: number }> {
	const [row] = await database.sql<{ id: string; idle_minutes: number }[]>`
		select id, idle_minutes from stations where name = ${name}`;
	return row!;
}

describe('[STA2] [STA3] at a station', () => {
	test('a name and a PIN lead to the board, and nowhere that settings are', async () => {
		const device = await pair('Bay 2');
		const { id, pin } = await person('周涛', ['owner', 'technician'], 'zhou');
		expect((await get('/station', device)).text).toContain('周涛');
		expect((await get(`/station?person=${id}`, device)).text).toContain('周涛, type your PIN');
		const entered = await enter(id, pin, device);
		expect(entered).toMatchObject({ status: 303, to: board });
		const turn = after(device, entered);
		const page = await get(board, turn);
		expect(page.status).toBe(200);
		expect(page.text).toContain('Bay 2');
		expect(page.text).toContain('Done, lock');
		expect(page.text).not.toContain('href="/w/one/settings"');
		for (const path of ['settings', 'settings/people', 'settings/stations', 'screens', 'import']) {
			expect([path, (await get(`/w/one/${path}`, turn)).status]).toEqual([path, 403]);
		}
		expect((await post('/w/one/settings/people?/pin', { id }, turn)).status).toBe(403);
		// With the own account it is another matter.
		expect((await get('/w/one/settings', await signIn(server.url, 'zhou', password))).status).toBe(200);
		// The lock screen is not shown meanwhile.
		expect(await get('/station', turn)).toMatchObject({ status: 303, to: board });

		const left = await post('/station?/leave', {}, turn);
		expect(left).toMatchObject({ status: 303, to: '/station' });
		for (const cookie of [turn, after(turn, left)]) {
			expect(await get(board, cookie)).toMatchObject({ status: 303, to: '/station' });
		}
	});

	test('an idle turn’s pages and forms lead to the lock screen', async () => {
		const device = await pair('Bay 3');
		const { id, pin } = await person('李磊', ['foreman']);
		const turn = after(device, await enter(id, pin, device));
		expect((await get('/w/one/screens', turn)).status).toBe(200);
		await database.sql`update stations set active_at = now() - interval '5 min 1 s' where name = 'Bay 3'`;
		for (const path of [board, '/w/one/screens', '/station/pin']) {
			expect([path, await get(path, turn)]).toMatchObject([path, { status: 303, to: '/station' }]);
		}
		const form = { code: '12345678', name: 'Late' };
		expect(await post('/w/one/screens/pair', form, turn)).toMatchObject({ status: 303, to: '/station' });
		expect(await post('/station/pin', { current: pin, pin: '640917', again: '640917' }, turn)).toMatchObject({
			status: 303,
			to: '/station'
		});
		expect((await database.sql`select id from screens where name = 'Late'`).count).toBe(0);
		expect(await enter(id, pin, device)).toMatchObject({ status: 303, to: board });
	});

	test('whoever is signed in there with an account is signed out by entering', async () => {
		const device = await pair('Bay 4');
		const { id, pin } = await person('陈杰', ['technician']);
		await person('何静', ['advisor'], 'hejing');
		const both = `${device}; ${await signIn(server.url, 'hejing', password)}`;
		const turn = after(both, await enter(id, pin, both));
		expect((await get(board, turn)).text).toContain('陈杰');
		expect(await get('/account', both)).toMatchObject({ status: 303 });
	});

	test('the second one’s turn ends the first’s, and locking closes what is open', async () => {
		const device = await pair('Bay 5');
		const [first, second] = [
			await person('甲', ['technician']),
			await person('乙', ['technician', 'manager'])
		];
		const one = after(device, await enter(first.id, first.pin, device));
		const socket = dial(server.url, { workshop: 'one' }, { cookie: one });
		sockets.push(socket);
		expect(await outcome(socket)).toBe('connect');
		const put = new Promise((resolve) => socket.once('disconnect', resolve));
		const two = after(device, await enter(second.id, second.pin, device));
		expect(await Promise.race([put, sleep(3_000, 'still open')])).toBe('io server disconnect');
		expect(await get(board, one)).toMatchObject({ status: 303, to: '/station' });
		expect((await get(board, two)).text).toContain('乙');
		const log = await get('/w/one/settings/audit', owner);
		expect(log.text).toContain('Bay 5');
	});

	test('one chooses another PIN there, typed twice; none that is easily guessed', async () => {
		const device = await pair('Bay 6');
		const { id, pin } = await person('丙', ['technician']);
		const turn = after(device, await enter(id, pin, device));
		const change = (chosen: string, again = chosen) =>
			post('/station/pin', { current: pin, pin: chosen, again }, turn);
		expect((await change('123456')).text).toContain('Too easy to guess');
		expect((await change('12')).text).toContain('Use 4–8 digits');
		const differs = await change('640917', '640918');
		expect(differs.text).toContain('The two are not the same');
		expect(differs.text).not.toContain('640917');
		expect((await change('640917')).text).toContain('Your PIN is changed');
		// It goes on being their turn.
		expect((await get(board, turn)).status).toBe(200);
		expect((await enter(id, pin, device)).status).toBe(400);
		expect((await enter(id, '640917', device)).status).toBe(303);
	});

	test('[STA6] a new PIN is refused without the current one, and wrong ones are limited', async () => {
		const device = await pair('Bay 10');
		const { id, pin } = await person('壬', ['technician']);
		const turn = after(device, await enter(id, pin, device));
		const change = (current: string) =>
			post('/station/pin', { current, pin: '640917', again: '640917' }, turn);
		expect((await post('/station/pin', { pin: '640917', again: '640917' }, turn)).status).toBe(400);
		for (let i = 0; i < 5; i++) {
			const wrong = await change('000000');
			expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('That PIN is not right')]);
		}
		const limited = await change(pin);
		expect([limited.status, limited.text]).toEqual([429, expect.stringContaining('Too many tries')]);
		const elsewhere = await pair('Bay 11');
		expect((await enter(id, '640917', elsewhere)).status).toBe(400);
		expect((await enter(id, pin, elsewhere)).status).toBe(303);
	});

	test('[STA6] staff cannot give themselves a PIN on the people page, where no password is asked', async () => {
		const { id } = await person('癸', ['manager', 'technician'], 'gui');
		const own = await post('/w/one/settings/people?/pin', { id }, await signIn(server.url, 'gui', password));
		expect([own.status, own.text]).toEqual([
			409,
			expect.stringContaining('You cannot give yourself a PIN here')
		]);
	});

	test('a device that is none is told so, and is let in nowhere', async () => {
		for (const cookie of ['', 'kanche.station=made-up', 'kanche.station=%00; kanche.turn=%00']) {
			expect((await get('/station', cookie)).text).toContain('This device is no shared tablet');
			expect((await post('/station?/enter', { personId: one.ownerId!, pin: '4071' }, cookie)).status).toBe(
				404
			);
			expect((await get('/station/pin', cookie)).status).toBe(404);
		}
	});
});

describe('[STA4] a wrong PIN', () => {
	test('is answered like that of somebody who may not enter, and then by a wait', async () => {
		const device = await pair('Bay 7');
		const right = await person('丁', ['technician']);
		const [gone, boss] = [await person('戊', ['technician']), await person('己', ['manager'])];
		expect(boss.pin).toBe('');
		await post('/w/one/settings/people?/activate', { id: gone.id, active: 'no' }, owner);
		const said = ({ text }: Answer) => /role="alert"[^>]*>.*?<p>(.*?)<\/p>/s.exec(text)?.[1];
		const wrong = await enter(right.id, '000000', device);
		expect(wrong.status).toBe(400);
		expect(said(wrong)).toContain('That PIN is not right. Try again');
		for (const [id, pin] of [
			[gone.id, gone.pin],
			[boss.id, '4071'],
			[crypto.randomUUID(), '4071'],
			['no id', '4071'],
			[right.id, 'x'.repeat(100)]
		] as const) {
			const { status, headers } = await enter(id, pin, device);
			expect([pin, status, headers.getSetCookie().join()]).toEqual([
				pin,
				400,
				expect.not.stringContaining('turn')
			]);
		}
		for (let i = 0; i < 4; i++) await enter(right.id, '000000', device);
		const wait = await enter(right.id, right.pin, device);
		expect(wait.status).toBe(429);
		expect(said(wait)).toMatch(/Too many tries\. Try again in [45] min/);
		// At another tablet the right one opens.
		expect((await enter(right.id, right.pin, await pair('Bay 8'))).status).toBe(303);
		const refused = await database.sql`
			select id from audit_entries where change->>'type' = 'pinRefused' and change->>'personId' = ${right.id}`;
		expect(refused.count).toBe(5);
	});
});

describe('[STA5] one’s own PIN at the account', () => {
	test('needs the password, and is for nobody else’s', async () => {
		const { id, pin } = await person('庚', ['technician'], 'geng');
		const other = await person('辛', ['technician']);
		const cookie = await signIn(server.url, 'geng', password);
		const set = (current: string, personId = id, again = '83920') =>
			post('/account?/pin', { personId, current, pin: '83920', again }, cookie);
		expect((await get('/account', cookie)).text).toContain('PIN for the shared tablets of Workshop one');
		expect((await set('wrong password')).status).toBe(400);
		expect((await set(password, other.id)).status).toBe(404);
		expect((await set(password, id, '83921')).text).toContain('The two are not the same');
		const device = await pair('Bay 9');
		const turn = after(device, await enter(id, pin, device));
		expect((await set(password)).text).toContain('Your PIN is saved');
		expect((await get(board, turn)).status).toBe(303);
		expect((await enter(id, '83920', device)).status).toBe(303);
		expect((await get('/account', owner)).text).not.toContain('PIN for the shared tablets');
	});
});

test('[STA5] the log says nothing of PINs, tokens and names', async () => {
	const log = server.output();
	expect(log).toContain('listening');
	expect(log).not.toMatch(/周涛|640917|83920|kanche\.station=/);
});
