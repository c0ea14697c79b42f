import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { addressOf } from './ask.ts';
import { junkText } from './junk.ts';
import { openWorld, type World } from './world.ts';

/*
 * [FUZZ1] Junk to every form and every address, as the owner, whom nothing is denied: never an error of the
 * server's, never a hang, and where the answer is a refusal, never a change.
 */

let world: World;
let cookie: string;

beforeAll(async () => {
	world = await openWorld();
	cookie = await world.session(world.one.username('owner'));
}, 120_000);
afterAll(() => world?.remove());

/** Everything that a form may change is counted or written down: cheaper to ask than all rows. */
async function changes(): Promise<string> {
	const [row] = await world.database.sql`
		select (select sum(revision + access_revision) from workshops) as revisions,
			(select count(*) from audit_entries) as audit, (select count(*) from events) as events,
			(select count(*) from users) as users, (select count(*) from links) as links,
			(select md5(string_agg(s::text, '' order by id)) from screens s) as screens,
			(select count(*) from passes) as passes, (select count(*) from people) as people`;
	return JSON.stringify(row);
}

interface Junk {
	type: string;
	body: string | Uint8Array;
}

const names = [
	...['id', 'name', 'roles', 'active', 'username', 'password', 'kind', 'wipLimit', 'allowance', 'direction'],
	...['hidden', 'language', 'inches', 'metres', 'timeZone', 'slug', 'workshop', 'phone', 'pickupDesk'],
	...['code', 'insteadOf', 'layout', 'stages', 'mounting', 'sound'],
	...['open-0', 'from-0-0', 'to-0-0', 'idleMinutes', 'pin', 'again', 'months', 'q', 'customer', 'current'],
	...[
		'session',
		'file',
		'person',
		'station',
		'confirm',
		'next',
		'__proto__',
		'constructor',
		'',
		'x-sveltekit-action'
	]
];
const field = fc.tuple(fc.oneof(fc.constantFrom(...names), junkText), junkText);
const fields = fc.array(field, { maxLength: 12 });

