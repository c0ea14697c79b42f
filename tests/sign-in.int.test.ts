import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from '../src/lib/people/people.server.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/server/database.ts';
import { createWorkshop, type CreatedWorkshop } from '../src/lib/workshop/create-workshop.server.ts';
import { startServer, type TestServer } from './server.ts';

const password = 'a long pass phrase';
const publicOrigin = 'https://board.example';

let server: TestServer;
/** Another process on the same database. */
let second: TestServer;
let database: OpenDatabase;
let one: CreatedWorkshop;
let two: CreatedWorkshop;

beforeAll(async () => {
	server = await startServer({ env: { PUBLIC_ORIGIN: publicOrigin, LOG_LEVEL: 'info' } });
	second = await startServer({ dataDir: server.dataDir });
	database = await openDatabase({ dataDir: server.dataDir }, { max: 3 });
	const make = (slug: string) =>
		createWorkshop(
			database.db,
			{ slug, name: slug, language: 'en', timeZone: 'Asia/Shanghai' },
			{ name: `Owner of ${slug}`, username: `owner.${slug}`, password },
			Date.now()
		);
	[one, two] = [await make('one'), await make('two')];
});

afterAll(async () => {
	await database?.close();
	await second?.remove();
	await server?.remove();
});

/** Somebody of workshop one with a name nobody had so far. */
let people = 0;
async function somebody(): Promise<{ username: string; personId: string }> {
	const username = `person${++people}`;
	const account = { username, password };
	const personId = await addPerson(
		database.db,
		one.id,
		{ name: `P ${people}`, roles: ['foreman'], account },
		Date.now()
	);
	return { username, personId };
}

/** A browser: keeps its cookies, and comes from an address of its own. */
class Browser {
	cookies = new Map<string, string>();
	readonly at: TestServer;
	readonly address: string;
	readonly agent: string;

	constructor(at = server, address = anAddress(), agent = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0') {
		[this.at, this.address, this.agent] = [at, address, agent];
	}

	async ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
		const response = await fetch(this.at.url + path, {
			method: form ? 'POST' : 'GET',
			body: form ? new URLSearchParams(form) : undefined,
			headers: {
				...{ accept: 'text/html', origin: this.at.url, 'user-agent': this.agent },
				...{ cookie: `lang=en; ${this.cookieHeader}`, 'x-forwarded-for': this.address, ...headers }
			},
			redirect: 'manual'
		});
		for (const line of response.headers.getSetCookie()) {
			const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line)!;
			if (/max-age=0\b/i.test(line)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
		const { status } = response;
		return {
			...{ status, to: response.headers.get('location'), headers: response.headers },
			text: await response.text()
		};
	}

	get cookieHeader(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	signIn(username: string, typed = password) {
		return this.ask('/sign-in', { username, password: typed });
	}

	async isIn(): Promise<boolean> {
		return (await this.ask('/w/one/board')).status === 200;
	}
}

let addresses = 0;
const anAddress = () => `198.51.${++addresses >> 8}.${addresses & 255}`;

/** What the audit says of a person, the latest last. */
async function audit(personId: string) {
	const rows = await database.sql<{ type: string; kind: string; screen: string }[]>`
		select change->>'type' as type, actor->>'kind' as kind, screen from audit_entries
		where change->>'personId' = ${personId} order by id`;
	return rows.map(({ type, kind, screen }) => `${type} by ${kind} at ${screen}`);
}

/** The third fastest: what it takes when nothing else disturbs. */
const typical = (times: number[]) => times.sort((a, b) => a - b)[2]!;

describe('[SIGN1] wrong passwords', () => {
	test('are told after five from when on to try again, with the name still there; no password is looked at', async () => {
		const { username } = await somebody();
		const browser = new Browser();
		for (let i = 0; i < 5; i++) {
			const { status, text } = await browser.signIn(username, `wrong ${i}`);
			expect(status).toBe(400);
			expect(text).toContain('The username or the password is not right');
			expect(text).toContain(`value="${username}"`);
		}
		const limited = await browser.signIn(username);
		expect(limited.status).toBe(429);
		expect(limited.text).toMatch(/Try again in 1[45] min/);
		expect(limited.text).toContain(`value="${username}"`);
		expect(limited.text).not.toContain(password);
		expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
		expect(limited.headers.getSetCookie()).toEqual([]);
		// Also at the other process, and in each language.
		const there = new Browser(second, browser.address);
		const answer = await there.ask('/sign-in', { username, password }, { cookie: 'lang=zh-CN' });
		expect([answer.status, /请在 1[45] 分钟后再试/.test(answer.text)]).toEqual([429, true]);
	});

	test('are limited alike for a name that nobody has', async () => {
		const browser = new Browser();
		const answers = [];
		for (let i = 0; i < 6; i++) answers.push(await browser.signIn('nobody.here', `wrong ${i}`));
		expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 429]);
		expect(answers[5]!.text).toMatch(/Try again in 1[45] min/);
	});

