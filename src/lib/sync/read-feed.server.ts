import { and, eq, gt } from 'drizzle-orm';
import { settingsOf } from '../door/settings.server.ts';
import { toJob } from '../door/rows.server.ts';
import { type FeedName, feeds } from '../feeds/index.ts';
import type { Settings } from '../feeds/settings.ts';
import type { Job } from '../job/job.ts';
import type { Database } from '../server/database.ts';
import { jobs, workshops } from '../server/schema.ts';
import type { Change, Mark, Snapshot } from './protocol.ts';

/** Where a workshop's line of revisions stands, and what its settings are. */
export interface Line extends Mark {
	settings: Settings;
}

/** A feed of a workshop: the whole of it, or one job's. */
export interface FeedOf {
	feed: FeedName;
	workshopId: string;
	jobId: string | null;
}

/**
 * The line and the jobs it holds: all open ones, or with `since` those changed after that revision,
 * closed ones too. Both are read in one snapshot of the database, so the jobs are exactly those of the
 * revision named.
 */
export async function readLine(
	db: Database,
	workshopId: string,
	since: number | null
): Promise<{ line: Line; jobs: Job[] }> {
	return db.transaction(
		async (tx) => {
			const [[row], rows] = await Promise.all([
				tx
					.select({
						epoch: workshops.epoch,
						revision: workshops.revision,
						settingsRevision: workshops.settingsRevision
					})
					.from(workshops)
					.where(eq(workshops.id, workshopId)),
				tx
					.select()
					.from(jobs)
					.where(
						and(
							eq(jobs.workshopId, workshopId),
							since === null ? eq(jobs.status, 'open') : gt(jobs.revision, since)
						)
					)
			]);
			if (!row) throw new Error('no such workshop');
			const settings = await settingsOf(tx, workshopId, row.settingsRevision, Date.now());
			return { line: { epoch: row.epoch, revision: row.revision, settings }, jobs: rows.map(toJob) };
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' }
	);
}

/** Jobs as a feed's cards: those it shows, and the ids of those it does not (any more). */
export function project(feed: FeedName, changed: readonly Job[], settings: Settings) {
	const cards: { id: string }[] = [];
	const gone: string[] = [];
	for (const job of changed) {
		const card = feeds[feed].card(job, settings);
		if (card) cards.push(card);
		else gone.push(job.id);
	}
	return { cards, gone };
}

/** The whole of a feed as it is now. [SYNC1] */
export async function readSnapshot(db: Database, of: FeedOf): Promise<Snapshot<{ id: string }>> {
	if (of.feed === 'job') return readJobSnapshot(db, of);
	const { line, jobs } = await readLine(db, of.workshopId, null);
	const { epoch, revision, settings } = line;
	const meta = feeds[of.feed].meta(settings);
	return { epoch, revision, meta, cards: project(of.feed, jobs, settings).cards };
}

/**
 * What a screen needs to catch up from its mark: the changes since, or the whole where the line of
 * revisions or the settings are no longer those it knows. [SYNC5]
 */
export async function readSince(
	db: Database,
	of: FeedOf,
	since: Mark | null
): Promise<{ snapshot: Snapshot<{ id: string }> } | { change: Change<{ id: string }> }> {
	// One card is no longer to send than what changed of it.
	if (!since || of.feed === 'job') return { snapshot: await readSnapshot(db, of) };
	const { line, jobs } = await readLine(db, of.workshopId, since.revision);
	const { epoch, revision, settings } = line;
	if (epoch !== since.epoch || settings.revision > since.revision || since.revision > revision) {
		return { snapshot: await readSnapshot(db, of) };
	}
	const { cards, gone } = project(of.feed, jobs, settings);
	return { change: { epoch, from: since.revision, to: revision, changed: cards, gone } };
}

/** A customer's feed counts by the job's version; delivered and cancelled jobs are shown too. [FEED2] */
async function readJobSnapshot(
	db: Database,
	{ workshopId, jobId }: FeedOf
): Promise<Snapshot<{ id: string }>> {
	if (jobId === null) throw new Error('a job feed shows one job');
	const [row] = await db
		.select({ job: jobs, epoch: workshops.epoch, settingsRevision: workshops.settingsRevision })
		.from(jobs)
		.innerJoin(workshops, eq(workshops.id, jobs.workshopId))
		.where(and(eq(jobs.workshopId, workshopId), eq(jobs.id, jobId)));
	if (!row) throw new Error('no such job');
	const settings = await settingsOf(db, workshopId, row.settingsRevision, Date.now());
	const { cards } = project('job', [toJob(row.job)], settings);
	return { epoch: row.epoch, revision: row.job.version, meta: feeds.job.meta(settings), cards };
}
