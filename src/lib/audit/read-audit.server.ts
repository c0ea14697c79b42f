import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { JobEvent } from '../job/event.ts';
import type { Actor } from '../job/job.ts';
import type { Queryable } from '../server/database.ts';
import { auditEntries, events, jobs } from '../server/schema.ts';
import type { AccessChange } from './access-change.ts';

/** How far back a page of the audit has come in its two sources; both run back in time. */
export interface Cursor {
	/** The revision of the last event read. */
	revision: number;
	/** The id of the last entry read: UUIDv7. */
	entry: string;
}

interface Done {
	key: string;
	at: number;
	actor: Actor;
	screen: string;
}

/** What somebody did: to a job, or to who may see and do what. */
export type Deed =
	| (Done & { of: 'job'; jobId: string; ticket: string; event: JobEvent })
	| (Done & { of: 'access'; change: AccessChange });

const newest: Cursor = { revision: Number.MAX_SAFE_INTEGER, entry: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/**
 * What was done in a workshop, the latest first. [AUD2]
 *
 * @param from where the page before ended; null for the first
 * @param personId only what this person did
 * @returns at most `size` deeds (a command's events stay together, so it may be a few more), and where the
 *   next page begins, or null at the end
 */
export async function readAudit(
	db: Queryable,
	workshopId: string,
	{ from, personId, size = 100 }: { from: Cursor | null; personId: string | null; size?: number }
): Promise<{ deeds: Deed[]; next: Cursor | null }> {
	const { revision, entry } = from ?? newest;
	const by = <Table extends typeof events | typeof auditEntries>({ actor }: Table) =>
		personId === null ? undefined : sql`${actor}->>'id' = ${personId}`;
	const [eventRows, entryRows] = await Promise.all([
		db
			.select({ event: events, ticket: jobs.ticket })
			.from(events)
			.innerJoin(jobs, eq(jobs.id, events.jobId))
			.where(and(eq(events.workshopId, workshopId), lt(events.revision, revision), by(events)))
			.orderBy(desc(events.revision), desc(events.ordinal))
			// One command has a handful of events: the last one's are whole when there is one row too many.
			.limit(size + 10),
		db
			.select()
			.from(auditEntries)
			.where(and(eq(auditEntries.workshopId, workshopId), lt(auditEntries.id, entry), by(auditEntries)))
			.orderBy(desc(auditEntries.id))
			.limit(size + 1)
	]);
	const deeds: (Deed & { revision?: number; entry?: string })[] = [
		...eventRows.map(({ event: { ordinal, revision, jobId, at, actor, screen, event }, ticket }) => ({
			...{ of: 'job' as const, key: `${revision}.${ordinal}`, revision },
			...{ jobId, ticket, at, actor, screen, event }
		})),
		...entryRows.map(({ id, at, actor, screen, change }) => ({
			...{ of: 'access' as const, key: id, entry: id, at, actor, screen, change }
		}))
	].sort((a, b) => b.at - a.at);
	let end = Math.min(size, deeds.length);
	const cut = deeds[end - 1]?.revision;
	while (cut !== undefined && deeds[end]?.revision === cut) end++;
	const shown = deeds.slice(0, end);
	if (end === deeds.length) return { deeds: shown, next: null };
	const next = {
		revision: shown.findLast((deed) => deed.revision !== undefined)?.revision ?? revision,
		entry: shown.findLast((deed) => deed.entry !== undefined)?.entry ?? entry
	};
	return { deeds: shown, next };
}
