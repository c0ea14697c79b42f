import { inLine } from '../server/in-line.ts';
import type { Clock } from './clock.ts';
import type { Lines } from './lines.server.ts';
import type { Snapshot } from './protocol.ts';
import { type FeedOf, readSnapshot, type WholeFeeds } from './read-feed.server.ts';

type Whole = Snapshot<{ id: string }>;

/** Milliseconds that a snapshot is kept: its calendar of open hours moves on. */
const KEPT_FOR = 60_000;

interface Feed {
	ask: (asked: null) => Promise<Whole>;
	kept: { whole: Whole; readAt: number } | null;
}

/**
 * Whole feeds, each built once for all who ask in the same revision: when a server comes back, five hundred
 * screens do. Every answer was read after it was asked for, as a join needs it. [SYNC1]
 */
export class Snapshots implements WholeFeeds {
	#lines: Lines;
	#clock: Pick<Clock, 'elapsed'>;
	#feeds = new Map<string, Feed>();

	constructor(lines: Lines, clock: Pick<Clock, 'elapsed'>) {
		[this.#lines, this.#clock] = [lines, clock];
	}

	async read(of: FeedOf): Promise<Whole> {
		// One card is built sooner than looked for.
		if (of.feed === 'job') return readSnapshot(this.#lines, of);
		const name = `${of.feed} ${of.workshopId}`;
		let feed = this.#feeds.get(name);
		if (!feed) {
			const made: Feed = {
				kept: null,
				ask: inLine(Infinity, async (asked) => {
					const whole = await this.#current(of, made);
					return asked.map(() => whole);
				})
			};
			this.#feeds.set(name, (feed = made));
		}
		return feed.ask(null);
	}

	async #current(of: FeedOf, feed: Feed): Promise<Whole> {
		const readAt = this.#clock.elapsed();
		this.#forget(readAt);
		if (feed.kept) {
			const { epoch, revision } = feed.kept.whole;
			const [standing] = await this.#lines.standings([of.workshopId]);
			if (standing?.epoch === epoch && standing.revision === revision) return feed.kept.whole;
		}
		const whole = await readSnapshot(this.#lines, of);
		feed.kept = { whole, readAt };
		return whole;
	}

	#forget(now: number): void {
		for (const feed of this.#feeds.values()) {
			if (feed.kept && now - feed.kept.readAt > KEPT_FOR) feed.kept = null;
		}
	}
}
