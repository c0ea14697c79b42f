import { and, eq, lt } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { jobs, workshops } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { erasable } from './erase.server.ts';
import { keptSince } from './retention-day.ts';

/** How long a workshop keeps what is personal in its closed jobs: calendar months, in its time zone. */
export interface Keeping {
	months: number;
	/** IANA. */
	timeZone: string;
}

/** @throws when there is no such workshop */
export async function keeping(db: Queryable, workshopId: string): Promise<Keeping> {
	const [kept] = await db
		.select({ months: workshops.retentionMonths, timeZone: workshops.timeZone })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	if (!kept) throw new Error('no such workshop');
	return kept;
}

/** Jobs whose time is over. [PRIV2] */
export const expired = (workshopId: string, { months, timeZone }: Keeping, now: number) =>
	and(eq(jobs.workshopId, workshopId), lt(jobs.closedAt, keptSince(months, timeZone, now)), erasable());

/** How many jobs the next run would erase. */
export const countExpired = (
	db: Queryable,
	workshopId: string,
	kept: Keeping,
	now: number
): Promise<number> => db.$count(jobs, expired(workshopId, kept, now));

/** @param months 1 to 120 */
export const changeKeeping = (db: Database, workshopId: string, who: Who, months: number): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		await tx.update(workshops).set({ retentionMonths: months }).where(eq(workshops.id, workshopId));
		await record(tx, workshopId, who, { type: 'retentionChanged', months });
	});
