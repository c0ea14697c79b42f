import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { overlaps, stationRoles } from '../access/table.ts';
import type { Role } from '../people/person.ts';
import type { Queryable } from '../server/database.ts';
import { people, stations } from '../server/schema.ts';
import { newToken, tokenHash } from '../server/token.ts';

/** The cookies of a shared tablet: which device it is, and whose turn it is there. */
export const stationCookie = 'kanche.station';
export const turnCookie = 'kanche.turn';

/** A paired tablet. */
export interface Station {
	id: string;
	workshopId: string;
	name: string;
	idleMinutes: number;
}

/** Somebody at a station, until they leave or nobody touches it any more. */
export interface Turn {
	station: Station;
	personId: string;
	name: string;
	/** Those of the person that count at a station. */
	roles: Role[];
}

const columns = {
	id: stations.id,
	workshopId: stations.workshopId,
	name: stations.name,
	idleMinutes: stations.idleMinutes
};

/** The station that a device is, by its token; null for one that is none (any more). [STA1] */
export async function stationOf(db: Queryable, token: string | undefined): Promise<Station | null> {
	if (!token) return null;
	const [row] = await db
		.select(columns)
		.from(stations)
		.where(and(eq(stations.tokenHash, tokenHash(token)), isNull(stations.revokedAt)));
	return row ?? null;
}

/** Idle no longer than the station allows. The database's clock: all processes share it. */
const inTime = gt(stations.activeAt, sql`now() - make_interval(mins => ${stations.idleMinutes})`);

/** Whose turn it is, by both tokens of the device; null once it was left or idle for too long. [STA2] */
export async function turnAt(
	db: Queryable,
	stationToken: string | undefined,
	turnToken: string | undefined
): Promise<Turn | null> {
	if (!stationToken || !turnToken) return null;
	const [row] = await db
		.select({ ...columns, personId: people.id, person: people.name, roles: people.roles })
		.from(stations)
		.innerJoin(people, eq(people.id, stations.personId))
		.where(
			and(
				eq(stations.tokenHash, tokenHash(stationToken)),
				eq(stations.turnHash, tokenHash(turnToken)),
				isNull(stations.revokedAt),
				eq(people.active, true),
				inTime
			)
		);
	if (!row) return null;
	const { personId, person, roles, ...station } = row;
	const counting = roles.filter((role) => overlaps([role], stationRoles));
	return { station, personId, name: person, roles: counting };
}

/** Somebody proved who they are: it is their turn, and nobody else's. @returns the turn's token */
export async function startTurn(
	db: Queryable,
	stationId: string,
	personId: string,
	now: number
): Promise<string> {
	const token = newToken();
	await db
		.update(stations)
		.set({ turnHash: tokenHash(token), personId, turnSince: now, activeAt: now })
		.where(eq(stations.id, stationId));
	return token;
}

/** Somebody touched the tablet. @returns whether it still was their turn */
export async function touchTurn(db: Queryable, turn: Turn): Promise<boolean> {
	const touched = await db
		.update(stations)
		.set({ activeAt: sql`now()` })
		.where(and(eq(stations.id, turn.station.id), eq(stations.personId, turn.personId), inTime))
		.returning({ id: stations.id });
	return touched.length > 0;
}

/** Locks the station again. */
export async function endTurn(db: Queryable, stationId: string): Promise<void> {
	await db
		.update(stations)
		.set({ turnHash: null, personId: null, turnSince: null, activeAt: null })
		.where(eq(stations.id, stationId));
}
