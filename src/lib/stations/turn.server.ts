import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { overlaps, stationRoles } from '../access/table.ts';
import { record, type Who } from '../audit/record.server.ts';
import type { Role } from '../model/person.ts';
import type { Queryable } from '../database/database.ts';
import { people, stations } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { MINUTE } from '../model/moments.ts';

/** The cookies of a shared tablet: which device it is, and whose turn it is there. */
export const stationCookie = 'kanche.station';
export const turnCookie = 'kanche.turn';

/** A paired tablet. */
export interface Station {
	id: string;
	workshopId: string;
	name: string;
	/** Minutes without a touch after which whoever is at it is signed out. */
	idleMinutes: number;
	/** Epoch milliseconds: when this device became the station. */
	pairedAt: number | null;
}

/** Somebody at a station, until they leave or nobody touches it any more. */
export interface Turn {
	station: Station;
	personId: string;
	name: string;
	/** Those of the person that count at a station. */
	roles: Role[];
	/** When it began, epoch milliseconds: another turn of the same person is another one. */
	since: number;
	/** Milliseconds after which it is over if nobody touches the tablet. */
	lasts: number;
}

/** How the audit names a station as a screen. [AUD1] */
export const stationScreen = (name: string): string => `station:${name}`;

const columns = {
	id: stations.id,
	workshopId: stations.workshopId,
	name: stations.name,
	idleMinutes: stations.idleMinutes,
	pairedAt: stations.pairedAt
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
const ends = sql`${stations.activeAt} + make_interval(mins => ${stations.idleMinutes})`;
export const inTime = gt(ends, sql`now()`);

/**
 * Whose turn it is, by both tokens of the device; null once it was left or idle for too long, and where no
 * role of the person counts here. [STA2] [STA3]
 */
export async function turnAt(
	db: Queryable,
	stationToken: string | undefined,
	turnToken: string | undefined
): Promise<Turn | null> {
	if (!stationToken || !turnToken) return null;
	const [row] = await db
		.select({
			...columns,
			personId: people.id,
			person: people.name,
			roles: people.roles,
			since: stations.turnSince,
			lasts: sql<number>`1000 * extract(epoch from ${ends} - now())`.mapWith(Number)
		})
		.from(stations)
		.innerJoin(people, and(eq(people.id, stations.personId), eq(people.workshopId, stations.workshopId)))
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
	const { personId, person, roles, since, lasts, ...station } = row;
	const counting = rolesAtStation(roles);
	return counting.length === 0 || since === null
		? null
		: { station, personId, name: person, roles: counting, since, lasts };
}

/** Of a person's roles those that count at a station. [STA3] */
export const rolesAtStation = (roles: readonly Role[]): Role[] =>
	roles.filter((role) => overlaps([role], stationRoles));

/**
 * Somebody proved who they are: it is their turn, and nobody else's. Whoever was at the station before is
 * signed out by `endTurn`, in the same transaction.
 *
 * @param now epoch milliseconds
 * @returns the turn's token
 */
export async function startTurn(
	db: Queryable,
	stationId: string,
	personId: string,
	now: number
): Promise<string> {
	const token = newToken();
	await db
		.update(stations)
		.set({ turnHash: tokenHash(token), personId, turnSince: now, activeAt: sql`now()` })
		.where(eq(stations.id, stationId));
	return token;
}

/** Somebody touched the tablet. @returns whether it still was their turn */
export async function touchTurn(db: Queryable, turn: Turn): Promise<boolean> {
	const touched = await db
		.update(stations)
		.set({ activeAt: sql`now()` })
		.where(
			and(
				eq(stations.id, turn.station.id),
				eq(stations.personId, turn.personId),
				eq(stations.turnSince, turn.since),
				inTime
			)
		)
		.returning({ id: stations.id });
	return touched.length > 0;
}

/**
 * Locks the station again, and writes down when whoever was at it was signed out: now, or when they had
 * been idle for too long.
 *
 * @param now epoch milliseconds
 */
export async function endTurn(tx: Queryable, stationId: string, now: number): Promise<void> {
	const [turn] = await tx
		.select({ station: columns, personId: people.id, name: people.name, activeAt: stations.activeAt })
		.from(stations)
		.innerJoin(people, eq(people.id, stations.personId))
		.where(eq(stations.id, stationId))
		.for('update', { of: stations });
	if (!turn) return;
	await tx
		.update(stations)
		.set({ turnHash: null, personId: null, turnSince: null, activeAt: null })
		.where(eq(stations.id, stationId));
	const { station, personId, activeAt } = turn;
	const at = Math.min(now, (activeAt ?? now) + station.idleMinutes * MINUTE);
	await record(tx, station.workshopId, whoAt(turn), { type: 'signedOut', personId }, at);
}

/** Whoever is at a station, as the audit names them. [AUD1] */
export const whoAt = ({ personId, name, station }: Pick<Turn, 'personId' | 'name' | 'station'>): Who => ({
	actor: { kind: 'person', id: personId, name },
	screen: stationScreen(station.name)
});
