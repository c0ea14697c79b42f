import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { type CaseEvent, erasedCaseEvent } from '../case/event.ts';
import { erasedCase } from '../case/case.ts';
import { projections, toCase } from '../commands/projections.server.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import type { Queryable } from '../database/database.ts';
import { foldedSql } from '../database/folded-sql.ts';
import { cases, commands, events, jobs } from '../database/schema.ts';
import type { Customer } from '../job/job.ts';
import { rewriteEvents } from './rewrite-events.server.ts';

const ofWorkshop = (workshopId: string) => and(eq(cases.workshopId, workshopId), isNull(cases.erasedAt));

/** Of one customer; more is no person. */
const MOST_AT_ONCE = 10_000;

/** The fewest digits that name one person: fewer are an extension or a mistake. */
const FEWEST_DIGITS = 7;

/**
 * A customer's cases that are not erased: those about their visits, and those that give their phone number. By a
 * name alone nobody is told apart. [PRIV9]
 *
 * @param theirs the ids of their jobs, those that are erased now as well
 */
export const casesOf = (workshopId: string, theirs: readonly string[], { phone }: Customer) =>
	and(ofWorkshop(workshopId), or(inArray(cases.jobId, [...theirs]), hasPhone(phone)));

function hasPhone(phone: string): SQL | undefined {
	const digits = phone.replace(/\D/g, '');
	if (digits.length < FEWEST_DIGITS) return undefined;
	const kept = foldedSql(sql`${cases.customer} ->> 'phone'`);
	return sql`regexp_replace(${kept}, '[^0-9]', '', 'g') = ${digits}`;
}

/** @returns how many are not closed: while there is one its customer is not erased */
export const countOpenCases = (db: Queryable, which: SQL | undefined): Promise<number> =>
	db.$count(cases, and(which, ne(cases.status, 'closed')));

/**
 * Closed cases whose time is over, and closed ones about a visit that is erased. [PRIV9]
 *
 * @param since epoch milliseconds: what was closed before it is not kept
 */
export const expiredCases = (workshopId: string, since: number) =>
	and(
		ofWorkshop(workshopId),
		eq(cases.status, 'closed'),
		or(
			lt(cases.closedAt, since),
			sql`exists (select from ${jobs} where ${jobs.id} = ${cases.jobId} and ${isNotNull(jobs.erasedAt)})`
		)
	);

/**
 * Erases what is personal in closed cases, in their rows and their events; what their commands were recognised by goes,
 * since their content could be guessed from it. [PRIV9]
 *
 * @param tx a transaction; from the first write to its end it holds the workshop's line
 * @returns how many were erased
 */
export async function eraseCases(
	tx: Queryable,
	workshopId: string,
	which: SQL | undefined,
	{ now, most = MOST_AT_ONCE }: { now: number; most?: number }
): Promise<number> {
	const rows = await tx
		.select()
		.from(cases)
		.where(and(which, eq(cases.status, 'closed'), isNull(cases.erasedAt)))
		.orderBy(asc(cases.closedAt))
		.limit(most);
	if (rows.length === 0) return 0;
	await holdLine(tx, workshopId);
	const updated = await Promise.all(
		rows.map((row) => {
			// One that changed since it was read is left as it is.
			const same = and(eq(cases.id, row.id), eq(cases.version, row.version), isNull(cases.erasedAt));
			const erased = { ...projections.case.rowOf(erasedCase(toCase(row))), erasedAt: now };
			return tx.update(cases).set(erased).where(same).returning({ id: cases.id });
		})
	);
	const ids = updated.flat().map(({ id }) => id);
	const { revision, ordinal, commandId } = events;
	const past = await tx
		.select({ revision, ordinal, commandId, event: events.event })
		.from(events)
		.where(inArray(events.streamId, ids));
	await rewriteEvents(
		tx,
		workshopId,
		past.map((row) => ({ ...row, event: erasedCaseEvent(row.event as CaseEvent) }))
	);
	await tx.delete(commands).where(
		inArray(
			commands.id,
			past.map(({ commandId }) => commandId)
		)
	);
	return ids.length;
}
