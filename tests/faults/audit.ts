import { asc, eq } from 'drizzle-orm';
import { isDeepStrictEqual } from 'node:util';
import type { JobEvent } from '../../src/lib/job/event.ts';
import { toJob } from '../../src/lib/commands/rows.server.ts';
import { evolveAll } from '../../src/lib/job/evolve.ts';
import type { Job } from '../../src/lib/job/job.ts';
import type { Database } from '../../src/lib/database/database.ts';
import { commands, events, jobs, workshops } from '../../src/lib/database/schema.ts';
import type { Ledger } from './ledger.ts';

export interface Audit {
	/** Acknowledged commands that the database does not hold as they were acknowledged. */
	lost: string[];
	/** Commands with more than one effect, or answered in more than one way. */
	doubled: string[];
	/** Revisions without an effect or with two commands' effects, and jobs that their events do not make. */
	broken: string[];
}

/**
 * Judges the database by what the senders were told. [CMD1] [CMD2] [CMD4] [CMD6] [CMD7]
 *
 * @param settings revisions that a change of the settings took, by workshop
 */
export async function audit(
	db: Database,
	ledger: Ledger,
	settings: ReadonlyMap<string, ReadonlySet<number>>
): Promise<Audit> {
	const found: Audit = { lost: [], doubled: [...ledger.contradicted], broken: [] };
	for (const [workshopId, changes] of settings) await auditWorkshop(db, workshopId, changes, ledger, found);
	return found;
}

/** Of a workshop that nobody has changed but by commands and settings: the revisions that its settings took. */
export async function revisionsWithoutCommand(db: Database, workshopId: string): Promise<Set<number>> {
	const [line] = await db.select().from(workshops).where(eq(workshops.id, workshopId));
	const done = await db
		.select({ revision: events.revision })
		.from(events)
		.where(eq(events.workshopId, workshopId));
	const taken = new Set(done.map(({ revision }) => revision));
	const all = Array.from({ length: line!.revision }, (_, index) => index + 1);
	return new Set(all.filter((revision) => !taken.has(revision)));
}

async function auditWorkshop(
	db: Database,
	workshopId: string,
	settings: ReadonlySet<number>,
	ledger: Ledger,
	{ lost, doubled, broken }: Audit
): Promise<void> {
	const [kept, happened, rows, [line]] = await Promise.all([
		db.select().from(commands).where(eq(commands.workshopId, workshopId)),
		db
			.select()
			.from(events)
			.where(eq(events.workshopId, workshopId))
			.orderBy(asc(events.revision), asc(events.ordinal)),
		db.select().from(jobs).where(eq(jobs.workshopId, workshopId)),
		db.select().from(workshops).where(eq(workshops.id, workshopId))
	]);
	/** The revisions in which each command had its effect. */
	const effects = Map.groupBy(happened, ({ commandId }) => commandId);
	const byRevision = Map.groupBy(happened, ({ revision }) => revision);
	const results = new Map(kept.map((row) => [row.id, row]));

	for (const [id, its] of effects) {
		if (new Set(its.map(({ revision }) => revision)).size > 1) doubled.push(id);
	}
	for (const { command, reply, workshopId: where } of ledger.sent.values()) {
		if (where !== workshopId || !reply) continue;
		const [result, its] = [results.get(command.id), effects.get(command.id)];
		if (!reply.ok) {
			// Refused, and yet it happened.
			if (result || its) doubled.push(command.id);
			continue;
		}
		// Done on a version that its sender had not seen.
		if (command.expect !== undefined && reply.version !== command.expect + 1) {
			broken.push(`command ${command.id} expected ${command.expect} and made ${reply.version}`);
		}
		const same = result?.revision === reply.revision && result.version === reply.version;
		const there = its?.some(({ revision, jobId }) => revision === reply.revision && jobId === command.jobId);
		if (!same || !there) lost.push(command.id);
	}
	for (let revision = 1; revision <= line!.revision; revision++) {
		const its = byRevision.get(revision);
		if (!its && !settings.has(revision)) broken.push(`revision ${revision} of ${line!.slug} is missing`);
		if (its && (settings.has(revision) || new Set(its.map(({ commandId }) => commandId)).size > 1)) {
			broken.push(`revision ${revision} of ${line!.slug} was taken twice`);
		}
	}
	if (byRevision.size + settings.size !== line!.revision) {
		broken.push(`${line!.slug} stands at ${line!.revision} after ${byRevision.size + settings.size} changes`);
	}
	const byJob = Map.groupBy(happened, ({ streamId }) => streamId);
	for (const row of rows) {
		const made = madeOf(byJob.get(row.id) ?? []);
		if (!isDeepStrictEqual(plain(made), plain(toJob(row)))) {
			broken.push(`job ${row.id} of ${line!.slug} is not what its events make`);
		}
	}
}

/** A job as its events make it. */
function madeOf(its: (typeof events.$inferSelect)[]): Job | null {
	let job: Job | null = null;
	for (const [, one] of Map.groupBy(its, ({ revision }) => revision)) {
		const { at, actor, streamId } = one[0]!;
		job = evolveAll(
			job,
			one.map(({ event }) => event as JobEvent),
			{ at, by: actor },
			streamId
		);
	}
	return job;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