	test('end being limited when the time is over', async () => {
		const { username } = await somebody();
		const browser = new Browser();
		for (let i = 0; i < 5; i++) await browser.signIn(username, 'wrong');
		expect((await browser.signIn(username)).status).toBe(429);
		await database.sql`update limits set expire = now() - interval '1 second'`;
		expect((await browser.signIn(username)).status).toBe(303);
	});
});

test('[SIGN3] who signed in on a device before gets in while others try their account', async () => {
	const { username } = await somebody();
	const honest = new Browser();
	expect((await honest.signIn(username)).status).toBe(303);
	await honest.ask('/sign-out', {});
	const device = honest.cookies.get('kanche.device')!;
	expect(device).not.toContain(username);

	// From everywhere: the first of them stands for 48.
	expect((await new Browser().signIn(username, 'guess')).status).toBe(400);
	await database.sql`update limits set points = 48 where key like 'password.fromStrangers:%'`;
	const others = await Promise.all(
		Array.from({ length: 6 }, (_, i) => new Browser(i % 2 ? server : second).signIn(username, 'guess'))
	);
	expect(others.map(({ status }) => status).sort()).toEqual([400, 400, 429, 429, 429, 429]);
	// And from the same address.
	const beside = new Browser(server, honest.address);
	expect((await beside.signIn(username)).text).toContain('Try again in 24 h');

	expect((await honest.signIn(username)).status).toBe(303);
	expect(await honest.isIn()).toBe(true);
});

