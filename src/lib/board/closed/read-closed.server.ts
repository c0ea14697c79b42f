import { and, count, desc, eq, gte, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { Temporal } from 'temporal-polyfill';
import { orderKey } from '../../model/order-number.ts';
import { compact, normalisePlate } from '../../model/plate.ts';
import { foldSigns } from '../../model/fold.ts';
import type { Queryable } from '../../database/database.ts';
import { compactPlateSql, foldedSql } from '../../database/folded-sql.ts';
import { jobs, vehicles, workshops } from '../../database/schema.ts';
import { type ClosedAnswer, type ClosedCounts, type ClosedJob, FEWEST_SIGNS } from './closed-job.ts';
import { DAY } from '../../model/moments.ts';

/** Rows of a list: nobody reads more. */
const MOST = 100;
const MOST_FOUND = 20;
/** Days in which a search reads every closed job: with more it would grow with the years. [FAST1] */
const SEARCHED = 60;

const closed = (workshopId: string) =>
	and(eq(jobs.workshopId, workshopId), isNull(jobs.erasedAt), ne(jobs.status, 'open'));

/** How many jobs left the board today, and the jobs themselves, the last first. [KEEP8] */
export async function readClosedToday(db: Queryable, workshopId: string, now: number): Promise<ClosedAnswer> {
	const today = and(closed(workshopId), gte(jobs.closedAt, await startOfDay(db, workshopId, now)));
	const [rows, counted] = await Promise.all([
		list(db, today, MOST),
		db.select({ status: jobs.status, count: count() }).from(jobs).where(today).groupBy(jobs.status)
	]);
	const counts: ClosedCounts = { delivered: 0, cancelled: 0 };
	for (const row of counted) counts[row.status as keyof ClosedCounts] = row.count;
	return { counts, jobs: rows };
}

/**
 * Closed jobs by part of a plate, name, phone or order number, or by ticket code: of the last 60 days; older ones by the
 * whole plate or order number. The last first. [KEEP8]
 */
export async function searchClosed(
	db: Queryable,
	workshopId: string,
	words: string,
	now: number
): Promise<ClosedJob[]> {
	const folded = foldSigns(words).trim();
	const signs = compact(words);
	if (folded.length < FEWEST_SIGNS || signs.length < FEWEST_SIGNS) return [];
	const holds = (kept: SQL, wanted: string) => sql`position(${wanted} in ${kept}) > 0`;
	const text = (column: SQL) => foldedSql(column);
	const lately = and(
		closed(workshopId),
		gte(jobs.closedAt, now - SEARCHED * DAY),
		or(
			holds(compactPlateSql(sql`${jobs.vehicle} ->> 'plate'`), signs),
			holds(text(sql`${jobs.customer} ->> 'name'`), folded),
			holds(text(sql`${jobs.customer} ->> 'phone'`), folded),
			holds(foldedSql(jobs.orderNumber), folded),
			eq(jobs.ticket, folded)
		)
	);
	const plate = normalisePlate(words);
	const [recent, byOrder, byPlate] = await Promise.all([
		list(db, lately, MOST_FOUND),
		list(db, and(closed(workshopId), eq(foldedSql(jobs.orderNumber), orderKey(words))), MOST_FOUND),
		plate === null ? [] : list(db, and(closed(workshopId), ofPlate(db, workshopId, plate)), MOST_FOUND)
	]);
	const found = new Map([...recent, ...byOrder, ...byPlate].map((job) => [job.id, job]));
	return [...found.values()].sort((a, b) => b.closedAt - a.closedAt).slice(0, MOST_FOUND);
}

const ofPlate = (db: Queryable, workshopId: string, plate: string) =>
	eq(
		jobs.vehicleId,
		db
			.select({ id: vehicles.id })
			.from(vehicles)
			.where(and(eq(vehicles.workshopId, workshopId), eq(vehicles.plate, plate)))
	);

async function list(db: Queryable, which: SQL | undefined, most: number): Promise<ClosedJob[]> {
	const { id, ticket, status, vehicle, customer, closedAt } = jobs;
	const rows = await db
		.select({ id, ticket, status, vehicle, customer, closedAt })
		.from(jobs)
		.where(which)
		.orderBy(desc(jobs.closedAt))
		.limit(most);
	return rows.map((row) => ({
		...{ id: row.id, ticket: row.ticket, status: row.status as ClosedJob['status'] },
		...{ plate: row.vehicle.plate, model: row.vehicle.model, customer: row.customer.name },
		closedAt: row.closedAt ?? 0
	}));
}

async function startOfDay(db: Queryable, workshopId: string, now: number): Promise<number> {
	const [row] = await db
		.select({ timeZone: workshops.timeZone })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(row?.timeZone ?? 'UTC');
	return here.startOfDay().epochMilliseconds;
}
