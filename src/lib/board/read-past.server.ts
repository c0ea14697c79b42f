import { and, desc, eq, inArray } from 'drizzle-orm';
import { loadJob } from '../commands/rows.server.ts';
import type { JobEvent } from '../job/event.ts';
import type { Queryable } from '../database/database.ts';
import { events, people } from '../database/schema.ts';
import { readEvent } from '../streams/streams.ts';
import type { JobPast } from './sheet/job-past.ts';

/** Events of a job that its history shows: a visit has some dozen, one that is moved all day without end has more. */
export const MOST_EVENTS = 500;

/** A job of this workshop, whatever became of it, with what happened to it last; null if it is none of theirs. [JOB10] */
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
				stream: events.stream,
				version: events.version,
				event: events.event
			})
			.from(events)
			.where(and(eq(events.workshopId, workshopId), eq(events.streamId, jobId)))
			.orderBy(desc(events.revision), desc(events.ordinal))
			.limit(MOST_EVENTS)
	]);
	if (!job) return null;
	const past = rows.map(({ stream, version, event, ...row }) => ({
		...row,
		event: readEvent<JobEvent>({ stream, version, event })
	}));
	const ids = [job.advisorId, job.technicianId, ...past.map(({ event }) => personIn(event))].filter(
		(id) => id != null
	);
	const named = await db
		.select({ id: people.id, name: people.name })
		.from(people)
		.where(and(eq(people.workshopId, workshopId), inArray(people.id, ids)));
	const names = Object.fromEntries(named.map(({ id, name }) => [id, name]));
	return { job: { ...job, source: null }, events: past, names };
}

function personIn(event: JobEvent): string | null | undefined {
	if (event.type === 'dispatched') return event.technicianId;
	return 'order' in event ? event.order.advisorId : null;
}
