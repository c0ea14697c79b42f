import { uuidv7 } from 'uuidv7';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator } from '../audit/record.server.ts';
import { aWorkshop, type WorkshopForTest } from './door.testing.ts';
import { addPerson } from '../people/people.server.ts';
import { openCode, pair } from '../screens/pairing.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen, revokeScreen } from '../screens/screens.server.ts';
import { bays, people, screens, stages, stations } from '../database/schema.ts';
import { newToken } from '../runtime/token.ts';
import { addStation } from '../stations/stations.server.ts';
import { addBay } from '../settings/bays.server.ts';
import { addStage } from '../settings/stages.server.ts';

const database = freshDatabase();
let db: typeof database.db;
let here: WorkshopForTest;
let there: WorkshopForTest;

beforeAll(async () => {
	db = database.db;
	here = await aWorkshop(db);
	there = await aWorkshop(db);
});

const many = <Row>(count: number, row: (id: string) => Row): Row[] =>
	Array.from({ length: count }, () => row(uuidv7()));
const tooMany = (most: number) => expect.objectContaining({ refusal: { code: 'tooMany', most } }) as Error;
const now = Date.now();
const pairOne = async (workshopId: string) => {
	const { code } = await openCode(db, newToken(), now);
	return pair(db, workshopId, operator, code, { screen: wall('one more') }, now);
};
const wall = (name: string) => ({ ...usualSettings, kind: 'wall' as const, name });

test.each<
	[
		string,
		number,
		(workshopId: string) => Promise<unknown>,
		(of: { id: string; workshopId: string }) => unknown
	]
>([
	[
		'stages',
		60,
		(id) => addStage(db, id, operator, { kind: 'repair', name: 'one more' }),
		(of) => db.insert(stages).values({ ...of, kind: 'repair', name: 'x', position: 1_000 })
	],
	[
		'bays',
		300,
		(id) => addBay(db, id, operator, 'one more'),
		(of) => db.insert(bays).values({ ...of, name: 'x', position: 1_000 })
	],
	[
		'people',
		1_000,
		(id) => addPerson(db, id, { name: 'one more', roles: ['viewer'] }, now),
		(of) => db.insert(people).values({ ...of, name: 'x', roles: ['viewer'] })
	],
	[
		'stations',
		100,
		(id) => addStation(db, id, operator, { name: 'one more', idleMinutes: 5 }, now),
		(of) => db.insert(stations).values({ ...of, name: 'x', idleMinutes: 5, createdAt: now })
	],
	[
		'screens',
		300,
		pairOne,
		(of) =>
			db.insert(screens).values({ ...of, ...wall('x'), tokenHash: of.id, createdAt: now, changedAt: now })
	]
])(
	'[SET4] of %s a workshop has at most %i',
	async (_, most, add, insert) => {
		await add(here.id);
		for (const { id } of many(most, (id) => ({ id }))) {
			await insert({ id, workshopId: here.id });
		}
		await expect(add(here.id)).rejects.toThrow(tooMany(most));
		await add(there.id);
	},
	60_000
);

test('[SET4] revoked screens do not count', async () => {
	const third = await aWorkshop(db);
	const made = [];
	for (let at = 0; at < 300; at++) made.push(await makeScreen(db, third.id, wall(`Wall ${at}`), now));
	await expect(pairOne(third.id)).rejects.toThrow(tooMany(300));
	await revokeScreen(db, third.id, made[0]!.id, now, operator);
	expect(await pairOne(third.id)).not.toBeNull();
}, 60_000);
