import { and, desc, eq } from 'drizzle-orm';
import { loadJob } from '../door/rows.server.ts';
import type { Queryable } from '../server/database.ts';
import { events } from '../server/schema.ts';
import type { JobPast } from './sheet/job-past.ts';

/** A job of this workshop, whatever became of it, with all that happened to it; null if it is none of theirs. */
export async function readPast(db: Queryable, workshopId: string, jobId: string): Promise<JobPast | null> {
	const [job, rows] = await Promise.all([
		loadJob(db, workshopId, jobId),
		db
			.select({
				revision: events.revision,
				ordinal: events.ordinal,
				at: events.at,
				actor: events.actor,
				screen: events.screen,
				event: events.event
			})
			.from(events)
			.where(and(eq(events.workshopId, workshopId), eq(events.jobId, jobId)))
			.orderBy(desc(events.revision), desc(events.ordinal))
	]);
	return job && { job: { ...job, source: null }, events: rows };
}
