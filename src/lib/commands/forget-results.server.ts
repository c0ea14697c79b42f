import { asc, lt, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { commands } from '../database/schema.ts';
import { DAY } from '../model/moments.ts';

/** Days for which a command sent again is answered as it was the first time. [CMD2] */
export const RESULTS_KEPT = 60;
/** Results that one statement deletes, in some milliseconds. */
const BATCH = 1_000;

/**
 * Deletes results of commands that are too old to be asked for again: a third of all rows after a year. [CMD11]
 *
 * @param now epoch milliseconds
 * @param stopped asked between two batches: the process wants to end
 * @returns how many were deleted
 */
export async function forgetResults(
	db: Database,
	now: number,
	stopped: () => boolean = () => false,
	batch = BATCH
): Promise<number> {
	let forgotten = 0;
	for (let more = true; more && !stopped();) {
		const old = db
			.select({ id: commands.id })
			.from(commands)
			.where(lt(commands.at, now - RESULTS_KEPT * DAY))
			.orderBy(asc(commands.at))
			.limit(batch)
			// What another process deletes at the same time is left to that process.
			.for('update', { skipLocked: true });
		const { count } = await db.delete(commands).where(sql`${commands.id} = any(array(${old}))`);
		forgotten += count;
		more = count === batch;
	}
	return forgotten;
}
