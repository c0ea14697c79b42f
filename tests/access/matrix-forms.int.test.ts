import { afterAll, beforeAll, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { askEverybody } from './answered.ts';
import { type Asker, askersOf } from './askers.ts';
import { openWorld, type World } from './world.ts';

// Generated from the access table: every form action and endpoint that writes, sent by everybody.

let world: World;
let askers: Asker[];

beforeAll(async () => {
	world = await openWorld();
	askers = await askersOf(world);
}, 120_000);
afterAll(() => world?.remove());

/** Rows by which whoever asks is signed out, even with an empty form: everybody signs in anew afterwards. */
const ending = ['POST /sign-out', 'POST /station?/leave'];

const written = Object.entries(routeAccess).filter(([key]) => key.startsWith('POST'));

test.each(written)('[ACC2] [ACC4] %s is answered by the table, to everybody', async (key, row) => {
	await askEverybody(world, askers, key, row);
	if (ending.includes(key)) askers = await askersOf(world);
});
