import { and, desc, eq, gte, inArray, isNull, ne, type SQL } from 'drizzle-orm';
import type { CaseEvent } from '../../case/event.ts';
import { toCase } from '../../commands/projections.server.ts';
import type { Queryable } from '../../database/database.ts';
import { cases, events, jobs, people } from '../../database/schema.ts';
import { caseCard } from '../../feeds/cases.ts';
import { readEvent } from '../../streams/streams.ts';
import type { CaseJob, CasePast, ClosedCases } from './case-job.ts';

/** Days that a closed case stands in the list of those to reopen, and the most that do. */
const LATELY = 60;
const MOST_CLOSED = 100;
/** Events that the history of one case shows. */
const MOST_EVENTS = 200;
const DAY = 86_400_000;

/**
 * The visits that cases of this workshop are or may be about: those on the board, and those that open cases name.
 *
 * @param asked another one, whatever became of it
 */
export async function readCaseJobs(
	db: Queryable,
	workshopId: string,
	asked: string | null = null
): Promise<CaseJob[]> {
	// One after the other, and not as one condition: each is read by its own index. [FAST1]
	const named = await db
		.selectDistinct({ id: cases.jobId })
		.from(cases)
		.where(and(eq(cases.workshopId, workshopId), ne(cases.status, 'closed')));
	const ids = [asked, ...named.map(({ id }) => id)].filter((id) => id !== null);
	const [onBoard, others] = await Promise.all([
		jobsWhere(db, workshopId, eq(jobs.status, 'open')),
		ids.length === 0 ? [] : jobsWhere(db, workshopId, and(inArray(jobs.id, ids), ne(jobs.status, 'open')))
	]);
	return [...onBoard, ...others];
}

async function jobsWhere(db: Queryable, workshopId: string, which: SQL | undefined): Promise<CaseJob[]> {
	const { id, ticket, vehicle, customer, status } = jobs;
	const rows = await db
		.select({ id, ticket, vehicle, customer, status })
		.from(jobs)
		.where(and(eq(jobs.workshopId, workshopId), isNull(jobs.erasedAt), which));
	return rows.map(({ id, ticket, vehicle, customer, status }) => ({
		...{ id, ticket, plate: vehicle.plate, model: vehicle.model, customer, isOpen: status === 'open' }
	}));
}

/** [CASE8] */
export async function readClosedCases(db: Queryable, workshopId: string, now: number): Promise<ClosedCases> {
	const rows = await db
		.select()
		.from(cases)
		.where(
			and(
				eq(cases.workshopId, workshopId),
				isNull(cases.erasedAt),
				eq(cases.status, 'closed'),
				gte(cases.closedAt, now - LATELY * DAY)
			)
		)
		.orderBy(desc(cases.closedAt))
		.limit(MOST_CLOSED);
	const jobIds = rows.flatMap(({ jobId }) => jobId ?? []);
	return {
		cases: rows.map((row) => caseCard(toCase(row))),
		jobs: jobIds.length === 0 ? [] : await jobsWhere(db, workshopId, inArray(jobs.id, jobIds))
	};
}

/** A case of this workshop with what happened to it; null for none of theirs, and for one that was erased. [CASE9] */
export async function readCasePast(
	db: Queryable,
	workshopId: string,
	caseId: string
): Promise<CasePast | null> {
	const mine = and(eq(cases.id, caseId), eq(cases.workshopId, workshopId), isNull(cases.erasedAt));
	const [[row], past] = await Promise.all([
		db.select().from(cases).where(mine),
		db
			.select()
			.from(events)
			.where(and(eq(events.workshopId, workshopId), eq(events.streamId, caseId)))
			.orderBy(desc(events.revision), desc(events.ordinal))
			.limit(MOST_EVENTS)
	]);
	if (!row) return null;
	const told = past.map(({ revision, ordinal, at, actor, screen, ...stored }) => ({
		...{ revision, ordinal, at, actor, screen, event: readEvent<CaseEvent>(stored) }
	}));
	const owners = [row.ownerId, ...told.map(({ event }) => 'ownerId' in event && event.ownerId)];
	const ids = owners.filter((id) => typeof id === 'string');
	const [named, [job]] = await Promise.all([
		db
			.select({ id: people.id, name: people.name })
			.from(people)
			.where(and(eq(people.workshopId, workshopId), inArray(people.id, ids))),
		row.jobId === null ? [] : jobsWhere(db, workshopId, eq(jobs.id, row.jobId))
	]);
	return {
		case: caseCard(toCase(row)),
		job: job ?? null,
		events: told,
		names: Object.fromEntries(named.map(({ id, name }) => [id, name]))
	};
}
