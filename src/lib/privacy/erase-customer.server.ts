import { and, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Customer } from '../job/job.ts';
import type { Database, Queryable } from '../database/database.ts';
import { events, jobs } from '../database/schema.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { casesOf, eraseCases } from './cases.server.ts';
import { findCustomer, jobIdsOf, jobsOf } from './customers.server.ts';
import { erasable, eraseJobs, rewrite } from './erase.server.ts';
import { refuse, type RefusalOf, type Result } from '../model/refusal.ts';
import { leavingOut } from '../job/personal.ts';
import type { Sought, Subject } from './subject.ts';

/** Jobs of one transaction, as of the retention's. */
const BATCH = 50;

export type EraseReply =
	| Result<{ jobs: number }, 'nothingKept'>
	/** With what is kept of them, which the page shows again. */
	| { ok: false; refusal: RefusalOf<'carsOnBoard' | 'casesOpen'>; found: Sought };

/**
 * Erases what is personal of one customer, at their request: all their jobs, and their name in jobs that
 * became somebody else's, and all their cases. While a car of theirs is on the board or a case open it is refused. Afterwards call
 * `live().look()`: it closes pages that are open. [PRIV6]
 *
 * @param secret the server's, for the seals of orders
 * @param now epoch milliseconds
 */
export async function eraseCustomer(
	db: Database,
	workshopId: string,
	subject: Subject,
	{ who, secret, now }: { who: Who; secret: string; now: number }
): Promise<EraseReply> {
	const seen = await findCustomer(db, workshopId, subject);
	if (!seen) return refuse('nothingKept');
	// It looks through all events of the workshop: before any command has to wait.
	const named = await jobsNaming(db, workshopId, subject, seen);
	const theirs = await jobIdsOf(db, workshopId, subject);
	let erased = 0;
	for (;;) {
		const reply = await db.transaction(async (tx): Promise<EraseReply | null> => {
			// No command comes between the question and what is done.
			await holdLine(tx, workshopId);
			const found = await findCustomer(tx, workshopId, subject);
			if (!found) return erased > 0 ? { ok: true, jobs: erased } : refuse('nothingKept');
			if (found.open.length > 0) return { ...refuse('carsOnBoard', { tickets: found.open }), found };
			if (found.openCases > 0) return { ...refuse('casesOpen', { count: found.openCases }), found };
			const rows = await tx
				.select()
				.from(jobs)
				.where(and(jobsOf(workshopId, subject), erasable()))
				.limit(BATCH);
			if (erased === 0) {
				await leaveOut(tx, workshopId, named, found);
				await eraseCases(tx, workshopId, casesOf(workshopId, theirs, found), { now });
			}
			const here = await eraseJobs(tx, workshopId, rows, secret, now);
			const { customerId } = subject;
			await record(tx, workshopId, who, { type: 'customerErased', customerId, jobs: here }, now);
			erased += here;
			return null;
		});
		if (reply) return reply;
	}
}

/** Jobs that were theirs before the order was written anew for somebody else. */
async function jobsNaming(
	db: Queryable,
	workshopId: string,
	{ customerId, vehicleId }: Subject,
	{ name, phone }: Customer
): Promise<string[]> {
	const customer = JSON.stringify({ name, phone });
	const rows = await db
		.selectDistinct({ id: jobs.id })
		.from(events)
		.innerJoin(jobs, eq(jobs.id, events.streamId))
		.where(
			and(
				eq(events.workshopId, workshopId),
				inArray(events.type, ['booked', 'amended', 'sourceRead']),
				or(
					sql`${events.event} -> 'order' -> 'customer' = ${customer}::jsonb`,
					sql`${events.event} -> 'source' -> 'customer' = ${customer}::jsonb`
				),
				ne(jobs.customerId, customerId),
				vehicleId === null ? undefined : eq(jobs.vehicleId, vehicleId),
				isNull(jobs.erasedAt)
			)
		);
	return rows.map(({ id }) => id);
}

async function leaveOut(tx: Queryable, workshopId: string, ids: string[], customer: Customer): Promise<void> {
	const rows = await tx
		.select()
		.from(jobs)
		.where(and(inArray(jobs.id, ids), isNull(jobs.erasedAt)));
	await rewrite(tx, workshopId, rows, leavingOut(customer));
}
