import { afterAll, beforeAll, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { anything } from './answered.ts';
import { addressOf, ask } from './ask.ts';
import { digest } from './digest.ts';
import { openWorld, type World } from './world.ts';

// Generated from the access table: every form of a workshop, sent with its owner's cookie by a page of another site.

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

test.each(written)('[ACC2] [ACC4] %s takes nothing from a page of another site', async (key) => {
	const { method, path } = addressOf(key, world.one);
	const before = await digest(world.database.sql);
	for (const origin of ['http://evil.example', 'null', '']) {
		for (const body of [{ form: anything }, { json: { do: 'make' } }]) {
			const asked = { ...body, cookie: owner, headers: { origin } };
			expect((await ask(world, method, path, asked)).status).toBe(403);
		}
	}
	expect(await digest(world.database.sql)).toBe(before);
});
