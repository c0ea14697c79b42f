import { createHash } from 'node:crypto';
import type { Case } from '../case/case.ts';
import { boardCard } from '../feeds/board.ts';
import { caseCard } from '../feeds/cases.ts';
import type { Feed } from '../feeds/feed.ts';
import type { Job } from '../job/job.ts';
import { type FeedName, feeds } from '../feeds/index.ts';
import type { Settings } from '../model/settings.ts';
import type { AnyState, Changed } from '../streams/streams.ts';
import type { Line, Lines } from './read-workshop.server.ts';
import type { Change, Mark, Snapshot } from './protocol.ts';

/** A feed of a workshop: the whole of it, or one job's. */
export interface FeedOf {
	feed: FeedName;
	workshopId: string;
	jobId: string | null;
}

/** What changed as a feed's cards: those it shows, and the ids of those it does not (any more). */
export function project(name: FeedName, changed: readonly Changed[], settings: Settings) {
	const feed = feeds[name] as unknown as Feed<AnyState, { id: string }, unknown>;
	const cards: { id: string }[] = [];
	const gone: string[] = [];
	for (const { stream, state } of changed) {
		if (stream !== feed.stream) continue;
		const card = feed.card(state, settings);
		if (card) cards.push(card);
		else gone.push(state.id);
	}
	return { cards, gone };
}

/** What a refusal shows of a state of the feed's stream, also of one that the feed no longer shows; null where it never does. [FEED10] */
export function cardOf(name: FeedName, state: AnyState, settings: Settings): { id: string } | null {
	if (name === 'board' || name === 'floor') return boardCard(name, state as Job, settings);
	return name === 'cases' ? caseCard(state as Case) : null;
}

/** The whole of a feed as it is now. [SYNC1] */
export async function readSnapshot(lines: Lines, of: FeedOf): Promise<Snapshot<{ id: string }>> {
	if (of.feed === 'job') return readJobSnapshot(lines, of);
	return wholeOf(of.feed, await lines.read(of.workshopId, feeds[of.feed].stream));
}

/** A feed that shows a whole workshop. */
export type WholeFeed = Exclude<FeedName, 'job'>;
export type Reading = Awaited<ReturnType<Lines['read']>>;

/** @param reading of all that is open in the feed's stream */
export function wholeOf(feed: WholeFeed, { line, changed }: Reading): Snapshot<{ id: string }> {
	const { epoch, revision, settings } = line;
	const { version, meta } = feeds[feed];
	const { cards } = project(feed, changed, settings);
	return { version, epoch, revision, meta: meta(settings), cards };
}

/** Where whole feeds are to be had. */
export interface WholeFeeds {
	read(of: FeedOf): Promise<Snapshot<{ id: string }>>;
}

/**
 * What a screen needs to catch up from its mark: the changes since, or the whole where the line of
 * revisions or the settings are no longer those it knows. [SYNC5]
 */
export async function readSince(
	{ lines, snapshots }: { lines: Lines; snapshots: WholeFeeds },
	of: FeedOf,
	since: Mark | null
): Promise<{ snapshot: Snapshot<{ id: string }> } | { change: Change<{ id: string }> }> {
	// One card is no longer to send than what changed of it.
	if (!since || of.feed === 'job') return { snapshot: await snapshots.read(of) };
	// Most who come back missed nothing.
	const [standing] = await lines.standings([of.workshopId]);
	if (standing?.epoch === since.epoch && standing.revision === since.revision) {
		return { change: { ...since, from: since.revision, to: since.revision, changed: [], gone: [] } };
	}
	const { line, changed } = await lines.readSince(of.workshopId, since.revision);
	const { epoch, revision, settings } = line;
	if (epoch !== since.epoch || settings.revision > since.revision || since.revision > revision) {
		return { snapshot: await snapshots.read(of) };
	}
	const { cards, gone } = project(of.feed, changed, settings);
	return { change: { epoch, from: since.revision, to: revision, changed: cards, gone } };
}

/** A customer's feed counts by the job's version; delivered and cancelled jobs are shown too. [FEED2] */
async function readJobSnapshot(
	lines: Lines,
	{ workshopId, jobId }: FeedOf
): Promise<Snapshot<{ id: string }>> {
	if (jobId === null) throw new Error('a job feed shows one job');
	const { line, job } = await lines.readJob(workshopId, jobId);
	const { cards } = project('job', [{ stream: 'job', state: job }], line.settings);
	const { version, meta } = feeds.job;
	return { version, epoch: jobEpoch(line), revision: job.version, meta: meta(line.settings), cards };
}

/**
 * A job's versions do not count changed settings, so with them another line of versions begins: a customer's page
 * that missed the word of it sees so by the next pulse. The workshop's own epoch, which no customer is told,
 * keeps the revision in it from being guessed. [FEED2] [SYNC12]
 */
export function jobEpoch({ epoch, settings }: Pick<Line, 'epoch' | 'settings'>): string {
	const digest = createHash('sha256').update(`${epoch} ${settings.revision}`).digest('hex');
	return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
