import { and, eq, gt, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { record, type Who } from '../audit/record.server.ts';
import type { Queryable } from '../database/database.ts';
import { passes, people, stations, workshops } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { holdLine, holdLinesOf } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';
import { mayPair, refusalToInvite } from './may-invite.server.ts';
import { HOUR } from '../model/moments.ts';

/**
 * How long a pass waits to be used, milliseconds. A first account gives nobody anything that is somebody
 * else's yet; a new password does, and a tablet stands beside whoever pairs it. [PASS2]
 */
export const passLasts = { invitation: 7 * 24 * HOUR, reset: 24 * HOUR, station: HOUR };

/** Whom or what a pass is made for. */
export type PassTarget = { personId: string } | { stationId: string };

/** What a one-time address leads to. */
export interface Pass {
	id: string;
	workshop: { id: string; slug: string; name: string; language: string; timeZone: string };
	/** Epoch milliseconds. */
	expiresAt: number;
	/** Null: the operator. */
	createdBy: string | null;
	/** A person without an account makes one, a person with one gives it a new password. */
	for:
		| { kind: 'person'; personId: string; name: string; userId: string | null }
		| { kind: 'station'; stationId: string; name: string };
}

/**
 * Makes a one-time address and returns the only copy of its token: 32 random bytes, of which the hash is
 * kept. An older one of the same person or station opens nothing from then on. Whether `who` may make it
 * is asked before (invite.server.ts), and again when it is used. [PASS1] [PASS2] [PASS5]
 *
 * @param db a transaction, or the database: it is one transaction of its own then
 * @param now epoch milliseconds
 * @throws Refused `gone`: not of this workshop, locked out or revoked
 */
export function makePass(
	db: Queryable,
	workshopId: string,
	target: PassTarget,
	who: Who,
	now: number
): Promise<string> {
	return db.transaction(async (tx) => {
		const kind = await lockTarget(tx, workshopId, target);
		if (!kind) throw new Refused({ code: 'gone' });
		await endPasses(tx, target, now);
		const token = newToken();
		await tx.insert(passes).values({
			...{ id: uuidv7(), workshopId, ...target, tokenHash: tokenHash(token) },
			...{ createdBy: who.actor.id, createdAt: now, expiresAt: now + passLasts[kind] }
		});
		if ('personId' in target) {
			const { personId } = target;
			await record(tx, workshopId, who, { type: 'invited', personId, reset: kind === 'reset' }, now);
		}
		return token;
	});
}

/**
 * Of two who make one at the same moment the second waits, and takes the place of the first.
 *
 * @returns which kind of pass it is about; null for nobody and nothing of this workshop
 */
async function lockTarget(
	tx: Queryable,
	workshopId: string,
	target: PassTarget
): Promise<keyof typeof passLasts | null> {
	if ('stationId' in target) {
		const { id, workshopId: of, revokedAt } = stations;
		const here = and(eq(id, target.stationId), eq(of, workshopId), isNull(revokedAt));
		const [station] = await tx.select({ id }).from(stations).where(here).for('no key update');
		return station ? 'station' : null;
	}
	const { id, workshopId: of, active, userId } = people;
	const here = and(eq(id, target.personId), eq(of, workshopId), eq(active, true));
	const [person] = await tx.select({ userId }).from(people).where(here).for('no key update');
	if (!person) return null;
	return person.userId === null ? 'invitation' : 'reset';
}

/** Uses up whatever is still open of a person or a station. */
export async function endPasses(tx: Queryable, target: PassTarget, now: number): Promise<void> {
	const whose =
		'personId' in target ? eq(passes.personId, target.personId) : eq(passes.stationId, target.stationId);
	await tx
		.update(passes)
		.set({ usedAt: now })
		.where(and(whose, isNull(passes.usedAt)));
}

/**
 * What a token opens. It uses nothing up: programs that preview links open them too. Null alike for one that
 * is unknown, used, expired, of somebody locked out or of a revoked station, or made by somebody who might
 * not make it now. [PASS3] [PASS5]
 *
 * @param now epoch milliseconds
 */
export async function openPass(db: Queryable, token: string, now: number): Promise<Pass | null> {
	const { id, slug, name, language, timeZone } = workshops;
	const [row] = await db
		.select({
			pass: passes,
			workshop: { id, slug, name, language, timeZone },
			person: people,
			station: stations
		})
		.from(passes)
		.innerJoin(workshops, eq(workshops.id, passes.workshopId))
		.leftJoin(people, eq(people.id, passes.personId))
		.leftJoin(stations, eq(stations.id, passes.stationId))
		.where(and(eq(passes.tokenHash, tokenHash(token)), isNull(passes.usedAt), gt(passes.expiresAt, now)));
	if (!row) return null;
	const { pass, workshop, person, station } = row;
	const found = { id: pass.id, workshop, expiresAt: pass.expiresAt, createdBy: pass.createdBy };
	// Who made it may have been locked out since, or the person may have become more than its maker.
	if (person?.active && !(await refusalToInvite(db, pass.createdBy, person.id))) {
		const { id: personId, name: called, userId } = person;
		return { ...found, for: { kind: 'person', personId, name: called, userId } };
	}
	if (station && station.revokedAt === null && (await mayPair(db, pass.createdBy))) {
		return { ...found, for: { kind: 'station', stationId: station.id, name: station.name } };
	}
	return null;
}

/**
 * Takes a pass, exactly once, also where two do so at the same moment; afterwards do what it is for in the
 * same transaction. It locks the workshop's row (of an account all of them) first and then the person or station, like every change of
 * the settings: what was read of them holds until COMMIT. [PASS3]
 *
 * @param tx a transaction
 * @returns null where openPass would find nothing (any more)
 */
export async function usePass(tx: Queryable, token: string, now: number): Promise<Pass | null> {
	const seen = await openPass(tx, token, now);
	if (!seen) return null;
	const account = seen.for.kind === 'person' ? seen.for.userId : null;
	await (account ? holdLinesOf(tx, account) : holdLine(tx, seen.workshop.id));
	if (!(await lockTarget(tx, seen.workshop.id, seen.for))) return null;
	const pass = await openPass(tx, token, now);
	if (!pass) return null;
	const taken = await tx
		.update(passes)
		.set({ usedAt: now })
		.where(and(eq(passes.id, pass.id), isNull(passes.usedAt)))
		.returning({ id: passes.id });
	return taken.length > 0 ? pass : null;
}
