import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import { compact } from '../model/plate.ts';
import { foldSigns, plainSigns } from '../model/fold.ts';
import type { Queryable } from '../database/database.ts';
import { compactPlateSql, foldedSql } from '../database/folded-sql.ts';
import { customers, jobs, vehicles } from '../database/schema.ts';
import { casesOf, countOpenCases } from './cases.server.ts';
import { type Found, mostFound, type Sought, type Subject } from './subject.ts';

/** The fewest digits or signs by which an ending is enough: the last four, as people say them. */
const ENDING = 4;

/** Null for a customer with a phone number: they are one person whatever they drive. */
const subjectVehicle = sql<string | null>`case when ${customers.phone} = '' then ${jobs.vehicleId} end`;

const ofWorkshop = (workshopId: string) => and(eq(jobs.workshopId, workshopId), isNull(jobs.erasedAt));

/** The jobs of somebody that are not erased. */
export const jobsOf = (workshopId: string, { customerId, vehicleId }: Subject) =>
	and(
		ofWorkshop(workshopId),
		eq(jobs.customerId, customerId),
		vehicleId === null ? undefined : eq(jobs.vehicleId, vehicleId)
	);

/**
 * Customers of this workshop by plate, phone or name: the whole of it, its last four signs or more, or the
 * beginning of a name. Who came last comes first; one more than `mostFound` where there are more. [PRIV6]
 */
export const searchCustomers = (db: Queryable, workshopId: string, words: string): Promise<Found[]> =>
	find(db, workshopId, ofWorkshop(workshopId), sql`bool_or(${matches(words)})`);

/** Somebody by their ids, as a page posts them; null for nobody of whom this workshop keeps anything. */
export async function findCustomer(
	db: Queryable,
	workshopId: string,
	subject: Subject
): Promise<Sought | null> {
	const [found] = await find(db, workshopId, jobsOf(workshopId, subject), sql`true`);
	// Without a phone number the vehicle must be named, or it would be everybody of that name.
	if (!found || (found.vehicleId === null) !== (subject.vehicleId === null)) return null;
	const theirs = casesOf(workshopId, await jobIdsOf(db, workshopId, subject), found);
	return { ...found, openCases: await countOpenCases(db, theirs) };
}

/** The ids of a customer's jobs that are not erased. */
export async function jobIdsOf(db: Queryable, workshopId: string, subject: Subject): Promise<string[]> {
	const rows = await db.select({ id: jobs.id }).from(jobs).where(jobsOf(workshopId, subject));
	return rows.map(({ id }) => id);
}

function find(db: Queryable, workshopId: string, which: SQL | undefined, having: SQL): Promise<Found[]> {
	const moment = sql`coalesce(${jobs.arrivedAt}, ${jobs.bookedFor}, ${jobs.changedAt})`;
	const milliseconds = (at: SQL) => sql`(extract(epoch from ${at}) * 1000)::bigint`.mapWith(Number);
	return (
		db
			.select({
				customerId: customers.id,
				vehicleId: subjectVehicle.as('subject_vehicle'),
				name: customers.name,
				phone: customers.phone,
				plates: sql<string[]>`array_agg(distinct ${vehicles.plate})`,
				jobs: sql`count(*)`.mapWith(Number),
				first: milliseconds(sql`min(${moment})`),
				last: milliseconds(sql`max(${moment})`),
				open: sql<string[]>`coalesce(array_agg(${jobs.ticket}) filter (where ${jobs.status} = 'open'), '{}')`
			})
			.from(jobs)
			// The workshop is named for each register: else all customers of all workshops are read.
			.innerJoin(customers, and(eq(customers.id, jobs.customerId), eq(customers.workshopId, workshopId)))
			.innerJoin(vehicles, and(eq(vehicles.id, jobs.vehicleId), eq(vehicles.workshopId, workshopId)))
			.where(which)
			.groupBy(customers.id, sql`subject_vehicle`)
			.having(having)
			.orderBy(desc(sql`max(${moment})`))
			.limit(mostFound + 1)
	);
}

function matches(words: string): SQL | undefined {
	const name = foldSigns(words);
	const kept = foldedSql(customers.name);
	return or(
		isOrEndsWith(compactPlateSql(vehicles.plate), compact(words)),
		matchesPhone(words),
		sql`starts_with(${kept}, ${name})`,
		// A surname behind a first name.
		sql`position(${` ${name}`} in ${kept}) > 0`
	);
}

const isOrEndsWith = (kept: SQL, asked: string): SQL =>
	asked.length < ENDING ? sql`${kept} = ${asked}` : sql`right(${kept}, ${asked.length}) = ${asked}`;

/** Digits alone count; whoever says the country's code as well means the same number. */
function matchesPhone(words: string): SQL | undefined {
	const plain = plainSigns(words);
	if (!/^[\d\s()+./-]+$/.test(plain)) return undefined;
	const asked = plain.replace(/\D/g, '');
	if (asked.length < ENDING) return undefined;
	const kept = sql`regexp_replace(${foldedSql(customers.phone)}, '[^0-9]', '', 'g')`;
	const withCode = sql`length(${kept}) >= 7 and right(${asked}, length(${kept})) = ${kept}`;
	return or(isOrEndsWith(kept, asked), withCode);
}