test('[PPL1] neither the answer nor the time tells which names there are', async () => {
	const known = await Promise.all(Array.from({ length: 10 }, somebody));
	const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
	const pages = new Set<string>();
	const browser = new Browser();
	for (const [i, { username }] of known.entries()) {
		for (const [kind, name] of [
			['known', username],
			['unknown', `nobody${i}`]
		] as const) {
			const begin = performance.now();
			const { status, text } = await browser.signIn(name, 'a wrong password');
			times[kind].push(performance.now() - begin);
			expect(status).toBe(400);
			pages.add(text.replaceAll(name, '').replaceAll(/nonce[-=]"?[\w+/=-]+/g, ''));
		}
	}
	expect(pages.size).toBe(1);
	// Hashing a password takes 100 ms and more, and writing to the disk several.
	expect(Math.abs(typical(times.known) - typical(times.unknown))).toBeLessThan(25);
}, 60_000);

describe('[SIGN5] a session', () => {
	test('is a new one at every sign-in, and ends on the server at the next and on signing out', async () => {
		const { username, personId } = await somebody();
		const browser = new Browser();
		browser.cookies.set('kanche.session_token', 'chosen.by-somebody-else');
		await browser.signIn(username);
		const first = browser.cookieHeader;
		expect(first).not.toContain('chosen');
		await browser.signIn(username);
		expect(browser.cookies.get('kanche.session_token')).not.toBe(/session_token=([^;]*)/.exec(first)![1]);
		const stolen = new Browser();
		expect((await stolen.ask('/w/one/board', undefined, { cookie: first })).status).toBe(303);
		expect(await browser.isIn()).toBe(true);

		const before = browser.cookieHeader;
		expect(await browser.ask('/sign-out', {})).toMatchObject({ status: 303, to: '/sign-in' });
		expect([...browser.cookies.keys()]).toEqual(['kanche.device']);
		expect((await stolen.ask('/w/one/board', undefined, { cookie: before })).status).toBe(303);
		expect(await audit(personId)).toEqual([
			'personAdded by operator at server',
			'signedIn by person at sign-in',
			'signedOut by person at sign-in',
			'signedIn by person at sign-in',
			'signedOut by person at account'
		]);
	});

	test('and the device cookie are __Host- cookies by https, closed to scripts', async () => {
		const { username } = await somebody();
		const behindProxy = { origin: publicOrigin, 'x-forwarded-host': 'board.example' };
		const { headers } = await new Browser().ask('/sign-in', { username, password }, behindProxy);
		const cookies = headers.getSetCookie();
		expect(cookies.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
			'__Host-kanche.device',
			'__Host-kanche.session_token'
		]);
		for (const cookie of cookies) {
			expect(cookie).toMatch(/; HttpOnly/i);
			expect(cookie).toMatch(/; Secure/i);
			expect(cookie).toMatch(/; SameSite=Lax/i);
			expect(cookie).toMatch(/; Path=\//i);
			expect(cookie).not.toMatch(/; Domain/i);
		}
	});

	test.each([
		['89 days old and used', '89 days', true],
		['90 days old, however much it was used', '90 days', false]
	])('%s', async (_, age, open) => {
		const { username, personId } = await somebody();
		const browser = new Browser();
		await browser.signIn(username);
		await database.sql`
			update sessions set created_at = now() - ${age}::interval
			where user_id = (select user_id from people where id = ${personId})`;
		expect(await browser.isIn()).toBe(open);
		expect(browser.cookies.has('kanche.session_token')).toBe(open);
	});

	test('not used for 30 days', async () => {
		const { username, personId } = await somebody();
		const browser = new Browser();
		await browser.signIn(username);
		const [session] = await database.sql<{ days: number }[]>`
			select round(extract(epoch from expires_at - now()) / 86400)::int as days from sessions
			where user_id = (select user_id from people where id = ${personId})`;
		expect(session!.days).toBe(30);
		await database.sql`
			update sessions set expires_at = now() - interval '1 second'
			where user_id = (select user_id from people where id = ${personId})`;
		expect(await browser.isIn()).toBe(false);
	});
});

describe('[SIGN8] signing in is written down', () => {
	test('in each workshop of the account, refused tries as a stranger’s', async () => {
		const { username, personId } = await somebody();
		const [row] = await database.sql<
			{ user_id: string }[]
		>`select user_id from people where id = ${personId}`;
		const elsewhere = crypto.randomUUID();
		await database.sql`
			insert into people (id, workshop_id, user_id, name, roles)
			values (${elsewhere}, ${two.id}, ${row!.user_id}, 'P', '{viewer}')`;
		const browser = new Browser();
		for (let i = 0; i < 7; i++) await browser.signIn(username, 'wrong');
		await new Browser().signIn(username);
		const refused = Array<string>(5).fill('signInRefused by stranger at sign-in');
		expect(await audit(personId)).toEqual([
			'personAdded by operator at server',
			...refused,
			'signedIn by person at sign-in'
		]);
		expect(await audit(elsewhere)).toEqual([...refused, 'signedIn by person at sign-in']);
	});

	test('and in the log without names or addresses', async () => {
		const { username } = await somebody();
		const browser = new Browser();
		await browser.signIn(username, 'a wrong password');
		await browser.signIn('nobody.at.all', 'a wrong password');
		const lines = server.output().split('\n');
		expect(lines.filter((line) => line.includes('refused to sign in')).length).toBeGreaterThan(1);
		for (const said of [username, 'nobody.at.all', browser.address, 'a wrong password']) {
			expect(server.output()).not.toContain(said);
		}
	});
});
