import type { FeedName } from '../feeds/index.ts';
import type { Metrics } from '../observability/metrics.server.ts';
import { inTime, readSite, type Site } from '../observability/site.server.ts';
import type { Database } from '../database/database.ts';
import type { Live } from './live.server.ts';

/**
 * What is connected to this process, and how far the site is: where its workshops stand, where this process has told
 * them to be, and how paired screens do. [OBS2]
 *
 * @param opening read when somebody asks for the figures: by then it is open
 */
export function measureSite(metrics: Metrics, db: Database, build: string, opening: Promise<Live>): void {
	// All figures are asked for at once: they share one look.
	let looking: Promise<Site | null> | null = null;
	const look = () => (looking ??= inTime(readSite(db, build, Date.now())).finally(() => (looking = null)));
	const byFeed = (counts: Partial<Record<FeedName, number>>) =>
		Object.entries(counts).map(([feed, count]): [{ feed: string }, number] => [{ feed }, count]);

	metrics.gauge('kanche_build_info', 'The build that runs: always 1.', ['build'], () => [[{ build }, 1]]);
	metrics.gauge(
		'kanche_screens',
		'Pages connected to this process, by what they follow.',
		['feed'],
		async () => byFeed((await opening).seen().screens)
	);
	metrics.gauge(
		'kanche_screens_behind',
		'Walls and lounges connected to this process that have been showing less than they were told for 12 s.',
		['feed'],
		async () => byFeed((await opening).seen().behind)
	);
	metrics.gauge('kanche_redis_up', 'Word reaches other processes over Redis: 1 or 0.', [], async () => {
		const isUp = (await opening).isWordUp();
		return isUp === null ? [] : [[{}, isUp ? 1 : 0]];
	});
	metrics.gauge(
		'kanche_revision',
		'The revision a workshop stands at in the database: the same from every process.',
		['workshop'],
		async () => (await look())?.workshops.map(({ slug, revision }) => [{ workshop: slug }, revision]) ?? []
	);
	metrics.gauge(
		'kanche_told_revision',
		'The revision that this process has told the pages of a workshop. Missing where nobody looks at it here.',
		['workshop'],
		async () => {
			const [live, site] = await Promise.all([opening, look()]);
			const told = site?.workshops.map(({ id, slug }) => ({ slug, revision: live.told(id) })) ?? [];
			return told.flatMap(({ slug, revision }) =>
				revision === null ? [] : [[{ workshop: slug }, revision]]
			);
		}
	);
	metrics.gauge(
		'kanche_paired_screens',
		'Paired walls and lounges, by how they do (see SCR5): the same from every process.',
		['workshop', 'feed', 'health'],
		async () =>
			(await look())?.screens.map(({ slug, kind, health, count }) => [
				{ workshop: slug, feed: kind, health },
				count
			]) ?? []
	);
}
