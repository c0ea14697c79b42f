import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { operator, record, type Who } from '../audit/record.server.ts';
import { accessRevision } from '../access/access-revision.server.ts';
import { among } from '../database/columns.ts';
import type { Database, Queryable } from '../database/database.ts';
import { screens, workshops } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { Refused } from '../model/refusal.ts';
import type { ScreenReport } from '../model/screen-report.ts';
import type { ScreenSettings } from '../model/screen.ts';

/** What a desk decides about a screen, with what the desk calls it. */
export type ScreenDraft = ScreenSettings & { name: string };

/** A screen as whoever holds its token opens it. */
export interface Screen extends ScreenDraft {
	id: string;
	workshopId: string;
	/** When its settings last changed. */
	changedAt: number;
	/** When somebody last asked it to load its page anew. */
	reloadAskedAt: number | null;
}

/** As the screens page shows it, with what it last said. Moments are epoch milliseconds. */
export interface ScreenInUse extends Screen {
	createdAt: number;
	heardAt: number | null;
	report: ScreenReport | null;
	behindSince: number | null;
}

const { tokenHash: _hash, pairedBy: _by, revokedAt: _revoked, ...shown } = getTableColumns(screens);
const { createdAt: _at, heardAt: _heard, report: _report, behindSince: _since, ...opened } = shown;

/**
 * A new screen for the device that holds a token of which only the hash is known. [SCR1]
 *
 * @param now epoch milliseconds
 * @returns its id
 */
export async function addScreen(
	tx: Queryable,
	workshopId: string,
	who: Who,
	draft: ScreenDraft,
	deviceHash: string,
	now: number
): Promise<string> {
	const id = uuidv7();
	const moments = { createdAt: now, changedAt: now };
	const device = { tokenHash: deviceHash, pairedBy: who.actor.id };
	await tx.insert(screens).values({ ...draft, id, workshopId, ...device, ...moments });
	await record(tx, workshopId, who, { type: 'screenAdded', screenId: id }, now);
	return id;
}

/**
 * A new screen that opens at `/display/<token>`, without a device that was paired: for the demonstration and
 * tests.
 */
export async function makeScreen(
	db: Database,
	workshopId: string,
	draft: ScreenDraft,
	now: number
): Promise<{ id: string; token: string }> {
	const token = newToken();
	const id = await db.transaction((tx) => addScreen(tx, workshopId, operator, draft, tokenHash(token), now));
	return { id, token };
}

/**
 * The screens of devices, by their tokens, with the access revision of their workshops; null alike for one that is unknown
 * or revoked. [SCR1]
 */
export async function openScreens(
	db: Queryable,
	tokens: readonly string[]
): Promise<({ screen: Screen; access: string } | null)[]> {
	const hashes = tokens.map(tokenHash);
	const rows = await db
		.select({ screen: opened, access: accessRevision, hash: screens.tokenHash })
		.from(screens)
		.innerJoin(workshops, eq(workshops.id, screens.workshopId))
		.where(and(among(screens.tokenHash, hashes), isNull(screens.revokedAt)));
	const byHash = new Map(rows.map(({ hash, ...found }) => [hash, found]));
	return hashes.map((hash) => byHash.get(hash) ?? null);
}

/** The same of one device. */
export async function openScreen(db: Queryable, token: string): Promise<Screen | null> {
	const [found] = await openScreens(db, [token]);
	return found?.screen ?? null;
}

/** The screens that were not revoked, by name. */
export const screensOf = (db: Queryable, workshopId: string): Promise<ScreenInUse[]> =>
	db
		.select(shown)
		.from(screens)
		.where(and(eq(screens.workshopId, workshopId), isNull(screens.revokedAt)))
		.orderBy(asc(screens.name), asc(screens.id));

const inUse = (workshopId: string, id: string) =>
	and(eq(screens.id, id), eq(screens.workshopId, workshopId), isNull(screens.revokedAt));

/**
 * Names or sets a screen anew. Afterwards call `live().look()`: the screen then asks for its settings. [SCR4]
 *
 * @param now epoch milliseconds
 * @throws Refused `gone`
 */
export const changeScreen = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	draft: ScreenDraft,
	now: number
): Promise<void> =>
	db.transaction(async (tx) => {
		await change(tx, workshopId, id, { ...draft, changedAt: now });
		await record(tx, workshopId, who, { type: 'screenChanged', screenId: id }, now);
	});

/**
 * Gives a screen to another device; the one before is it no more. Afterwards call `live().look()`. [SCR1]
 *
 * @param now epoch milliseconds
 * @throws Refused `gone`
 */
export async function handOver(
	tx: Queryable,
	workshopId: string,
	who: Who,
	id: string,
	deviceHash: string,
	now: number
): Promise<void> {
	const device = { tokenHash: deviceHash, pairedBy: who.actor.id };
	await change(tx, workshopId, id, { ...device, heardAt: null, report: null, behindSince: null });
	await record(tx, workshopId, who, { type: 'screenPaired', screenId: id }, now);
}

/**
 * Asks a screen to load its page anew. Afterwards call `live().look()`. [SCR6]
 *
 * @param now epoch milliseconds
 * @throws Refused `gone`
 */
export const askReload = (db: Database, workshopId: string, id: string, now: number): Promise<void> =>
	change(db, workshopId, id, { reloadAskedAt: now });

/**
 * Ends a screen for good. Afterwards call `live().look()`: it closes what is open. [SCR1] [LINK2]
 *
 * @param now epoch milliseconds
 * @throws Refused `gone`
 */
export const revokeScreen = (
	db: Queryable,
	workshopId: string,
	id: string,
	now: number,
	who: Who = operator
): Promise<void> =>
	db.transaction(async (tx) => {
		await change(tx, workshopId, id, { revokedAt: now });
		await record(tx, workshopId, who, { type: 'screenRevoked', screenId: id }, now);
	});

async function change(
	tx: Queryable,
	workshopId: string,
	id: string,
	values: Partial<typeof screens.$inferInsert>
): Promise<void> {
	const changed = await tx
		.update(screens)
		.set(values)
		.where(inUse(workshopId, id))
		.returning({ id: screens.id });
	if (changed.length === 0) throw new Refused({ code: 'gone' });
}
