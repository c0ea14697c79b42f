import { and, count, eq, isNull } from 'drizzle-orm';
import type { Queryable } from '../database/database.ts';
import { bays, people, screens, stages, stations } from '../database/schema.ts';
import { Refused } from '../model/refusal.ts';

/** Far more than any workshop has, and so few that its boards and pages stay light. [SET4] */
const lists = {
	stages: { table: stages, most: 60 },
	bays: { table: bays, most: 300 },
	people: { table: people, most: 1_000 },
	stations: { table: stations, most: 100 },
	screens: { table: screens, most: 300 }
};

/** @throws Refused `tooMany` where the workshop has as many of a list as it may have; revoked ones do not count */
export async function refuseMore(tx: Queryable, workshopId: string, list: keyof typeof lists): Promise<void> {
	const { table, most } = lists[list];
	const here = eq(table.workshopId, workshopId);
	const inUse = 'revokedAt' in table ? and(here, isNull(table.revokedAt)) : here;
	const [row] = await tx.select({ count: count() }).from(table).where(inUse);
	if (row!.count >= most) throw new Refused({ code: 'tooMany', most });
}
