import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm';
import { projections, toJob } from '../commands/projections.server.ts';
import type { JobRow } from '../commands/rows.server.ts';
import type { JobEvent } from '../job/event.ts';
import type { Queryable } from '../database/database.ts';
import { commands, events, jobs, links } from '../database/schema.ts';
import { holdLine, renew } from '../commands/change-settings.server.ts';
import { orderSeal } from './order-seal.ts';
import { erasing, type Rewriting } from '../job/personal.ts';
import { rewriteEvents } from './rewrite-events.server.ts';
import { forgetUnused } from '../commands/registers.server.ts';

/**
 * Erases what is personal in these jobs, closed ones of one workshop: in their rows, their events and the
 * registers. Their links are revoked; what commands were recognised by goes, since their content could be
 * guessed from it. The numbers stay. [PRIV2]
 *
 * @param tx a transaction; from the first write to its end it holds the workshop's line
 * @param rows as they were read in it; one that changed since is left out
 * @returns how many were erased
 */
export async function eraseJobs(
	tx: Queryable,
	workshopId: string,
	rows: readonly JobRow[],
	secret: string,
	now: number
): Promise<number> {
	const ids = await rewrite(tx, workshopId, rows, erasing, ({ source, orderNumber }) => {
		const number = source?.orderNumber ?? orderNumber;
		return { erasedAt: now, orderSeal: number && orderSeal(secret, workshopId, number) };
	});
	if (ids.length === 0) return 0;
	const done = rows.filter((row) => ids.includes(row.id));
	const ofJobs = tx.select({ id: events.commandId }).from(events).where(inArray(events.streamId, ids));
	await Promise.all([
		tx
			.update(links)
			.set({ revokedAt: now })
			.where(and(inArray(links.jobId, ids), isNull(links.revokedAt))),
		tx.delete(commands).where(inArray(commands.id, ofJobs)),
		forgetUnused(tx, workshopId, {
			vehicles: done.flatMap(({ vehicleId }) => vehicleId ?? []),
			customers: done.flatMap(({ customerId }) => customerId ?? [])
		})
	]);
	return ids.length;
}

/**
 * Writes jobs and their events anew. What is read and computed before the line is held counts only where
 * the job's version is still the same, since every event comes with another one.
 *
 * @returns the ids of those written
 */
export async function rewrite(
	tx: Queryable,
	workshopId: string,
	rows: readonly JobRow[],
	{ job, event }: Rewriting,
	more: (row: JobRow) => Partial<JobRow> = () => ({})
): Promise<string[]> {
	if (rows.length === 0) return [];
	const { revision, ordinal, streamId } = events;
	const past = await tx
		.select({ revision, ordinal, streamId, event: events.event })
		.from(events)
		.where(
			inArray(
				streamId,
				rows.map(({ id }) => id)
			)
		)
		.orderBy(asc(revision));
	const written = past
		.map((row) => ({ ...row, event: event(row.event as JobEvent) }))
		.filter((row, index) => JSON.stringify(row.event) !== JSON.stringify(past[index]?.event));

	await holdLine(tx, workshopId);
	// What is on a board is kept by screens and processes: they are to forget it too.
	if (rows.some(({ status }) => status === 'open')) await renew(tx, workshopId);
	const updated = await Promise.all(
		rows.map((row) => {
			const same = and(eq(jobs.id, row.id), eq(jobs.version, row.version), isNull(jobs.erasedAt));
			const changed = { ...projections.job.rowOf(job(toJob(row))), ...more(row) };
			return tx.update(jobs).set(changed).where(same).returning({ id: jobs.id });
		})
	);
	const ids = updated.flat().map(({ id }) => id);
	await rewriteEvents(
		tx,
		workshopId,
		written.filter((row) => ids.includes(row.streamId))
	);
	return ids;
}

/** What may be erased: no car of it is on the board, and nobody did so before. */
export const erasable = () => and(ne(jobs.status, 'open'), isNull(jobs.erasedAt));
