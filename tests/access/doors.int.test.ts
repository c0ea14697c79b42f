import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../src/lib/people/people.server.ts';
import { openDatabase } from '../../src/lib/database/database.ts';
import { createWorkshop } from '../../src/lib/settings/create-workshop.server.ts';
import { printedSetupCode } from '../setup-code.ts';
import { startServer, type TestServer } from '../server.ts';

const publicOrigin = 'https://board.example';
const password = 'a long pass phrase';
const setup = {
	...{ workshop: '一号车间', slug: 'one', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
	...{ name: '王芳', username: 'owner', password }
};

let server: TestServer;

beforeAll(async () => {
	server = await startServer({ env: { PUBLIC_ORIGIN: publicOrigin } });
});

afterAll(() => server?.remove());

interface Asked {
	/** A form to post. */
	form?: Record<string, string>;
	cookie?: string;
	headers?: Record<string, string>;
}

/** As a browser without JavaScript asks, except that redirects are told and not followed. */
async function ask(path: string, { form, cookie = '', headers = {} }: Asked = {}) {
	const response = await fetch(server.url + path, {
		method: form ? 'POST' : 'GET',
		body: form ? new URLSearchParams(form) : undefined,
		headers: { accept: 'text/html', origin: server.url, cookie: `lang=en; ${cookie}`, ...headers },
		redirect: 'manual'
	});
	const { status } = response;
	return {
		status,
		to: response.headers.get('location'),
		headers: response.headers,
		text: await response.text()
	};
}

const cookieIn = (headers: Headers): string =>
	headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');

async function signedIn(username: string): Promise<string> {
	const { headers } = await ask('/sign-in', { form: { username, password } });
	return cookieIn(headers);
}

describe('the first run', () => {
	test('everything leads there while there is no workshop', async () => {
		expect(await ask('/')).toMatchObject({ status: 303, to: '/sign-in' });
		expect(await ask('/sign-in')).toMatchObject({ status: 303, to: '/setup' });
		expect((await ask('/setup')).status).toBe(200);
	});

	test('says of each field what is wrong, and keeps what was typed, except the password', async () => {
		const wrong = {
			...setup,
			workshop: 'Typed before',
			slug: 'a b',
			name: '',
			timeZone: 'Mars',
			username: '!'
		};
		const { status, text } = await ask('/setup', { form: { ...wrong, password: 'too short' } });
		expect(status).toBe(400);
		for (const sentence of [
			'Please fill this in',
			'small letters and digits',
			'from the list',
			'at least 15'
		]) {
			expect(text).toContain(sentence);
		}
		expect(text).toContain('value="Typed before"');
		expect(text).not.toContain('too short');
	});

	test('[PPL7] makes nothing without the setup code, of which 10 wrong ones of a network are looked at', async () => {
		const code = printedSetupCode(server);
		const from = (address: string, typed: Record<string, string>) =>
			ask('/setup', { form: { ...setup, ...typed }, headers: { 'x-forwarded-for': address } });
		const none = await from('2001:db8:0:1::1', { code: '' });
		expect([none.status, none.text]).toEqual([400, expect.stringContaining('Please fill this in')]);
		for (let at = 0; at < 10; at++) {
			const wrong = await from(`2001:db8:0:1::${at}`, { code: 'AAAA-AAAA' });
			expect([wrong.status, wrong.text]).toEqual([
				400,
				expect.stringContaining('This is not the setup code')
			]);
			expect(wrong.text).toContain('value="一号车间"');
		}
		const limited = await from('2001:db8:0:1::f', { code });
		expect([limited.status, limited.text]).toEqual([429, expect.stringContaining('Too many tries')]);
		// Right ones do not count, also where something else is wrong.
		for (let at = 0; at < 12; at++) {
			const short = await from('2001:db8:0:2::1', { code, password: 'aaaaaaaaaaaaaaaaaa' });
			expect([short.status, short.text]).toEqual([400, expect.not.stringContaining('wrong codes')]);
		}
		expect(await signedIn('owner')).toBe('');
		expect((await ask('/sign-in')).to).toBe('/setup');
	});

	test('makes the workshop, signs its owner in, and closes', async () => {
		const code = printedSetupCode(server);
		const { status, to, headers } = await ask('/setup', { form: { ...setup, code } });
		expect([status, to]).toEqual([303, '/']);
		const cookie = cookieIn(headers);
		expect(await ask('/', { cookie })).toMatchObject({ status: 303, to: '/w/one/board' });
		expect(await ask('/setup')).toMatchObject({ status: 303, to: '/' });
		expect(await ask('/setup', { form: { ...setup, slug: 'other', username: 'other' } })).toMatchObject({
			status: 303,
			to: '/'
		});
		expect(await signedIn('other')).toBe('');
	});
});

describe('signing in', () => {
	test('[PPL1] says the same of a wrong name and a wrong password', async () => {
		const answers = await Promise.all([
			ask('/sign-in', { form: { username: 'owner', password: 'wrong password' } }),
			ask('/sign-in', { form: { username: 'nobody', password: 'wrong password' } })
		]);
		for (const { status, text, headers } of answers) {
			expect(status).toBe(400);
			expect(text).toContain('The username or the password is not right');
			expect(headers.getSetCookie()).toEqual([]);
		}
	});

	test.each([
		['', '/'],
		['?next=%2Fw%2Fone%2Fsettings', '/w/one/settings'],
		['?next=https%3A%2F%2Fevil.example', '/'],
		['?next=%2F%2Fevil.example', '/']
	])('at /sign-in%s leads to %s', async (query, to) => {
		expect(await ask(`/sign-in${query}`, { form: { username: 'owner', password } })).toMatchObject({
			status: 303,
			to
		});
	});

	test('sets a cookie that scripts cannot read, Secure where the browser came by https', async () => {
		const form = { username: 'owner', password };
		const [plain] = (await ask('/sign-in', { form })).headers.getSetCookie();
		expect(plain).toMatch(/HttpOnly/i);
		expect(plain).toMatch(/SameSite=Lax/i);
		expect(plain).not.toMatch(/Secure/i);
		const behindProxy = { origin: publicOrigin, 'x-forwarded-host': 'board.example' };
		const [secure] = (await ask('/sign-in', { form, headers: behindProxy })).headers.getSetCookie();
		expect(secure).toMatch(/Secure/i);
	});

	test('out ends the session, not only the cookie', async () => {
		const cookie = await signedIn('owner');
		expect((await ask('/w/one/settings', { cookie })).status).toBe(200);
		expect(await ask('/sign-out', { form: {}, cookie })).toMatchObject({ status: 303, to: '/sign-in' });
		expect((await ask('/w/one/settings', { cookie })).status).toBe(303);
	});
});

describe('what is denied', () => {
	let owner: string;
	let technician: string;
	let stranger: string;

	beforeAll(async () => {
		const { db, close } = await openDatabase({ dataDir: server.dataDir }, { max: 1 });
		const place = { name: 'Two', language: 'en' as const, timeZone: 'UTC' };
		const other = { name: 'Stranger', username: 'stranger', password };
		await createWorkshop(db, { slug: 'two', ...place }, other, Date.now());
		const rows = await db.query.workshops.findMany();
		const one = rows.find(({ slug }) => slug === 'one')!;
		const account = { username: 'technician', password };
		await addPerson(db, one.id, { name: 'T', roles: ['technician'], account }, Date.now());
		await close();
		[owner, technician, stranger] = [
			await signedIn('owner'),
			await signedIn('technician'),
			await signedIn('stranger')
		];
	});

	const pages = [
		'board',
		'screens',
		'import',
		'settings',
		'settings/stages',
		'settings/bays',
		'settings/people'
	];

	test.each(pages)('[ACC2] /w/one/%s to nobody: first sign in', async (page) => {
		const to = `/sign-in?next=${encodeURIComponent(`/w/one/${page}`)}`;
		expect(await ask(`/w/one/${page}`)).toMatchObject({ status: 303, to });
	});

	test.each(pages)('[ACC4] /w/one/%s to another workshop’s owner: as if it did not exist', async (page) => {
		expect((await ask(`/w/one/${page}`, { cookie: owner })).status).toBe(200);
		const [foreign, none] = await Promise.all([
			ask(`/w/one/${page}`, { cookie: stranger }),
			ask(`/w/none/${page}`, { cookie: stranger })
		]);
		expect(foreign.status).toBe(404);
		expect(foreign.text).toBe(none.text);
	});

	test('[ACC2] a page to somebody without the role', async () => {
		expect((await ask('/w/one/board', { cookie: technician })).status).toBe(200);
		for (const page of pages.slice(1)) {
			expect([page, (await ask(`/w/one/${page}`, { cookie: technician })).status]).toEqual([page, 403]);
		}
	});

	test('[ACC2] the data behind a page as the page itself', async () => {
		const path = '/w/one/settings/people/__data.json';
		expect((await ask(path, { cookie: owner })).text).toContain('technician');
		for (const cookie of [technician, stranger, '']) {
			expect((await ask(path, { cookie })).text).not.toContain('technician');
		}
	});

	const posts = ['settings', 'settings/stages?/add', 'settings/people?/add', 'settings/people?/activate'];

	test.each(posts)('[ACC2] posting to %s', async (action) => {
		const form = { name: 'Intruder', kind: 'repair', roles: 'owner', username: '', password: '' };
		expect((await ask(`/w/one/${action}`, { form })).status).toBe(303);
		expect((await ask(`/w/one/${action}`, { form, cookie: stranger })).status).toBe(404);
		expect((await ask(`/w/one/${action}`, { form, cookie: technician })).status).toBe(403);
		const seen = await Promise.all(
			['settings', 'settings/stages', 'settings/people'].map((page) =>
				ask(`/w/one/${page}`, { cookie: owner })
			)
		);
		for (const { text } of seen) expect(text).not.toContain('Intruder');
	});

	test('[ACC2] actions and methods that the table does not name', async () => {
		expect((await ask('/w/one/settings?/other', { form: {}, cookie: owner })).status).toBe(404);
		expect((await ask('/w/one/settings/stages', { form: {}, cookie: owner })).status).toBe(404);
		const response = await fetch(`${server.url}/w/one/settings`, {
			method: 'DELETE',
			headers: { cookie: owner }
		});
		expect(response.status).toBe(404);
	});

	test.each(['%00', 'ONE%00', '..%2f..%2fetc', 'a'.repeat(500)])(
		'a workshop that cannot be: %s',
		async (slug) => expect((await ask(`/w/${slug}/board`, { cookie: owner })).status).toBe(404)
	);
});

describe('settings by a plain form', () => {
	test('are kept, and each refusal stands where it belongs', async () => {
		const cookie = await signedIn('owner');
		const people = '/w/one/settings/people';
		const add = (form: Record<string, string>) => ask(`${people}?/add`, { form, cookie });
		expect((await add({ name: '李磊', roles: 'technician', invite: 'no' })).text).toContain('Saved');
		expect((await ask(people, { cookie })).text).toContain('李磊');
		expect((await add({ name: '周涛', invite: 'no' })).text).toContain('Choose at least one role');
		expect((await ask(people, { cookie })).text).not.toContain('周涛');
	});
});

describe('[ACC10] headers', () => {
	const behindProxy = { origin: publicOrigin, 'x-forwarded-host': 'board.example' };
	const answers: [string, string, Asked?][] = [
		['a page', '/sign-in'],
		['what is denied', '/w/one/settings'],
		['what there is not', '/nothing/here'],
		['an endpoint', '/healthz'],
		['a file', '/favicon.svg'],
		['what is posted from elsewhere', '/sign-in', { form: {}, headers: { origin: 'http://evil.example' } }],
		['what is posted to where nothing is taken', '/w/one/board', { form: {} }]
	];

	test.each(answers)('stand on %s', async (_, path, asked) => {
		const { headers } = await ask(path, asked);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('permissions-policy')).toContain('camera=()');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('strict-transport-security')).toBeNull();
		const secure = await ask(path, { ...asked, headers: { ...behindProxy, ...asked?.headers } });
		const origin = asked?.headers?.origin;
		if (!origin) expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=31536000\b/);
	});

	test('let scripts run that carry the answer’s own nonce, and no other', async () => {
		const { headers, text } = await ask('/sign-in');
		const policy = headers.get('content-security-policy')!;
		const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1];
		expect(policy).not.toMatch(/script-src[^;]*unsafe/);
		expect(policy).toContain(`connect-src 'self' ws://localhost:${server.port}`);
		// What a script writes where it is needed stands in it as text.
		const tags = text.replace(/(<script[^>]*>)[^]*?<\/script>/g, '$1');
		for (const [tag] of tags.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
		expect((await ask('/sign-in')).headers.get('content-security-policy')).not.toContain(nonce);
	});

	test('keep what is somebody’s out of every store, and let files of the build be kept', async () => {
		const cookie = await signedIn('owner');
		for (const path of ['/w/one/settings/people', '/w/one/import/example', '/nothing', '/sign-in']) {
			expect((await ask(path, { cookie })).headers.get('cache-control')).toBe('private, no-store');
		}
		const file = /\/_app\/immutable\/[^"]+\.js/.exec((await ask('/sign-in')).text)![0];
		expect((await ask(file)).headers.get('cache-control')).toContain('immutable');
	});

	test.each(['/p/unknown', '/display/unknown'])('keep the address of %s from everybody', async (path) => {
		const { status, headers } = await ask(path);
		expect(status).toBe(404);
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
		expect(headers.get('cache-control')).toBe('private, no-store');
	});
});

describe('[ACC9] by https', () => {
	const behindProxy = { origin: publicOrigin, 'x-forwarded-host': 'board.example' };

	test('cookies are for this host alone, and only those count', async () => {
		const form = { username: 'owner', password };
		const given = (await ask('/sign-in', { form, headers: behindProxy })).headers.getSetCookie();
		expect(given.length).toBeGreaterThan(0);
		for (const cookie of given)
			expect(cookie).toMatch(/^__Host-kanche\.[^;]+;.*Path=\/;.*HttpOnly;.*Secure/i);
		const cookie = given.map((each) => each.split(';')[0]).join('; ');
		const settings = (sent: string) => ask('/w/one/settings', { cookie: sent, headers: behindProxy });
		expect((await settings(cookie)).status).toBe(200);
		// As another host of the same domain could have planted it.
		expect((await settings(cookie.replaceAll('__Host-', ''))).status).toBe(303);
	});
});
