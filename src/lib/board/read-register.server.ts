import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Customer, Vehicle } from '../job/job.ts';
import type { Queryable } from '../database/database.ts';
import { jobs, vehicles } from '../database/schema.ts';

/** What a workshop knows of a plate before the order is written. */
export interface Registered {
	vehicle: Vehicle;
	customer: Customer;
	/** The last visit; `open` while the car is still on the board. */
	last: { id: string; ticket: string; work: string; at: number; open: boolean };
}

/** @param plate in its canonical form */
export async function readRegister(
	db: Queryable,
	workshopId: string,
	plate: string
): Promise<Registered | null> {
	const [row] = await db
		.select({
			vehicle: vehicles.details,
			customer: jobs.customer,
			id: jobs.id,
			ticket: jobs.ticket,
			work: jobs.work,
			at: jobs.changedAt,
			status: jobs.status
		})
		.from(vehicles)
		.innerJoin(jobs, eq(jobs.vehicleId, vehicles.id))
		.where(and(eq(vehicles.workshopId, workshopId), eq(vehicles.plate, plate), isNull(jobs.erasedAt)))
		.orderBy(desc(jobs.changedAt))
		.limit(1);
	if (!row) return null;
	const { vehicle, customer, id, ticket, work, at, status } = row;
	return { vehicle, customer, last: { id, ticket, work, at, open: status === 'open' } };
}
