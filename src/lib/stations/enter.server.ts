import { and, arrayOverlaps, eq } from 'drizzle-orm';
import { stationRoles } from '../access/table.ts';
import { record, stranger } from '../audit/record.server.ts';
import type { Role } from '../model/person.ts';
import { refuse, type Result } from '../model/refusal.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, pins } from '../database/schema.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import type { PinLimits } from './pin-limits.server.ts';
import type { Pins } from './pins.server.ts';
import { endTurn, rolesAtStation, startTurn, type Station, stationScreen, whoAt } from './turn.server.ts';

/** Somebody who can sign in at the stations of their workshop. */
export interface Enterer {
	id: string;
	name: string;
	/** Those that count there. */
	roles: Role[];
}

/** Whose names a station shows: they work here, have a PIN, and a role that counts at a station. [STA3] */
export async function enterersOf(db: Queryable, workshopId: string): Promise<Enterer[]> {
	const rows = await db
		.select({ id: people.id, name: people.name, roles: people.roles })
		.from(people)
		.innerJoin(pins, eq(pins.personId, people.id))
		.where(
			and(
				eq(people.workshopId, workshopId),
				eq(people.active, true),
				arrayOverlaps(people.roles, [...stationRoles])
			)
		);
	return rows.map(({ roles, ...person }) => ({ ...person, roles: rolesAtStation(roles) }));
}

/** What comes of a PIN that somebody types. */
type Typed<Given> = Result<Given, 'pinWrong' | 'tooManyTries'>;

export type Entering = Typed<{ token: string }>;

interface PinParts {
	db: Database;
	pins: Pins;
	pinLimits: PinLimits;
}

/**
 * Somebody at a station says who they are and types their PIN. Right, it is their turn, and whoever was there
 * before is signed out; otherwise nobody is told why not. Afterwards call `live().look()`. [STA4]
 *
 * @param personId as it was posted
 * @param now epoch milliseconds
 */
export async function enter(
	parts: PinParts,
	station: Station,
	personId: string,
	pin: string,
	now: number
): Promise<Entering> {
	const proof = await provePin(parts, station, personId, pin, now);
	if (!proof.ok) return proof;
	const { id: stationId, workshopId } = station;
	return parts.db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		await endTurn(tx, stationId, now);
		const token = await startTurn(tx, stationId, personId, now);
		const who = whoAt({ personId, name: proof.name, station });
		await record(tx, workshopId, who, { type: 'signedIn', personId }, now);
		return { ok: true, token };
	});
}

/**
 * Checks the PIN that somebody types at a station, within the limits, and records a wrong one. [STA4]
 *
 * @param personId as it was posted
 * @param now epoch milliseconds
 */
export async function provePin(
	{ db, pins: kept, pinLimits }: PinParts,
	{ id: stationId, workshopId, name: stationName }: Station,
	personId: string,
	pin: string,
	now: number
): Promise<Typed<{ name: string }>> {
	const person = await personOf(db, workshopId, personId);
	const pinTry = { stationId, personId, setAt: person?.setAt ?? null };
	const wait = await pinLimits.take(pinTry);
	if (wait > 0) return refuse('tooManyTries', { wait });
	const right = await kept.verify(personId, pin, person?.mayEnter ? person.hash : null);
	if (!person || !right) {
		if (person) {
			const who = { ...stranger, screen: stationScreen(stationName) };
			await record(db, workshopId, who, { type: 'pinRefused', stationId, personId }, now);
		}
		return refuse('pinWrong');
	}
	await pinLimits.wasRight(pinTry);
	return { ok: true, name: person.name };
}

/** Anybody of the workshop, with or without a PIN; whoever may not enter is refused like a wrong one. */
async function personOf(db: Queryable, workshopId: string, personId: string) {
	const [row] = await db
		.select({
			...{ id: people.id, name: people.name, active: people.active, roles: people.roles },
			...{ hash: pins.hash, setAt: pins.setAt }
		})
		.from(people)
		.leftJoin(pins, eq(pins.personId, people.id))
		.where(and(eq(people.id, personId), eq(people.workshopId, workshopId)));
	return row && { ...row, mayEnter: row.active && rolesAtStation(row.roles).length > 0 };
}

/** Locks a station; whoever was at it is signed out. Afterwards call `live().look()`. */
export const leave = (db: Database, { id, workshopId }: Station, now: number): Promise<void> =>
	db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		await endTurn(tx, id, now);
	});
