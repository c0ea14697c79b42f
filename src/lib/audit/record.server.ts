import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Actor } from '../job/job.ts';
import type { Queryable } from '../server/database.ts';
import { auditEntries, people, workshops } from '../server/schema.ts';
import { type AccessChange, touchesAccess } from './access-change.ts';

/** Who does something, and from which screen: `board`, `import`, `station:Tablet 2` ... */
export interface Who {
	actor: Actor;
	screen: string;
}

/** Whoever operates the server, at its command line. */
export const operator: Who = { actor: { kind: 'operator', id: null, name: '' }, screen: 'server' };

/** Somebody who did not say who they are. */
export const stranger: Who = { actor: { kind: 'stranger', id: null, name: '' }, screen: 'sign-in' };

/**
 * Writes down a change of who may see or do what. Call it in the transaction that makes the change; after
 * COMMIT, a server process calls `live().look()`, so that open sockets are asked again at once. [AUD1] [ACC7]
 *
 * @param at epoch milliseconds
 */
export async function record(
	tx: Queryable,
	workshopId: string,
	{ actor, screen }: Who,
	change: AccessChange,
	at: number = Date.now()
): Promise<void> {
	await tx.insert(auditEntries).values({ id: uuidv7(), workshopId, at, actor, screen, change });
	if (touchesAccess(change)) await countAccess(tx, workshopId);
}

/**
 * Has what an account has open asked again in every workshop that it belongs to: its sessions ended, and the
 * entry stands in one of them only. After COMMIT, a statement each: rows locked together could wait for each
 * other.
 *
 * @returns those workshops: call `live().look()` for each
 */
export async function askAgainEverywhere(db: Queryable, userId: string): Promise<string[]> {
	const places = await db.select({ id: people.workshopId }).from(people).where(eq(people.userId, userId));
	for (const { id } of places) await countAccess(db, id);
	return places.map(({ id }) => id);
}

/** Has open sockets of a workshop asked again, in every process. [ACC7] */
export const countAccess = (db: Queryable, workshopId: string) =>
	db
		.update(workshops)
		.set({ accessRevision: sql`${workshops.accessRevision} + 1` })
		.where(eq(workshops.id, workshopId));
