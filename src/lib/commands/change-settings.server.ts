import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { Database, Queryable } from '../database/database.ts';
import { people, workshops } from '../database/schema.ts';

/**
 * Changes what a workshop sets up: itself, its stages, bays or people. Everything that does so comes
 * through here. One change is one revision, in line with the commands: whoever decides after it decides
 * by the new settings, and every screen reads them anew. [SET1]
 *
 * In a server process call `live().look()` afterwards, so that its screens need not wait for the next poll.
 *
 * @param change does the writing, and records it for the audit; what it throws undoes the whole change
 * @throws when there is no such workshop
 */
export async function changeSettings<Result>(
	db: Database,
	workshopId: string,
	change: (tx: Queryable) => Promise<Result>
): Promise<Result> {
	return db.transaction(async (tx) => {
		await renew(tx, workshopId);
		return change(tx);
	});
}

/**
 * Takes a revision that is no command's: who kept anything of the workshop, screens and processes, reads all of it anew.
 *
 * @throws when there is no such workshop
 */
export async function renew(tx: Queryable, workshopId: string): Promise<void> {
	const next = sql`${workshops.revision} + 1`;
	const [line] = await tx
		.update(workshops)
		.set({ revision: next, settingsRevision: next })
		.where(eq(workshops.id, workshopId))
		.returning({ revision: workshops.revision });
	if (!line) throw new Error('no such workshop');
}

/**
 * Waits for whoever changes this workshop just now, and has others wait until COMMIT: what is read of its
 * people after it holds until then. For what is no change of the settings itself. Who locks more than the
 * workshop's row locks that first.
 */
export async function holdLine(tx: Queryable, workshopId: string): Promise<void> {
	const line = tx.select({ id: workshops.id }).from(workshops).where(eq(workshops.id, workshopId));
	await line.for('no key update');
}

/**
 * The same for every workshop that these accounts belong to, in the order of the ids: ending a session counts up the
 * access revision of all of them. Two transactions that lock them in one order never wait for each other. [ACC7]
 *
 * @returns the workshops: after COMMIT call `live().look()` for each
 */
export async function holdLinesOf(tx: Queryable, ...userIds: string[]): Promise<string[]> {
	const places = tx.select({ id: people.workshopId }).from(people).where(inArray(people.userId, userIds));
	const held = await tx
		.select({ id: workshops.id })
		.from(workshops)
		.where(inArray(workshops.id, places))
		.orderBy(asc(workshops.id))
		.for('no key update');
	return held.map(({ id }) => id);
}
