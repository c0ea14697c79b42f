import { eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../database/database.ts';
import { bays, jobs, people, screens, stages, stations, workshops } from '../database/schema.ts';
import type { Names } from '../words/history-words.ts';
import type { AuditNames } from './audit-words.ts';
import type { Deed } from './read-audit.server.ts';

/** What the ids in these deeds are called now. [AUD1] */
export async function readNames(
	db: Queryable,
	workshopId: string,
	deeds: readonly Deed[]
): Promise<Names & AuditNames> {
	const named = (table: typeof people | typeof stages | typeof bays | typeof stations | typeof screens) =>
		db.select({ id: table.id, name: table.name }).from(table).where(eq(table.workshopId, workshopId));
	const jobIds = deeds.flatMap((deed) =>
		deed.of === 'access' && 'jobId' in deed.change ? [deed.change.jobId] : []
	);
	const [[workshop], tickets, ...lists] = await Promise.all([
		db.select({ timeZone: workshops.timeZone }).from(workshops).where(eq(workshops.id, workshopId)),
		jobIds.length === 0
			? []
			: db.select({ id: jobs.id, name: jobs.ticket }).from(jobs).where(inArray(jobs.id, jobIds)),
		...[people, stages, bays, stations, screens].map(named)
	]);
	// Ids are random over all tables: one list serves them all.
	const names = new Map([tickets, ...lists].flat().map(({ id, name }) => [id, name]));
	const nameOf = (id: string | null): string => (id === null ? '' : (names.get(id) ?? ''));
	return {
		timeZone: workshop?.timeZone ?? 'UTC',
		...{ personName: nameOf, bayName: nameOf, stageName: nameOf },
		...{ stationName: nameOf, screenName: nameOf, ticketOf: nameOf }
	};
}
