import { randomInt } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { hashPassword, verifyPassword } from '../passwords/pool.server.ts';
import { requireOwner } from '../people/people.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, pins, stations, workshops } from '../database/schema.ts';
import { keyedHash } from '../runtime/token.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';
import { pinProblem } from './pin.ts';
import { endTurn, rolesAtStation } from './turn.server.ts';

/**
 * PINs as they are kept. They are so short that all of them can be tried within hours, however slow the
 * hash: so what is hashed (scrypt) is not the PIN but its keyed hash, and the key, the secret of this site's
 * sessions, is not in the database. A stolen copy of the database alone gives no PIN away; nor can somebody
 * who writes into it put their own PIN's hash beside another's name, for the person is hashed too. Another
 * secret makes all PINs void. [STA5]
 */
export interface Pins {
	/** A tenth of a second of work: done before a transaction that others wait for. */
	hash(personId: string, pin: string): Promise<string>;
	/** @param hash null where there is none: takes as long, and is wrong */
	verify(personId: string, pin: string, hash: string | null): Promise<boolean>;
}

/** A hash that no PIN has; comparing with it takes as long as with a real one. */
const NONE = `${'0'.repeat(32)}:${'0'.repeat(128)}`;

/** @param secret the same at all servers of a site */
export function openPins(secret: string): Pins {
	const peppered = (personId: string, pin: string) => keyedHash(secret, 'pin', personId, pin);
	return {
		hash: (personId, pin) => hashPassword(peppered(personId, pin)),
		async verify(personId, pin, hash) {
			const right = await verifyPassword({ hash: hash ?? NONE, password: peppered(personId, pin) });
			return right && hash !== null;
		}
	};
}

/** A random PIN to hand over: six digits that nobody would guess first. */
export function newPin(): string {
	for (;;) {
		const pin = String(randomInt(1_000_000)).padStart(6, '0');
		if (pinProblem(pin) === null) return pin;
	}
}

/**
 * Gives somebody a PIN in place of the one they had. Wherever it is their turn it ends, for whoever is there
 * may have known the old one only; but not at the station where they change it themselves. Afterwards call
 * `live().look()`.
 *
 * @param hash of the PIN, by `Pins.hash`
 * @param here the id of that station
 * @param now epoch milliseconds
 * @throws Refused `gone`, `noStationRole`, `ownerOnly`: for an owner only an owner does [SET3]
 */
export async function setPin(
	db: Database,
	workshopId: string,
	personId: string,
	hash: string,
	who: Who,
	now: number,
	here: string | null = null
): Promise<void> {
	await db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		const [person] = await tx
			.select({ roles: people.roles })
			.from(people)
			.where(and(eq(people.id, personId), eq(people.workshopId, workshopId), eq(people.active, true)));
		if (!person) throw new Refused({ code: 'gone' });
		if (rolesAtStation(person.roles).length === 0) throw new Refused({ code: 'noStationRole' });
		if (person.roles.includes('owner')) await requireOwner(tx, workshopId, who);
		const pin = { hash, setAt: now };
		await tx
			.insert(pins)
			.values({ personId, ...pin })
			.onConflictDoUpdate({ target: pins.personId, set: pin });
		await endTurnsOf(tx, personId, here, now);
		await record(tx, workshopId, who, { type: 'pinSet', personId }, now);
	});
}

/**
 * Staff give somebody else a PIN. Nobody does so for themselves: with a session that was left open, or stolen,
 * anybody could. [STA6]
 *
 * @param hash as for `setPin`
 * @throws Refused `ownPin`, and as `setPin`
 */
export async function givePin(
	...[db, workshopId, personId, hash, who, now]: [Database, string, string, string, Who, number]
): Promise<void> {
	if (who.actor.id === personId) throw new Refused({ code: 'ownPin' });
	await setPin(db, workshopId, personId, hash, who, now);
}

async function endTurnsOf(tx: Queryable, personId: string, here: string | null, now: number): Promise<void> {
	const there = await tx.select({ id: stations.id }).from(stations).where(eq(stations.personId, personId));
	for (const { id } of there) if (id !== here) await endTurn(tx, id, now);
}

/** When each person of a workshop was given the PIN they have, epoch milliseconds; without one they are not in it. */
export async function pinsSetAt(db: Queryable, workshopId: string): Promise<Map<string, number>> {
	const rows = await db
		.select({ personId: pins.personId, setAt: pins.setAt })
		.from(pins)
		.innerJoin(people, eq(people.id, pins.personId))
		.where(eq(people.workshopId, workshopId));
	return new Map(rows.map(({ personId, setAt }) => [personId, setAt]));
}

/** Somebody who an account is in a workshop, and may have a PIN there. */
export interface PinOwner {
	personId: string;
	name: string;
	workshop: { id: string; name: string };
	/** Epoch milliseconds; null: they have none. */
	setAt: number | null;
}

/** Everybody that an account is and who may have a PIN, by the workshops' names. */
export async function pinOwnersOf(db: Queryable, userId: string): Promise<PinOwner[]> {
	const rows = await db
		.select({
			...{ personId: people.id, name: people.name, roles: people.roles, setAt: pins.setAt },
			workshop: { id: workshops.id, name: workshops.name }
		})
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.leftJoin(pins, eq(pins.personId, people.id))
		.where(and(eq(people.userId, userId), eq(people.active, true)))
		.orderBy(asc(workshops.name));
	return rows.filter(({ roles }) => rolesAtStation(roles).length > 0).map(({ roles: _, ...owner }) => owner);
}
