import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Who } from '../audit/record.server.ts';
import { addPerson, changePerson } from '../people/people.server.ts';
import { auditEntries, passes, stations } from '../database/schema.ts';
import { type CreatedWorkshop, createWorkshop } from '../settings/create-workshop.server.ts';
import { makePass, openPass, passLasts, usePass } from './passes.server.ts';

const database = freshDatabase();
let one: CreatedWorkshop;
let two: CreatedWorkshop;
let lin: Who;
const now = Date.UTC(2026, 10, 24);

beforeAll(async () => {
	const make = (slug: string) =>
		createWorkshop(
			database.db,
			{ slug, name: slug, language: 'en', timeZone: 'UTC' },
			{ name: 'Lin', username: `lin.${slug}`, password: 'a long pass phrase' },
			now
		);
	[one, two] = [await make('one'), await make('two')];
	lin = { actor: { kind: 'person', id: one.ownerId!, name: 'Lin' }, screen: 'people' };
});

const somebody = (account?: { username: string; password: string }) =>
	addPerson(database.db, one.id, { name: 'Chen', roles: ['technician'], account }, now);
const make = (personId: string, at = now) => makePass(database.db, one.id, { personId }, lin, at);
const open = (token: string, at = now) => openPass(database.db, token, at);
const use = (token: string, at = now) => database.db.transaction((tx) => usePass(tx, token, at));

async function station(): Promise<string> {
	const id = crypto.randomUUID();
	await database.db.insert(stations).values({ id, workshopId: one.id, name: 'Tablet 1', createdAt: now });
	return id;
}

describe('a pass', () => {
	test('[PASS1] has a token of 32 random bytes, of which the database keeps the hash only', async () => {
		const personId = await somebody();
		const token = await make(personId);
		expect(Buffer.from(token, 'base64url')).toHaveLength(32);
		const [row] = await database.db.select().from(passes).where(eq(passes.personId, personId));
		expect(JSON.stringify(row)).not.toContain(token);
		expect(row!.tokenHash).toMatch(/^[0-9a-f]{64}$/);
	});

	test('[PASS2] takes the place of an older one, also where two are made at the same moment', async () => {
		const personId = await somebody();
		const first = await make(personId);
		const tokens = await Promise.all([make(personId), make(personId), make(personId)]);
		expect(await open(first)).toBeNull();
		const opened = await Promise.all(tokens.map((token) => open(token)));
		expect(opened.filter(Boolean)).toHaveLength(1);
	});

	test('[PASS2] waits 7 days for a first account, a day for a new password, an hour for a station', async () => {
		const joins = await make(await somebody());
		const resets = await make(await somebody({ username: 'chen', password: 'a long pass phrase' }));
		const pairs = await makePass(database.db, one.id, { stationId: await station() }, lin, now);
		expect([passLasts.invitation, passLasts.reset, passLasts.station]).toEqual([
			604_800_000, 86_400_000, 3_600_000
		]);
		for (const [token, lasts] of [
			[joins, passLasts.invitation],
			[resets, passLasts.reset],
			[pairs, passLasts.station]
		] as const) {
			expect(await open(token, now + lasts - 1)).not.toBeNull();
			expect(await open(token, now + lasts)).toBeNull();
			expect(await use(token, now + lasts)).toBeNull();
		}
	});

	test('[PASS3] is used exactly once, also by twenty at the same moment', async () => {
		const token = await make(await somebody());
		const used = await Promise.all(Array.from({ length: 20 }, () => use(token)));
		expect(used.filter(Boolean)).toHaveLength(1);
		expect(await open(token)).toBeNull();
		expect(await use(token)).toBeNull();
	});

	test('[PASS3] is not used up by looking, nor by what is undone', async () => {
		const token = await make(await somebody());
		for (let look = 0; look < 5; look++) expect(await open(token)).not.toBeNull();
		const undone = database.db.transaction(async (tx) => {
			await usePass(tx, token, now);
			throw new Error('taken');
		});
		await expect(undone).rejects.toThrow('taken');
		expect(await use(token)).toMatchObject({ workshop: { slug: 'one' } });
	});

	test('[PASS3] opens nothing, alike, for nobody, somebody locked out and a revoked station', async () => {
		const personId = await somebody();
		const stationId = await station();
		const [joins, pairs] = [
			await make(personId),
			await makePass(database.db, one.id, { stationId }, lin, now)
		];
		expect(await open(joins)).toMatchObject({ for: { kind: 'person', personId, userId: null } });
		expect(await open(pairs)).toMatchObject({ for: { kind: 'station', stationId, name: 'Tablet 1' } });
		await changePerson(database.db, one.id, personId, { active: false }, lin);
		await database.db.update(stations).set({ revokedAt: now }).where(eq(stations.id, stationId));
		for (const token of [joins, pairs, '', '\0', 'x'.repeat(5000)]) {
			expect(await open(token)).toBeNull();
			expect(await use(token)).toBeNull();
		}
	});

	test('[PASS4] is made for people and stations of the own workshop only', async () => {
		const gone = { refusal: { code: 'gone' } };
		for (const target of [
			{ personId: two.ownerId! },
			{ personId: crypto.randomUUID() },
			{ stationId: crypto.randomUUID() }
		]) {
			await expect(makePass(database.db, one.id, target, lin, now)).rejects.toMatchObject(gone);
		}
		const elsewhere = makePass(database.db, two.id, { stationId: await station() }, lin, now);
		await expect(elsewhere).rejects.toMatchObject(gone);
	});

	test('[AUD1] is written down for a person, without its token', async () => {
		const personId = await somebody();
		const token = await make(personId);
		const entries = await database.db.select().from(auditEntries);
		const made = entries.filter(({ change }) => change.type === 'invited' && change.personId === personId);
		expect(made).toMatchObject([{ actor: { id: one.ownerId }, change: { reset: false } }]);
		expect(JSON.stringify(entries)).not.toContain(token);
	});
});
