import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { type JobRow, toJob } from '../commands/rows.server.ts';
import type { Job } from '../job/job.ts';
import { orderKey } from '../model/order-number.ts';
import { orderSeals } from '../privacy/order-seal.ts';
import type { Database } from '../database/database.ts';
import { foldedSql } from '../database/folded-sql.ts';
import { events, jobs } from '../database/schema.ts';

/** What an import knows of a job that is there already. */
export interface Known {
	job: Job;
	/** Its personal data was erased: nothing is compared with it. [PRIV4] */
	erased: boolean;
}

/** An order number as a file gives it: folded, and as it is written there. */
export interface Numbered {
	orderNumber: string;
	writtenNumber: string;
}

/** Its number in the dealer's system, in one spelling: where people corrected it, the one that was read. */
const number = foldedSql(sql`coalesce(${jobs.source} ->> 'orderNumber', ${jobs.orderNumber})`);

/**
 * The jobs of a workshop by their order's number in the dealer's system; an erased one, which has none any more,
 * by its seal.
 */
export async function findJobs(
	db: Database,
	secret: string,
	workshopId: string,
	numbers: readonly Numbered[]
): Promise<Map<string, Known>> {
	const sealed = new Map<string, string>();
	for (const { orderNumber, writtenNumber } of numbers)
		for (const seal of orderSeals(secret, workshopId, writtenNumber || orderNumber))
			sealed.set(seal, orderNumber);
	const wanted = numbers.map(({ orderNumber }) => orderNumber);
	const rows = await db
		.select({ number, job: jobs })
		.from(jobs)
		.where(
			and(
				eq(jobs.workshopId, workshopId),
				or(inArray(number, wanted), inArray(jobs.orderSeal, [...sealed.keys()]))
			)
		)
		// Of one number the job that is not erased counts, which has no moment of that and comes last.
		.orderBy(asc(jobs.erasedAt));
	return new Map(
		rows.map(({ number, job }) => [(job.orderSeal && sealed.get(job.orderSeal)) ?? number, knownOf(job)])
	);
}

const knownOf = (row: JobRow): Known => ({ job: toJob(row), erased: row.erasedAt !== null });

/** Open cards that an earlier file brought, with every number under which a file may have them. */
export async function openFromSource(
	db: Database,
	workshopId: string
): Promise<{ job: Job; numbers: string[] }[]> {
	const rows = await db
		.select()
		.from(jobs)
		.where(and(eq(jobs.workshopId, workshopId), sql`${jobs.status} = 'open'`, isNotNull(jobs.source)))
		.orderBy(asc(jobs.orderNumber));
	return rows.map(toJob).flatMap((job) => {
		const numbers = [job.source?.orderNumber, job.orderNumber].flatMap((each) =>
			each ? [orderKey(each)] : []
		);
		return numbers.length > 0 ? [{ job, numbers }] : [];
	});
}

/** Of these jobs, those that people or an import dispatched, or parked, before: the file has no say there. */
export async function handledJobs(
	db: Database,
	ids: readonly string[]
): Promise<Record<'dispatched' | 'parked', Set<string>>> {
	const rows =
		ids.length === 0
			? []
			: await db
					.selectDistinct({ id: events.streamId, type: events.type })
					.from(events)
					.where(and(inArray(events.streamId, [...ids]), inArray(events.type, ['dispatched', 'parked'])));
	const of = (type: string) => new Set(rows.filter((row) => row.type === type).map(({ id }) => id));
	return { dispatched: of('dispatched'), parked: of('parked') };
}
