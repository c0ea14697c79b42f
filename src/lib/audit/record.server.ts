import { uuidv7 } from 'uuidv7';
import type { Actor } from '../model/actor.ts';
import type { Queryable } from '../database/database.ts';
import { auditEntries } from '../database/schema.ts';
import type { AccessChange } from '../model/access-change.ts';

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
 * Writes down a change of who may see or do what. Call it in the transaction that makes the change. After COMMIT a
 * server process calls `live().look()`, so that open sockets are authorised again at once. [AUD1] [ACC7]
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
}
