import { and, desc, eq, lt, lte, or, sql } from 'drizzle-orm';
import type { CaseEvent } from '../case/event.ts';
import type { JobEvent } from '../job/event.ts';
import { readEvent } from '../streams/streams.ts';
import type { Actor } from '../model/actor.ts';
import type { Queryable } from '../database/database.ts';
import { auditEntries, events, jobs } from '../database/schema.ts';
import type { AccessChange } from '../model/access-change.ts';

/** How far back a page of the audit has come in its two sources. */
export interface Cursor {
	/** The revision of the last event read. */
	revision: number;
	/** When the last entry read was made, and its id. */
	at: number;
	entry: string;
}

interface Done {
	key: string;
	at: number;
	actor: Actor;
	screen: string;
}

/** What was done: to a job, to a case, or to who may see and do what. */
export type Deed =
	| (Done & { of: 'job'; jobId: string; ticket: string; event: JobEvent })
	| (Done & { of: 'case'; caseId: string; event: CaseEvent })
	| (Done & { of: 'access'; change: AccessChange });

const newest: Cursor = {
	revision: Number.MAX_SAFE_INTEGER,
	at: Date.UTC(9999, 0),
	entry: 'ffffffff-ffff-ffff-ffff-ffffffffffff'
};

/**
 * What was done in a workshop, the latest first. Events keep the order of their revisions, whatever their times say, so
 * that every deed stands on exactly one page. [AUD2]
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
	const start = from ?? newest;
	const { revision, at, entry } = start;
	const by = <Table extends typeof events | typeof auditEntries>({ actor }: Table) =>
		personId === null ? undefined : sql`${actor}->>'id' = ${personId}`;
	const [eventRows, entryRows] = await Promise.all([
		db
			.select({ event: events, ticket: jobs.ticket })
			.from(events)
			.leftJoin(jobs, eq(jobs.id, events.streamId))
			.where(and(eq(events.workshopId, workshopId), lt(events.revision, revision), by(events)))
			.orderBy(desc(events.revision), desc(events.ordinal))
			// One command has a handful of events: the last one's are whole when there is one row too many.
			.limit(size + 10),
		db
			.select()
			.from(auditEntries)
			.where(
				and(
					eq(auditEntries.workshopId, workshopId),
					lte(auditEntries.at, at),
					or(lt(auditEntries.at, at), lt(auditEntries.id, entry)),
					by(auditEntries)
				)
			)
			.orderBy(desc(auditEntries.at), desc(auditEntries.id))
			.limit(size + 1)
	]);
	const ofStreams = eventRows.map(({ event: row, ticket }) => {
		const { revision, ordinal, at, actor, screen, stream, streamId } = row;
		const done = { key: `${revision}.${ordinal}`, revision, at, actor, screen };
		return stream === 'job'
			? {
					...done,
					of: 'job' as const,
					jobId: streamId,
					ticket: ticket ?? '',
					event: readEvent<JobEvent>(row)
				}
			: { ...done, of: 'case' as const, caseId: streamId, event: readEvent<CaseEvent>(row) };
	});
	const ofAccess = entryRows.map(({ id, at, actor, screen, change }) => ({
		...{ of: 'access' as const, key: id, at, actor, screen, change }
	}));
	const deeds: Deed[] = [];
	let [job, access] = [0, 0];
	for (;;) {
		const [event, entry] = [ofStreams[job], ofAccess[access]];
		const isWhole = event === undefined || event.revision !== ofStreams[job - 1]?.revision;
		if (deeds.length >= size && isWhole) break;
		if (event && (!isWhole || !entry || event.at >= entry.at)) {
			deeds.push(event);
			job++;
		} else if (entry) {
			deeds.push(entry);
			access++;
		} else break;
	}
	if (job === ofStreams.length && access === ofAccess.length) return { deeds, next: null };
	const [lastEvent, lastEntry] = [ofStreams[job - 1], ofAccess[access - 1]];
	return {
		deeds,
		next: {
			revision: lastEvent?.revision ?? revision,
			at: lastEntry?.at ?? at,
			entry: lastEntry?.key ?? entry
		}
	};
}
