import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Who } from '../audit/record.server.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { screens, workshops } from '../database/schema.ts';
import { tokenHash } from '../runtime/token.ts';
import { type ScreenSettings, usualSettings } from '../model/screen.ts';
import {
	askReload,
	changeScreen,
	makeScreen,
	openScreen,
	revokeScreen,
	screensOf
} from './screens.server.ts';

const database = freshDatabase();
const now = Date.now();
let here: WorkshopForTest;
let there: WorkshopForTest;
let who: Who;

beforeAll(async () => {
	[here, there] = [await aWorkshop(database.db, 'here'), await aWorkshop(database.db, 'there')];
	who = { actor: here.lin.actor, screen: 'screens' };
});

const make = (name = 'wall') => makeScreen(database.db, here.id, { ...usualSettings, name }, now);
const gone = expect.objectContaining({ refusal: { code: 'gone' } }) as Error;

/** What counts up when sockets are to be asked again, in every process. */
async function accessRevision(): Promise<number> {
	const [row] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
	return row!.accessRevision;
}

const entriesOf = async (screenId: string) =>
	(
		await database.sql<{ type: string }[]>`select change->>'type' as type from audit_entries
			where change->>'screenId' = ${screenId} and workshop_id = ${here.id} order by id`
	).map(({ type }) => type);

test('[SCR1] its key is 32 random bytes, of which the hash is kept', async () => {
	const { id, token } = await make();
	expect(Buffer.from(token, 'base64url')).toHaveLength(32);
	const [row] = await database.db.select().from(screens).where(eq(screens.id, id));
	expect(row!.tokenHash).toBe(tokenHash(token));
	expect(JSON.stringify(row)).not.toContain(token);
	expect(await openScreen(database.db, token.slice(1))).toBeNull();
	expect(await openScreen(database.db, row!.tokenHash)).toBeNull();
});

test('[SCR1] what opens it tells neither key nor hash, nor what it last said', async () => {
	const { token } = await make();
	const opened = await openScreen(database.db, token);
	const settings: (keyof ScreenSettings)[] = [
		...(['kind', 'layout', 'stageIds', 'mounting', 'language', 'sound', 'inches', 'metres'] as const)
	];
	expect(Object.keys(opened!).sort()).toEqual(
		['id', 'workshopId', 'name', 'changedAt', 'reloadAskedAt', ...settings].sort()
	);
});

describe('[SCR4] set anew at a desk', () => {
	test('it opens so, says when, has its sockets asked again, and it is written down', async () => {
		const { id, token } = await make();
		const before = await accessRevision();
		const draft = {
			...{ ...usualSettings, kind: 'lounge' as const, sound: 'voice' as const, language: 'en' as const },
			...{ name: 'Lounge', stageIds: [here.stage('repair').id], mounting: 'turnedLeft' as const }
		};
		await changeScreen(database.db, here.id, who, id, draft, now + 1_000);
		expect(await openScreen(database.db, token)).toMatchObject({ ...draft, id, changedAt: now + 1_000 });
		expect(await accessRevision()).toBe(before + 1);
		expect(await entriesOf(id)).toEqual(['screenAdded', 'screenChanged']);
	});
});

test('[SCR6] a reload asked for leaves its settings, and has its sockets asked again', async () => {
	const { id, token } = await make();
	const [opened, before] = [await openScreen(database.db, token), await accessRevision()];
	await askReload(database.db, here.id, id, now + 2_000);
	expect(await openScreen(database.db, token)).toEqual({ ...opened, reloadAskedAt: now + 2_000 });
	expect(await accessRevision()).toBe(before + 1);
});

describe('[SCR1] revoked', () => {
	test('it opens nothing and is listed no more; nothing more can be done to it', async () => {
		const { id, token } = await make();
		const before = await accessRevision();
		await revokeScreen(database.db, here.id, id, now, who);
		expect(await openScreen(database.db, token)).toBeNull();
		expect((await screensOf(database.db, here.id)).map((screen) => screen.id)).not.toContain(id);
		expect(await accessRevision()).toBe(before + 1);
		const draft = { ...usualSettings, name: 'again' };
		await expect(changeScreen(database.db, here.id, who, id, draft, now)).rejects.toEqual(gone);
		await expect(askReload(database.db, here.id, id, now)).rejects.toEqual(gone);
		await expect(revokeScreen(database.db, here.id, id, now)).rejects.toEqual(gone);
		expect(await entriesOf(id)).toEqual(['screenAdded', 'screenRevoked']);
		expect(await accessRevision()).toBe(before + 1);
	});
});

test('[ACC4] from another workshop nothing can be done to it', async () => {
	const { id, token } = await make();
	const [opened, draft] = [await openScreen(database.db, token), { ...usualSettings, name: 'taken' }];
	await expect(changeScreen(database.db, there.id, who, id, draft, now)).rejects.toEqual(gone);
	await expect(askReload(database.db, there.id, id, now)).rejects.toEqual(gone);
	await expect(revokeScreen(database.db, there.id, id, now)).rejects.toEqual(gone);
	expect(await openScreen(database.db, token)).toEqual(opened);
	expect(await screensOf(database.db, there.id)).toEqual([]);
});
