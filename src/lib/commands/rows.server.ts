import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Job } from '../job/job.ts';
import { withBoundedSpans } from '../job/worked.ts';
import type { Queryable } from '../database/database.ts';
import { customers, jobs, vehicles } from '../database/schema.ts';
import { savingOf, send, statements } from './statements.server.ts';

export type JobRow = typeof jobs.$inferSelect;

/** A row as the rules know it: without where it is kept. */
export function toJob(row: JobRow): Job {
	const { workshopId: _w, revision: _r, vehicleId: _v, customerId: _c, ...rest } = row;
	const { erasedAt: _e, orderSeal: _s, lastMove, ...job } = rest;
	// Rows of before the limit. [JOB8]
	const before = lastMove && withBoundedSpans(lastMove.before);
	return withBoundedSpans({ ...job, lastMove: lastMove && before && { ...lastMove, before } });
}

/** Null also for one that was erased: it takes no command any more, and nobody looks at it. [PRIV4] */
export async function loadJob(db: Queryable, workshopId: string, jobId: string): Promise<Job | null> {
	return (await loadJobs(db, workshopId, [jobId])).get(jobId) ?? null;
}

/** Several at once, by id. [PRIV4] */
export async function loadJobs(
	db: Queryable,
	workshopId: string,
	jobIds: readonly string[]
): Promise<Map<string, Job>> {
	const rows = await send(db, statements.jobs, { ids: jobIds, workshopId });
	return new Map(rows.map((row) => [row.id, toJob(row)]));
}

/**
 * Writes the job as it is after a command.
 *
 * @param kept the columns that the rules do not know: `revision`, and vehicle and customer where they are new
 * @throws when the row is not of the version that was decided upon: another's work is never undone, whatever went wrong
 */
export async function saveJob(db: Queryable, kept: Kept, before: Job | null, job: Job): Promise<void> {
	if (!before) {
		const unknown = { vehicleId: null, customerId: null, erasedAt: null, orderSeal: null };
		await send(db, statements.job, { ...unknown, ...job, ...kept });
		return;
	}
	const changed = { ...changedColumns(before, job), ...kept };
	const keys = { id: job.id, expect: before.version };
	const saved = await send(db, savingOf(Object.keys(changed)), { ...changed, ...keys });
	if (saved.length !== 1) throw new Error('the job is not the one that was read');
}

type Registered = Pick<JobRow, 'vehicleId' | 'customerId'>;
type Kept = Pick<JobRow, 'workshopId' | 'revision'> & Partial<Registered>;

function changedColumns(before: Job, after: Job): Partial<Job> {
	const changed = Object.entries(after).filter(([name, value]) => value !== before[name as keyof Job]);
	return Object.fromEntries(changed);
}

/** Vehicle and customer of a job in the registers, and those that it had there before. */
export interface Entry {
	now: Partial<Registered>;
	before: Partial<Registered>;
}

/** Enters vehicle and customer into the registers, where a job is new or either of them changed. */
export async function register(
	db: Queryable,
	workshopId: string,
	before: Job | null,
	{ vehicle, customer }: Job
): Promise<Entry> {
	if (before && before.vehicle === vehicle && before.customer === customer) return { now: {}, before: {} };
	const [[vehicleRow], [customerRow], [old]] = await Promise.all([
		db
			.insert(vehicles)
			.values({ id: uuidv7(), workshopId, plate: vehicle.plate, details: vehicle })
			.onConflictDoUpdate({ target: [vehicles.workshopId, vehicles.plate], set: { details: vehicle } })
			.returning({ id: vehicles.id }),
		db
			.insert(customers)
			.values({ id: uuidv7(), workshopId, ...customer })
			// DO NOTHING returns no row for one that is there already.
			.onConflictDoUpdate({
				target: [customers.workshopId, customers.phone, customers.name],
				set: { phone: sql`excluded.phone` }
			})
			.returning({ id: customers.id }),
		before
			? db
					.select({ vehicleId: jobs.vehicleId, customerId: jobs.customerId })
					.from(jobs)
					.where(eq(jobs.id, before.id))
			: []
	]);
	const now = { vehicleId: vehicleRow?.id ?? null, customerId: customerRow?.id ?? null };
	return { now, before: old ?? {} };
}
