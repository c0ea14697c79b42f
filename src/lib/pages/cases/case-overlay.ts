import type { CaseCard } from '../../feeds/cases.ts';
import type { Mark } from '../../sync/protocol.ts';
import type { CaseJob } from './case-job.ts';

/** A case as an answer told it, before the feed does; `done`: where in the workshop's line, null for what a refusal showed. */
export interface Told {
	of: CaseCard;
	done: Mark | null;
}

/** Whether the feed has come as far. */
export const holds = (feed: Mark, { epoch, revision }: Mark): boolean =>
	feed.epoch !== epoch || feed.revision >= revision;

/**
 * The open cases with what was answered and is not in the feed yet laid over them. The feed wins as soon as it holds the
 * version that was told, or the revision of the answer: then it says the same, or something newer.
 */
export function overlayCases(
	cards: ReadonlyMap<string, CaseCard>,
	told: readonly Told[],
	feed: Mark
): ReadonlyMap<string, CaseCard> {
	const cases = new Map(cards);
	for (const { of, done } of told) {
		if (done && holds(feed, done)) continue;
		const known = cases.get(of.id);
		// Of a case that the feed does not hold it has the last word: it may be closed by now.
		if (known ? known.version >= of.version : done === null) continue;
		if (of.status === 'closed') cases.delete(of.id);
		else cases.set(of.id, of);
	}
	return cases;
}

/** The visits known, with more of them. */
export const withJobs = (
	known: ReadonlyMap<string, CaseJob>,
	jobs: readonly CaseJob[]
): ReadonlyMap<string, CaseJob> => new Map([...known, ...jobs.map((job) => [job.id, job] as const)]);

export const noJobs: ReadonlyMap<string, CaseJob> = new Map();
