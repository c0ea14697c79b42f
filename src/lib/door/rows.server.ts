import { and, eq, isNull, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Job } from '../job/job.ts';
import type { Queryable } from '../server/database.ts';
import { customers, jobs, vehicles } from '../server/schema.ts';

export type JobRow = typeof jobs.$inferSelect;

/** A row as the rules know it: without where it is kept. */
export function toJob(row: JobRow): Job {
	const { workshopId: _w, revision: _r, vehicleId: _v, customerId: _c, ...rest } = row;
	const { erasedAt: _e, orderSeal: _s, ...job } = rest;
	return job;
}

/** Null also for one that was erased: it takes no command any more, and nobody looks at it. [PRIV4] */
export async function loadJob(db: Queryable, workshopId: string, jobId: string): Promise<Job | null> {
	const [row] = await db
		.select()
		.from(jobs)
		.where(and(eq(jobs.id, jobId), eq(jobs.workshopId, workshopId), isNull(jobs.erasedAt)));
	return row ? toJob(row) : null;
}

/** Writes the job as it is after a command, into the registers too where vehicle or customer are new. */
export async function saveJob(
	db: Queryable,
	workshopId: string,
	revision: number,
	before: Job | null,
	job: Job
): Promise<void> {
	if (!before) {
		const registered = await register(db, workshopId, job);
		await db.insert(jobs).values({ ...job, ...registered, workshopId, revision });
		return;
	}
	const moved = before.vehicle !== job.vehicle || before.customer !== job.customer;
	const registered = moved ? await register(db, workshopId, job) : {};
	const { id, ...columns } = job;
	await db
		.update(jobs)
		.set({ ...columns, ...registered, revision })
		.where(eq(jobs.id, id));
}

async function register(db: Queryable, workshopId: string, { vehicle, customer }: Job) {
	const [[vehicleRow], [customerRow]] = await Promise.all([
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
			.returning({ id: customers.id })
	]);
	return { vehicleId: vehicleRow?.id ?? null, customerId: customerRow?.id ?? null };
}
