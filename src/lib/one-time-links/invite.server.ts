import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Who } from '../audit/record.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { passes } from '../database/schema.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';
import { refusalToInvite } from './may-invite.server.ts';
import { makePass } from './passes.server.ts';

/**
 * Makes a link by which a person makes their account, or gives it a new password. [PASS4]
 *
 * @param now epoch milliseconds
 * @returns the only copy of its token
 * @throws Refused `gone`, `ownerOnly`, `operatorOnly`, `ownPassword`
 */
export const invite = (
	db: Database,
	workshopId: string,
	personId: string,
	who: Who,
	now: number
): Promise<string> =>
	db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		// Made first, and undone by a refusal: whoever is not of this workshop is `gone`, and no more is told.
		const token = await makePass(tx, workshopId, { personId }, who, now);
		const refusal = await refusalToInvite(tx, who.actor.id, personId);
		if (refusal) throw new Refused(refusal);
		return token;
	});

/** Until when somebody's link can be used, by person: epoch milliseconds. */
export async function openLinks(
	db: Queryable,
	workshopId: string,
	now: number
): Promise<Map<string, number>> {
	const { personId, createdBy, expiresAt, usedAt, workshopId: of } = passes;
	const unused = await db
		.select({ personId, createdBy, expiresAt })
		.from(passes)
		.where(and(eq(of, workshopId), isNull(usedAt), gt(expiresAt, now)));
	const open = new Map<string, number>();
	for (const pass of unused) {
		if (pass.personId === null || (await refusalToInvite(db, pass.createdBy, pass.personId))) continue;
		open.set(pass.personId, pass.expiresAt);
	}
	return open;
}
