import { and, asc, eq, inArray } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { toCase, toJob } from '../commands/projections.server.ts';
import type { CaseEvent } from '../case/event.ts';
import type { JobEvent } from '../job/event.ts';
import { readEvent } from '../streams/streams.ts';
import type { Database } from '../database/database.ts';
import { cases, events, jobs, stages, workshops } from '../database/schema.ts';
import { findCustomer, jobsOf } from './customers.server.ts';
import { casesOf } from './cases.server.ts';
import { type CustomerExport, customerExport } from './export.ts';
import type { Subject } from './subject.ts';

/**
 * All that is kept of one customer, as it may be handed to them; null for nobody of whom this workshop
 * keeps anything. [PRIV6]
 *
 * @param now epoch milliseconds
 */
export function exportCustomer(
	db: Database,
	workshopId: string,
	subject: Subject,
	who: Who,
	now: number
): Promise<CustomerExport | null> {
	return db.transaction(async (tx) => {
		const found = await findCustomer(tx, workshopId, subject);
		if (!found) return null;
		const { name, phone, timeZone } = workshops;
		const [[site], stageRows, rows] = await Promise.all([
			tx.select({ name, phone, timeZone }).from(workshops).where(eq(workshops.id, workshopId)),
			tx.select({ id: stages.id, name: stages.name }).from(stages).where(eq(stages.workshopId, workshopId)),
			tx.select().from(jobs).where(jobsOf(workshopId, subject)).orderBy(asc(jobs.changedAt))
		]);
		if (!site) throw new Error('no such workshop');
		const theirs = rows.map(({ id }) => id);
		const caseRows = await tx
			.select()
			.from(cases)
			.where(casesOf(workshopId, theirs, found))
			.orderBy(asc(cases.openedAt));
		const past = await tx
			.select({
				id: events.streamId,
				at: events.at,
				stream: events.stream,
				version: events.version,
				event: events.event
			})
			.from(events)
			.where(
				and(
					eq(events.workshopId, workshopId),
					inArray(events.streamId, [...theirs, ...caseRows.map(({ id }) => id)])
				)
			)
			.orderBy(asc(events.revision), asc(events.ordinal));
		const byId = Map.groupBy(
			past.map(({ id, at, ...row }) => ({ id, at, event: readEvent<JobEvent | CaseEvent>(row) })),
			({ id }) => id
		);
		const eventsOf = <Event>(id: string) => (byId.get(id) ?? []) as unknown as { at: number; event: Event }[];
		const { customerId } = subject;
		await record(tx, workshopId, who, { type: 'customerExported', customerId, jobs: rows.length }, now);
		return customerExport(
			{ ...site, stages: stageRows },
			found,
			{
				jobs: rows.map((row) => ({ job: toJob(row), events: eventsOf<JobEvent>(row.id) })),
				cases: caseRows.map((row) => ({ of: toCase(row), events: eventsOf<CaseEvent>(row.id) }))
			},
			now
		);
	});
}
