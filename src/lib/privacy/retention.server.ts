import { asc, lt, sql } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { forgetResults } from '../commands/forget-results.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { jobs, passes, sessions, workshops } from '../database/schema.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { eraseCases, expiredCases } from './cases.server.ts';
import { eraseJobs } from './erase.server.ts';
import { expired, keeping } from './keeping.server.ts';
import { keptSince } from './retention-day.ts';
import { findUnused, forgetUnused } from '../commands/registers.server.ts';
import { DAY } from '../model/moments.ts';

/** Any number, the same in every process: who erases what is over holds this lock. */
const RETENTION_LOCK = 7_263_004;

/**
 * Jobs of one transaction, for some 0.1 s of which commands of the workshop wait. About a day's: what is
 * over changes at midnight.
 */
const BATCH = 50;

/** How long a one-time address is kept after it has ended. */
const PASS_KEPT = 30 * DAY;

const house: Who = { actor: { kind: 'system', id: null, name: '' }, screen: 'server' };

export interface RetentionParts {
	db: Database;
	/** The server's, for the seals of orders. */
	secret: string;
	/** Epoch milliseconds. */
	now: number;
	/** Asked between two batches: the process wants to end. */
	stopped?: () => boolean;
	/** A workshop that failed; the others are done all the same. */
	onError: (workshopId: string, error: unknown) => void;
	batch?: number;
	/** Also reads the registers through for what no job uses, which earlier versions left there. */
	sweep?: boolean;
}

/**
 * Erases what is personal in jobs whose time is over, in all workshops, and forgets results of commands, sessions and
 * one-time addresses that have ended. Of several processes one does a batch at a time; the others leave it to that
 * one. [PRIV2] [PRIV7]
 *
 * @returns how many jobs were erased here
 */
export async function eraseExpired(parts: RetentionParts): Promise<number> {
	const { db, now, stopped = () => false, onError } = parts;
	const sites = await db.select({ id: workshops.id }).from(workshops).orderBy(asc(workshops.id));
	let erased = 0;
	for (const { id } of sites) {
		try {
			for (let more = true; more && !stopped();) {
				const done = await db.transaction((tx) => eraseBatch(tx, id, parts));
				if (done === null) return erased;
				erased += done.erased;
				more = done.more;
			}
		} catch (error) {
			onError(id, error);
		}
	}
	if (!stopped()) {
		await db.delete(sessions).where(lt(sessions.expiresAt, new Date(now)));
		await db.delete(passes).where(lt(passes.expiresAt, now - PASS_KEPT));
	}
	await forgetResults(db, now, stopped);
	return erased;
}

/** @returns null where another process is at it; else what was done, and whether there may be more to do */
async function eraseBatch(
	tx: Queryable,
	workshopId: string,
	{ secret, now, batch = BATCH, sweep }: RetentionParts
) {
	const [lock] = await tx.execute<{ held: boolean }>(
		sql`select pg_try_advisory_xact_lock(${RETENTION_LOCK}) as held`
	);
	if (!lock?.held) return null;
	const kept = await keeping(tx, workshopId);
	const rows = await tx
		.select()
		.from(jobs)
		.where(expired(workshopId, kept, now))
		.orderBy(asc(jobs.closedAt))
		.limit(batch);
	const erased = await eraseJobs(tx, workshopId, rows, secret, now);
	const over = expiredCases(workshopId, keptSince(kept.months, kept.timeZone, now));
	const cases = await eraseCases(tx, workshopId, over, { now, most: batch });
	// Links end 7 days after the car was handed over [LINK3]: nothing is open that had to be closed at once.
	if (erased + cases > 0) {
		const done = { type: 'expiredErased' as const, jobs: erased, ...(cases > 0 && { cases }) };
		await record(tx, workshopId, house, done, now);
	}
	const more = (erased > 0 && rows.length === batch) || cases === batch;
	if (!sweep) return { erased, more };
	const unused = await findUnused(tx, workshopId, batch);
	if (unused.vehicles.length > 0 || unused.customers.length > 0) {
		await holdLine(tx, workshopId);
		await forgetUnused(tx, workshopId, unused);
	}
	const full = unused.vehicles.length === batch || unused.customers.length === batch;
	return { erased, more: full || more };
}
