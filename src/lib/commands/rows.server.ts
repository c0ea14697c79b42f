import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Job } from '../job/job.ts';
import type { Case } from '../case/case.ts';
import type { StreamName } from '../stream/stream-name.ts';
import type { AnyState } from '../streams/streams.ts';
import { projections, toCase, toJob } from './projections.server.ts';
import type { Queryable } from '../database/database.ts';
import { customers, jobs, vehicles } from '../database/schema.ts';
import { savingOf, send, statements } from './statements.server.ts';

export { toJob } from './projections.server.ts';

export type JobRow = typeof jobs.$inferSelect;

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

/** The same of cases. [PRIV4] */
async function loadCases(
	db: Queryable,
	workshopId: string,
	caseIds: readonly string[]
): Promise<Map<string, Case>> {
	const rows = await send(db, statements.cases, { ids: caseIds, workshopId });
	return new Map(rows.map((row) => [row.id, toCase(row)]));
}

/** What is there of these ids, by stream. Nothing is asked of a stream without ids. */
export const loaders: Record<
	StreamName,
	(db: Queryable, workshopId: string, ids: readonly string[]) => Promise<Map<string, AnyState>>
> = { job: loadJobs, case: loadCases };

/**
 * Writes a state as it is after a command.
 *
 * @param kept the columns that the rules do not know: `revision`, and of a job vehicle and customer where they are new
 * @throws when the row is not of the version that was decided upon: another's work is never undone, whatever went wrong
 */
export async function saveState(
	db: Queryable,
	stream: StreamName,
	kept: Kept,
	before: AnyState | null,
	after: AnyState
): Promise<void> {
	const { rowOf, others } = projections[stream];
	const row = rowOf(after);
	if (!before) {
		await send(db, statements.make[stream], { ...others, ...row, ...kept });
		return;
	}
	const was = rowOf(before);
	const changed = Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== was[name]));
	const written = { ...changed, ...kept };
	const keys = { id: after.id, expect: before.version };
	const saved = await send(db, savingOf(stream, Object.keys(written)), { ...written, ...keys });
	if (saved.length !== 1) throw new Error(`the ${stream} is not the one that was read`);
}

type Registered = Pick<JobRow, 'vehicleId' | 'customerId'>;
type Kept = Pick<JobRow, 'workshopId' | 'revision'> & Partial<Registered>;

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
