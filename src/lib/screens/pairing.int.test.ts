import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Who } from '../audit/record.server.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { auditEntries, pairings, screens } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { openCode, pair, waiting, type Wanted } from './pairing.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen, openScreen, revokeScreen, screensOf } from './screens.server.ts';
import { MINUTE } from '../model/moments.ts';

const database = freshDatabase();
const now = Date.now();
let here: WorkshopForTest;
let there: WorkshopForTest;
let who: Who;

beforeAll(async () => {
	[here, there] = [await aWorkshop(database.db, 'here'), await aWorkshop(database.db, 'there')];
	who = { actor: here.lin.actor, screen: 'screens' };
});

const draft = { ...usualSettings, name: 'East wall', inches: 65 };
const make: Wanted = { screen: draft };

/** A television that shows a code. */
async function television(at = now): Promise<{ token: string; code: string }> {
	const token = newToken();
	return { token, code: (await openCode(database.db, token, at)).code };
}

const type = (code: string, wanted: Wanted = make, at = now, workshop = here) =>
	pair(database.db, workshop.id, who, code, wanted, at);

const entriesOf = (screenId: string) =>
	database.sql<{ type: string; actor: string; screen: string }[]>`
		select change->>'type' as type, actor->>'id' as actor, screen from audit_entries
		where change->>'screenId' = ${screenId} order by id`;

describe('[SCR2] a code', () => {
	test('has 8 digits, is one device’s, and stays while it is looked at again', async () => {
		const [one, two] = [await television(), await television()];
		expect(one.code).toMatch(/^\d{8}$/);
		expect(two.code).not.toBe(one.code);
		expect((await openCode(database.db, one.token, now + 8 * MINUTE)).code).toBe(one.code);
	});

	test('gives way to a new one when less than 2 minutes are left', async () => {
		const { token, code } = await television();
		const later = now + 8 * MINUTE + 1;
		const next = await openCode(database.db, token, later);
		expect(next).toEqual({ code: expect.not.stringMatching(code) as string, expiresAt: later + 10 * MINUTE });
		expect(await type(code, make, later)).toBeNull();
		expect(await type(next.code, make, later)).not.toBeNull();
	});

	test('is one where two windows of a device ask at the same moment', async () => {
		const token = newToken();
		const made = await Promise.all(Array.from({ length: 8 }, () => openCode(database.db, token, now)));
		const open = await waiting(database.db, token, now);
		expect(made.map(({ code }) => code)).toContain(open!.code);
		const rows = await database.db
			.select()
			.from(pairings)
			.where(eq(pairings.tokenHash, tokenHash(token)));
		expect(rows).toHaveLength(1);
	});

	test('is good for 10 minutes', async () => {
		const [one, two] = [await television(), await television()];
		expect(await type(one.code, make, now + 10 * MINUTE - 1)).not.toBeNull();
		expect(await waiting(database.db, two.token, now + 10 * MINUTE - 1)).not.toBeNull();
		expect(await waiting(database.db, two.token, now + 10 * MINUTE)).toBeNull();
		expect(await type(two.code, make, now + 10 * MINUTE)).toBeNull();
	});

	test('is thrown away once it ran out', async () => {
		const { code } = await television();
		await television(now + 10 * MINUTE);
		expect(await database.db.select().from(pairings).where(eq(pairings.code, code))).toEqual([]);
	});

	test('is used once, also by two who type it at the same moment', async () => {
		for (let round = 0; round < 5; round++) {
			const { code, token } = await television();
			const before = (await screensOf(database.db, here.id)).length;
			const made = await Promise.all(Array.from({ length: 6 }, () => type(code)));
			expect(made.filter((id) => id !== null)).toHaveLength(1);
			expect(await screensOf(database.db, here.id)).toHaveLength(before + 1);
			expect(await type(code)).toBeNull();
			expect(await waiting(database.db, token, now)).toBeNull();
		}
	});
});

describe('[SCR1] the device', () => {
	test('becomes a screen of the workshop whose desk typed its code, and of no other', async () => {
		const { code, token } = await television();
		expect(await openScreen(database.db, token)).toBeNull();
		const id = await type(code);
		expect(await openScreen(database.db, token)).toMatchObject({ ...draft, id, workshopId: here.id });
		expect((await screensOf(database.db, there.id)).map(({ id }) => id)).not.toContain(id);
		const [row] = await database.db.select().from(screens).where(eq(screens.id, id!));
		expect(row).toMatchObject({ tokenHash: tokenHash(token), heardAt: null, revokedAt: null });
		expect(JSON.stringify(row)).not.toContain(token);
		const told = { actor: here.lin.actor.id, screen: 'screens' };
		expect(await entriesOf(id!)).toEqual([{ type: 'screenAdded', ...told }]);
	});

	test('that takes the place of another keeps its settings and ends it', async () => {
		const [before, after] = [await television(), await television()];
		const id = await type(before.code);
		const old = await openScreen(database.db, before.token);
		await database.db.update(screens).set({ heardAt: now, behindSince: now }).where(eq(screens.id, id!));
		expect(await type(after.code, { insteadOf: id! })).toBe(id);
		expect(await openScreen(database.db, after.token)).toEqual(old);
		expect(await openScreen(database.db, before.token)).toBeNull();
		const listed = (await screensOf(database.db, here.id)).find((screen) => screen.id === id);
		expect(listed).toMatchObject({ heardAt: null, report: null, behindSince: null });
		expect((await entriesOf(id!)).map(({ type }) => type)).toEqual(['screenAdded', 'screenPaired']);
	});

	test('takes the place of none that is revoked or another workshop’s; its code stays open', async () => {
		const revoked = await makeScreen(database.db, here.id, draft, now);
		await revokeScreen(database.db, here.id, revoked.id, now);
		const foreign = await makeScreen(database.db, there.id, draft, now);
		const { code, token } = await television();
		const entries = () => database.db.$count(auditEntries);
		const before = await entries();
		for (const { id } of [revoked, foreign]) {
			const gone = expect.objectContaining({ refusal: { code: 'gone' } }) as Error;
			await expect(type(code, { insteadOf: id })).rejects.toEqual(gone);
		}
		expect(await openScreen(database.db, foreign.token)).toMatchObject({ id: foreign.id });
		expect(await entries()).toBe(before);
		expect(await waiting(database.db, token, now)).toMatchObject({ code });
		expect(await type(code)).not.toBeNull();
	});
});
