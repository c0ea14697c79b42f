import type { BoardCard } from '../feeds/board.ts';
import type { Mark } from '../sync/protocol.ts';

/** A command on its way, and the job as it will be if the server decides as the browser did. */
export interface Pending {
	commandId: string;
	job: BoardCard;
	/** Where the command stands in the workshop's line once it is acknowledged; null before. */
	done: Mark | null;
}

/**
 * The open jobs with what was commanded but is not in the feed yet laid over them. The feed wins as soon
 * as it holds the version a command makes, or a revision at or after the acknowledged one: then it says
 * the same, or something newer.
 *
 * @param told jobs as the server told them beside the feed
 */
export function overlay(
	cards: ReadonlyMap<string, BoardCard>,
	pending: readonly Pending[],
	feed: Mark,
	told: readonly BoardCard[] = []
): ReadonlyMap<string, BoardCard> {
	const ahead = pending.filter((entry) => !isIn(entry, feed));
	// Of a job that the feed does not hold it has the last word: it may be over by now.
	const newer = told.filter((job) => (cards.get(job.id)?.version ?? Infinity) < job.version);
	if (ahead.length === 0 && newer.length === 0) return cards;
	const jobs = new Map(cards);
	for (const job of newer) {
		if (job.status === 'open') jobs.set(job.id, job);
		else jobs.delete(job.id);
	}
	for (const { job } of ahead) {
		const known = jobs.get(job.id);
		if (known && known.version >= job.version) continue;
		if (job.status === 'open') jobs.set(job.id, job);
		else jobs.delete(job.id);
	}
	return jobs;
}

/** Whether the feed already holds what a command did. */
export const isIn = ({ done }: Pending, feed: Mark): boolean =>
	done !== null && (done.epoch !== feed.epoch || done.revision <= feed.revision);
