import { and, asc, eq, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { record, stranger, type Who } from '../audit/record.server.ts';
import { endPasses, makePass, openPass, usePass } from '../one-time-links/passes.server.ts';
import type { OwnCookie } from '../runtime/cookies.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, stations, workshops } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { refuseMore } from '../commands/refuse-more.server.ts';
import { Refused } from '../model/refusal.ts';
import { endTurn, inTime, type Station, stationCookie, stationScreen } from './turn.server.ts';
import { DAY } from '../model/moments.ts';

/** What a workshop decides about a station. */
export type StationDraft = Pick<Station, 'name' | 'idleMinutes'>;

/** A station as the settings show it. */
export interface StationInUse extends Station {
	/** Whose turn it is there. */
	person: string | null;
}

/** The stations that were not revoked, by name. */
export async function stationsOf(db: Queryable, workshopId: string): Promise<StationInUse[]> {
	const { id, name, idleMinutes, pairedAt } = stations;
	return db
		.select({ id, workshopId: stations.workshopId, name, idleMinutes, pairedAt, person: people.name })
		.from(stations)
		.leftJoin(people, and(eq(people.id, stations.personId), eq(people.active, true), inTime))
		.where(and(eq(stations.workshopId, workshopId), isNull(stations.revokedAt)))
		.orderBy(asc(name), asc(id));
}

/**
 * Makes a station and the one-time address that pairs the first device with it.
 *
 * @param now epoch milliseconds
 * @returns its id and the token of the address
 */
export const addStation = (
	db: Database,
	workshopId: string,
	who: Who,
	draft: StationDraft,
	now: number
): Promise<{ id: string; token: string }> =>
	db.transaction(async (tx) => {
		await refuseMore(tx, workshopId, 'stations');
		const id = uuidv7();
		await tx.insert(stations).values({ id, workshopId, ...draft, createdAt: now });
		await record(tx, workshopId, who, { type: 'stationAdded', stationId: id }, now);
		return { id, token: await makePass(tx, workshopId, { stationId: id }, who, now) };
	});

const inUse = (workshopId: string, id: string) =>
	and(eq(stations.id, id), eq(stations.workshopId, workshopId), isNull(stations.revokedAt));

/**
 * Makes the one-time address that pairs another device with a station.
 *
 * @param now epoch milliseconds
 * @returns the token of the address
 * @throws Refused `gone`
 */
export const openPairing = (
	db: Database,
	workshopId: string,
	who: Who,
	stationId: string,
	now: number
): Promise<string> =>
	db.transaction(async (tx) => {
		const token = await makePass(tx, workshopId, { stationId }, who, now);
		await record(tx, workshopId, who, { type: 'pairingOpened', stationId }, now);
		return token;
	});

/** @throws Refused `gone` */
export const changeStation = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	change: StationDraft
): Promise<void> =>
	db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		const changed = await tx
			.update(stations)
			.set(change)
			.where(inUse(workshopId, id))
			.returning({ id: stations.id });
		if (changed.length === 0) throw new Refused({ code: 'gone' });
		await record(tx, workshopId, who, { type: 'stationChanged', stationId: id });
	});

/**
 * Ends a station for good: its device is nobody's from the next request on. Afterwards call `live().look()`,
 * which closes what is open there. [STA1]
 *
 * @throws Refused `gone`
 */
export const revokeStation = (
	db: Queryable,
	workshopId: string,
	who: Who,
	id: string,
	now: number
): Promise<void> =>
	db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		await endTurn(tx, id, now);
		const revoked = await tx
			.update(stations)
			.set({ revokedAt: now, tokenHash: null })
			.where(inUse(workshopId, id))
			.returning({ id: stations.id });
		if (revoked.length === 0) throw new Refused({ code: 'gone' });
		await endPasses(tx, { stationId: id }, now);
		await record(tx, workshopId, who, { type: 'stationRevoked', stationId: id }, now);
	});

/**
 * Makes the device that holds a station's one-time address that station. Another device that was it before
 * is it no more, and whoever was at that one is signed out. Afterwards call `live().look()`. [STA1]
 *
 * @param before the station that this device was so far: it has no device then
 * @param now epoch milliseconds
 * @returns the cookie that makes the device the station; null where the address opens nothing (any more)
 */
export const pairStation = (
	db: Database,
	passToken: string,
	before: Station | null,
	now: number
): Promise<{ station: Pick<Station, 'workshopId' | 'name'>; cookie: OwnCookie } | null> =>
	db.transaction(async (tx) => {
		// What is for a person stays as it was.
		if ((await openPass(tx, passToken, now))?.for.kind !== 'station') return null;
		const pass = await usePass(tx, passToken, now);
		if (pass?.for.kind !== 'station') return null;
		const { stationId, name } = pass.for;
		if (before && before.id !== stationId) await unpair(tx, before, now);
		await endTurn(tx, stationId, now);
		const token = newToken();
		const paired = { tokenHash: tokenHash(token), pairedAt: now, pairedBy: pass.createdBy };
		await tx.update(stations).set(paired).where(eq(stations.id, stationId));
		const who = { ...stranger, screen: stationScreen(name) };
		await record(tx, pass.workshop.id, who, { type: 'stationPaired', stationId }, now);
		const station = { workshopId: pass.workshop.id, name };
		return { station, cookie: pairedCookie(token) };
	});

/**
 * Takes its station from a device, on which somebody signs in with an account: for an account nobody types
 * a PIN, and no idle minutes sign it out. Afterwards call `live().look()`. [STA1]
 *
 * @param now epoch milliseconds
 */
export const unpairStation = (db: Database, station: Station, now: number): Promise<void> =>
	db.transaction(async (tx) => {
		await holdLine(tx, station.workshopId);
		await unpair(tx, station, now);
	});

async function unpair(tx: Queryable, { id, workshopId, name }: Station, now: number): Promise<void> {
	await endTurn(tx, id, now);
	await tx
		.update(stations)
		.set({ tokenHash: null, pairedAt: null, pairedBy: null })
		.where(eq(stations.id, id));
	const who = { ...stranger, screen: stationScreen(name) };
	await record(tx, workshopId, who, { type: 'stationUnpaired', stationId: id }, now);
}

/** Browsers keep a cookie for 400 days at most; it is set anew whenever the lock screen is opened. */
const DEVICE_LASTS = (400 * DAY) / 1000;

export const pairedCookie = (token: string): OwnCookie => ({
	...{ name: stationCookie, value: token, maxAge: DEVICE_LASTS }
});

/** Where a station stands. */
export async function placeOf(
	db: Queryable,
	{ workshopId }: Station
): Promise<{ slug: string; name: string; timeZone: string }> {
	const [workshop] = await db
		.select({ slug: workshops.slug, name: workshops.name, timeZone: workshops.timeZone })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	if (!workshop) throw new Error('a station of no workshop');
	return workshop;
}
