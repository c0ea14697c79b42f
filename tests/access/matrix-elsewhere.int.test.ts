import { afterAll, beforeAll, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { newToken } from '../../src/lib/runtime/token.ts';
import { openCode } from '../../src/lib/screens/pairing.server.ts';
import { anything } from './answered.ts';
import { addressOf, ask } from './ask.ts';
import { digestOf } from './digest.ts';
import { openWorld, type World } from './world.ts';

// Generated from the access table: every form of a workshop, sent by its owner about another workshop.

let world: World;
let owner: string;

beforeAll(async () => {
	world = await openWorld();
	owner = await world.session(world.one.username('owner'));
}, 120_000);
afterAll(() => world?.remove());

/** What only roles of the workshop may send. */
const written = Object.entries(routeAccess).filter(
	([key, row]) => key.startsWith('POST') && Array.isArray(row)
);

test.each(written)(
	'[ACC2] [ACC4] %s does nothing to what is another workshop’s, whatever it names',
	async (key) => {
		const { one, two, database } = world;
		const before = await digestOf(database.sql, two.id);
		for (const id of Object.values(two.ids)) {
			const named = { id, link: id, job: id, person: id, station: id, customer: id, user: id, session: id };
			const { code } = await openCode(database.db, newToken(), Date.now());
			const form = { ...named, ...anything, insteadOf: id, code };
			const house = { ...one, jobId: two.jobId, ids: { ...one.ids, screen: two.ids.screen } };
			const { method, path } = addressOf(key, house);
			expect((await ask(world, method, path, { form, cookie: owner })).status).toBeLessThan(500);
			const json = { do: 'revoke', link: id };
			expect((await ask(world, method, path, { json, cookie: owner })).status).toBeLessThan(500);
		}
		const elsewhere = addressOf(key, two);
		await ask(world, elsewhere.method, elsewhere.path, { form: anything, cookie: owner });
		expect(await digestOf(database.sql, two.id)).toBe(before);
	}
);
