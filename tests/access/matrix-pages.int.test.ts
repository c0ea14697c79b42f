import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { askEverybody } from './answered.ts';
import { addressOf, ask } from './ask.ts';
import { type Asker, askersOf } from './askers.ts';
import { openWorld, type World } from './world.ts';

// Generated from the access table: every page and endpoint that is read, asked for by everybody. Forms: matrix-forms.

let world: World;
let askers: Asker[];

beforeAll(async () => {
	world = await openWorld();
	askers = await askersOf(world);
}, 120_000);
afterAll(() => world?.remove());

const read = Object.entries(routeAccess).filter(([key]) => !key.startsWith('POST'));

test.each(read)('[ACC2] [ACC4] %s is answered by the table, to everybody', (key, row) =>
	askEverybody(world, askers, key, row)
);

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
