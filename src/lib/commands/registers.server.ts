import { and, eq, inArray, isNull, like, not, notExists, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../database/database.ts';
import { customers, jobs, vehicles } from '../database/schema.ts';
import { erasedVehicle } from '../job/personal.ts';

/** Ids of rows of the registers. */
export interface Registered {
	vehicles: readonly string[];
	customers: readonly string[];
}

/**
 * What stands in place of a plate or a phone number: another one in each row, as the registers need it, and
 * nothing that anybody could type.
 */
const scrubbed = (id: string): string => `erased:${id}`;
const anyScrubbed = 'erased:%';

const noJob = (db: Queryable, ...which: SQL[]): SQL =>
	notExists(
		db
			.select({ one: sql`1` })
			.from(jobs)
			.where(and(...which))
	);

const ofVehicle = eq(jobs.vehicleId, vehicles.id);
const ofCustomer = eq(jobs.customerId, customers.id);

/** No job uses it that is not erased, and it was not scrubbed before. */
const unusedVehicle = (db: Queryable, workshopId: string, ...which: SQL[]) =>
	and(
		eq(vehicles.workshopId, workshopId),
		...which,
		not(like(vehicles.plate, anyScrubbed)),
		noJob(db, ofVehicle, isNull(jobs.erasedAt))
	);

const unusedCustomer = (db: Queryable, workshopId: string, ...which: SQL[]) =>
	and(
		eq(customers.workshopId, workshopId),
		...which,
		not(like(customers.phone, anyScrubbed)),
		noJob(db, ofCustomer, isNull(jobs.erasedAt))
	);

/** Up to `limit` vehicles and customers each that no job uses, or erased ones only: see forgetUnused. */
export async function findUnused(db: Queryable, workshopId: string, limit: number): Promise<Registered> {
	const [vehicleRows, customerRows] = await Promise.all([
		db.select({ id: vehicles.id }).from(vehicles).where(unusedVehicle(db, workshopId)).limit(limit),
		db.select({ id: customers.id }).from(customers).where(unusedCustomer(db, workshopId)).limit(limit)
	]);
	return { vehicles: vehicleRows.map(({ id }) => id), customers: customerRows.map(({ id }) => id) };
}

/**
 * Of these, forgets whom and what no job uses but erased ones. A row that an erased job leads to stays
 * without what is personal, so that two visits of one car can still be told as such; one that no job leads
 * to goes. [PRIV5]
 *
 * @param tx a transaction that holds the workshop's line: a job that comes meanwhile waits, and registers anew
 */
export async function forgetUnused(tx: Queryable, workshopId: string, ids: Registered): Promise<void> {
	const theseVehicles = unusedVehicle(tx, workshopId, inArray(vehicles.id, [...ids.vehicles]));
	const theseCustomers = unusedCustomer(tx, workshopId, inArray(customers.id, [...ids.customers]));
	await Promise.all([
		tx.delete(vehicles).where(and(theseVehicles, noJob(tx, ofVehicle))),
		tx.delete(customers).where(and(theseCustomers, noJob(tx, ofCustomer)))
	]);
	const left = await tx.select().from(vehicles).where(theseVehicles);
	await Promise.all([
		...left.map(({ id, details }) =>
			tx
				.update(vehicles)
				.set({ plate: scrubbed(id), details: erasedVehicle(details) })
				.where(eq(vehicles.id, id))
		),
		tx
			.update(customers)
			.set({ name: '', phone: sql`${scrubbed('')} || ${customers.id}` })
			.where(theseCustomers)
	]);
}
