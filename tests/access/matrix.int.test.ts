import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { openCode } from '../../src/lib/screens/pairing.server.ts';
import { newToken } from '../../src/lib/runtime/token.ts';
import { addressOf, type Answer, ask } from './ask.ts';
import { type Asker, askersOf, type Verdict, verdict } from './askers.ts';
import { digest, digestOf } from './digest.ts';
import { openWorld, type World } from './world.ts';

/*
 * Generated from the access table: every page, endpoint and form action, asked for by everybody. What the
 * table denies must be denied, and change nothing; what it allows must not be denied.
 */

let world: World;
let askers: Asker[];

beforeAll(async () => {
	world = await openWorld();
	askers = await askersOf(world);
}, 120_000);
afterAll(() => world?.remove());

/** What an answer amounts to. An allowed form that is empty is refused as such: 400. */
function meaning({ status, to }: Answer): Verdict | string {
	if (status === 303 && to?.startsWith('/sign-in?next=')) return 'to sign in';
	if (status === 303 && to === '/station') return 'to the tablet’s lock';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'not there';
	return [200, 303, 400, 409, 422, 429].includes(status) ? 'allowed' : `answered with ${status}`;
}

/** Rows by which whoever asks is signed out, even with an empty form: everybody signs in anew afterwards. */
const ending = ['POST /sign-out', 'POST /station?/leave'];

describe.each(Object.entries(routeAccess))('[ACC2] [ACC4] %s', (key, row) => {
	test('is answered by the table, to everybody', async () => {
		const { method, path } = addressOf(key, world.one);
		const answers: Record<string, string> = {};
		const wanted: Record<string, Verdict> = {};
		const before = await digest(world.database.sql);
		const [allowed, denied] = [
			askers.filter((asker) => verdict(row, asker) === 'allowed'),
			askers.filter((asker) => verdict(row, asker) !== 'allowed')
		];
		for (const { name, cookie } of denied) {
			answers[name] = meaning(await ask(world, method, path, { cookie }));
		}
		if (method === 'POST') expect(await digest(world.database.sql)).toBe(before);
		for (const { name, cookie } of allowed) {
			// What the one before revoked is there for the next.
			if (method === 'POST') await world.database.sql`update screens set revoked_at = null`;
			const answer = meaning(await ask(world, method, path, { cookie }));
			// The lock screen of a tablet is where its forms lead, and that of the start depends on who asks.
			answers[name] = row === 'station' || key === 'GET /' ? answer.replace(/^to .*/, 'allowed') : answer;
		}
		for (const asker of askers) wanted[asker.name] = verdict(row, asker);
		expect(answers).toEqual(wanted);
		await world.database.sql`update screens set revoked_at = null`;
		if (ending.includes(key)) askers = await askersOf(world);
	});

	if (!key.startsWith('POST') || !Array.isArray(row)) return;

	test('does nothing to what is another workshop’s, whatever it names', async () => {
		const { one, two, database } = world;
		const owner = askers.find(({ name }) => name === 'owner')!;
		const before = await digestOf(database.sql, two.id);
		for (const id of Object.values(two.ids)) {
			const named = { id, link: id, job: id, person: id, station: id, customer: id, user: id, session: id };
			const { code } = await openCode(database.db, newToken(), Date.now());
			const form = { ...named, ...anything, insteadOf: id, code };
			const house = { ...one, jobId: two.jobId, ids: { ...one.ids, screen: two.ids.screen } };
			const { method, path } = addressOf(key, house);
			expect((await ask(world, method, path, { form, cookie: owner.cookie })).status).toBeLessThan(500);
			const json = { do: 'revoke', link: id };
			expect((await ask(world, method, path, { json, cookie: owner.cookie })).status).toBeLessThan(500);
		}
		const elsewhere = addressOf(key, two);
		await ask(world, elsewhere.method, elsewhere.path, { form: anything, cookie: owner.cookie });
		expect(await digestOf(database.sql, two.id)).toBe(before);
	});

	test('takes nothing from a page of another site', async () => {
		const owner = askers.find(({ name }) => name === 'owner')!;
		const { method, path } = addressOf(key, world.one);
		const before = await digest(world.database.sql);
		for (const origin of ['http://evil.example', 'null', '']) {
			for (const body of [{ form: anything }, { json: { do: 'make' } }]) {
				const asked = { ...body, cookie: owner.cookie, headers: { origin } };
				expect((await ask(world, method, path, asked)).status).toBe(403);
			}
		}
		expect(await digest(world.database.sql)).toBe(before);
	});
});

/** Fields by which any of the forms could be good, beside what it is about. */
const anything = {
	...{ name: 'Taken over', roles: 'owner', active: 'no', hidden: 'yes', direction: 'up', kind: 'lounge' },
	...{ wipLimit: '1', allowance: '1', idleMinutes: '5', months: '1', retentionMonths: '1', confirm: 'yes' },
	...{ layout: 'promise', mounting: 'landscape', sound: 'none' },
	...{ inches: '55', metres: '5', language: 'en', timeZone: 'UTC', phone: '1', pickupDesk: '1', q: 'a' }
};

describe('[LINK2] links and passes', () => {
	test.each(['/display', '/p', '/join'])(
		'of %s open what they were made for, and nothing else',
		async (root) => {
			const { tokens, passes } = world.one;
			const right: Record<string, string[]> = {
				'/display': [tokens.wall, tokens.lounge],
				'/p': [tokens.job],
				'/join': [passes.invitation, passes.reset]
			};
			const all = [...Object.values(tokens), ...Object.values(passes), 'unknown', '%00', 'a'.repeat(500)];
			for (const token of all) {
				const first = await ask(world, 'GET', `${root}/${token}`);
				// A screen's address leads on to what it shows.
				const { status } = first.to?.startsWith('/display/') ? await ask(world, 'GET', first.to) : first;
				expect([token, status]).toEqual([token, right[root]!.includes(token) ? 200 : 404]);
			}
		}
	);
});

test('[ACC2] what has no row is denied, whatever the method', async () => {
	const owner = askers.find(({ name }) => name === 'owner')!;
	for (const method of ['PUT', 'PATCH', 'DELETE']) {
		for (const key of Object.keys(routeAccess)) {
			const { path } = addressOf(key, world.one);
			const { status } = await ask(world, method, path, { cookie: owner.cookie });
			expect([method, path, status]).toEqual([method, path, 404]);
		}
	}
	const { status } = await ask(world, 'POST', '/w/one/board?/invented', { cookie: owner.cookie });
	expect(status).toBe(404);
});
