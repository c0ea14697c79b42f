import { and, asc, eq, inArray } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { toJob } from '../commands/projections.server.ts';
import type { JobEvent } from '../job/event.ts';
import { readEvent } from '../streams/streams.ts';
import type { Database } from '../database/database.ts';
import { events, jobs, stages, workshops } from '../database/schema.ts';
import { findCustomer, jobsOf } from './customers.server.ts';
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
		const past = await tx
			.select({
				jobId: events.streamId,
				at: events.at,
				stream: events.stream,
				version: events.version,
				event: events.event
			})
			.from(events)
			.where(
				and(
					eq(events.workshopId, workshopId),
					inArray(
						events.streamId,
						rows.map(({ id }) => id)
					)
				)
			)
			.orderBy(asc(events.revision), asc(events.ordinal));
		const byJob = Map.groupBy(
			past.map(({ jobId, at, ...row }) => ({ jobId, at, event: readEvent<JobEvent>(row) })),
			({ jobId }) => jobId
		);
		const { customerId } = subject;
		await record(tx, workshopId, who, { type: 'customerExported', customerId, jobs: rows.length }, now);
		return customerExport(
			{ ...site, stages: stageRows },
			found,
			rows.map((row) => ({ job: toJob(row), events: byJob.get(row.id) ?? [] })),
			now
		);
	});
}