const boundary = 'fuzz';
const multipart = (pairs: [string, string][], end: string): string =>
	pairs
		.map(([name, value]) => {
			const quoted = name.replace(/["\r\n]/g, '');
			return `--${boundary}\r\ncontent-disposition: form-data; name="${quoted}"\r\n\r\n${value}\r\n`;
		})
		.join('') + end;

const junk: fc.Arbitrary<Junk> = fc.oneof(
	{
		weight: 6,
		arbitrary: fields.map((pairs) => ({
			type: 'application/x-www-form-urlencoded',
			body: new URLSearchParams(
				pairs.map(([name, value]) => [name.toWellFormed(), value.toWellFormed()])
			).toString()
		}))
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(fields, fc.constantFrom(`--${boundary}--\r\n`, `--${boundary}`, '', '--other--'))
			.map(([pairs, end]) => ({
				type: `multipart/form-data; boundary=${boundary}`,
				body: multipart(pairs, end)
			}))
	},
	fc.record({
		type: fc.constantFrom(
			'application/json',
			'text/plain',
			'multipart/form-data',
			'application/x-www-form-urlencoded'
		),
		body: fc.oneof(fc.json(), fc.uint8Array({ maxLength: 200 }))
	})
);

/** Answered in time, or it hangs. */
async function post(path: string, { type, body }: Junk, accept: string): Promise<number> {
	const response = await fetch(world.server.url + path, {
		...{ method: 'POST', body: body as BodyInit, redirect: 'manual', signal: AbortSignal.timeout(10_000) },
		headers: { accept, cookie, origin: world.server.url, 'content-type': type }
	});
	const text = await response.text();
	// SvelteKit answers its own pages with 200 and says inside what it was.
	const inside =
		accept === 'application/json' && response.status === 200 ? /"status":(\d+)/.exec(text) : null;
	return Number(inside?.[1] ?? response.status);
}

/** Rows that end the session or the very thing that is asked with. */
const ending = /sign-out|POST \/account/;
const posts = Object.keys(routeAccess).filter((key) => key.startsWith('POST') && !ending.test(key));

describe.each(posts)('[FUZZ1] junk to %s', (key) => {
	test('is refused and changes nothing, or is no junk', async () => {
		const { path } = addressOf(key, world.one);
		await fc.assert(
			fc.asyncProperty(fc.array(junk, { minLength: 8, maxLength: 8 }), fc.nat(7), async (bodies, dice) => {
				const before = await changes();
				// A whole page is the dearest answer, and the same one.
				const accept = dice === 0 ? 'text/html' : 'application/json';
				const answers = await Promise.all(bodies.map((body) => post(path, body, accept)));
				for (const status of answers) expect(status).toBeLessThan(500);
				if (answers.every((status) => status >= 400)) expect(await changes()).toBe(before);
			}),
			{ numRuns: 10 }
		);
	}, 60_000);
});

describe('[FUZZ1] junk in addresses', () => {
	test('is answered, and changes nothing', async () => {
		const gets = Object.keys(routeAccess).filter((key) => key.startsWith('GET'));
		const before = await changes();
		const part = junkText.map((text) => text.toWellFormed().slice(0, 500));
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.constantFrom(...gets), part, part, part, fc.boolean()), {
					minLength: 8,
					maxLength: 8
				}),
				async (asked) => {
					await Promise.all(
						asked.map(async ([key, first, second, query, isHere]) => {
							const path = key
								.replace(/^GET /, '')
								.replace('[workshop]', isHere ? 'one' : encodeURIComponent(first))
								.replace(/\[\w+\]/, () => encodeURIComponent(second));
							const names = [
								'next',
								'from',
								'person',
								'plate',
								'q',
								'card',
								'job',
								'code',
								'paired',
								'another'
							];
							const search = new URLSearchParams(names.map((name) => [name, query]));
							const response = await fetch(`${world.server.url}${path}?${search}`, {
								...{ redirect: 'manual', signal: AbortSignal.timeout(10_000) },
								headers: { accept: 'text/html', cookie }
							});
							await response.text();
							expect([path, String(search), response.status < 500]).toEqual([path, String(search), true]);
						})
					);
				}
			),
			{ numRuns: 60 }
		);
		expect(await changes()).toBe(before);
	}, 60_000);

	test('[ACC8] a body longer than the route takes is refused, whatever it says of its length', async () => {
		const { path } = addressOf('POST /w/[workshop]/settings/bays?/add', world.one);
		const before = await changes();
		const form = { type: 'application/x-www-form-urlencoded', body: `name=${'x'.repeat(8_200)}` };
		expect(await post(path, form, 'text/html')).toBe(413);
		const long = {
			'zh-CN': '内容过长，无法一次发送',
			'zh-TW': '內容過長，無法一次送出',
			en: 'That is more than can be sent at once'
		};
		for (const [lang, sentence] of Object.entries(long)) {
			const headers = {
				cookie: `${cookie}; lang=${lang}`,
				origin: world.server.url,
				'content-type': form.type
			};
			const ask = async (more: Record<string, string>) => {
				const asked = { method: 'POST', body: form.body, headers: { ...headers, ...more } };
				const response = await fetch(world.server.url + path, asked);
				return [response.status, await response.text()];
			};
			expect(await ask({ accept: 'text/html' })).toEqual([413, expect.stringContaining(sentence)]);
			const byScript = await ask({ accept: 'application/json', 'x-sveltekit-action': 'true' });
			expect(byScript).toEqual([413, expect.stringMatching(`"type":"error".*${sentence}`)]);
		}
		const stream = new ReadableStream({
			start(controller) {
				controller.enqueue(new TextEncoder().encode(form.body));
				controller.close();
			}
		});
		const chunked = await fetch(world.server.url + path, {
			...{ method: 'POST', body: stream, duplex: 'half' },
			headers: { accept: 'text/html', cookie, origin: world.server.url, 'content-type': form.type }
		} as RequestInit);
		expect(chunked.status).toBe(411);
		expect(await changes()).toBe(before);
	});

	test('[ACC8] an import is long only where it may hold a file', async () => {
		const { path } = addressOf('POST /w/[workshop]/import', world.one);
		const form = { type: 'application/x-www-form-urlencoded', body: 'a&'.repeat(40_000) };
		expect(await post(path, form, 'text/html')).toBe(413);
	});
});
