import { inLine } from '../runtime/batch-queue.ts';
import { feeds } from '../feeds/index.ts';
import type { StreamName } from '../stream/stream-name.ts';
import type { Clock } from './clock.ts';
import type { Lines } from './read-workshop.server.ts';
import type { Snapshot } from './protocol.ts';
import {
	type FeedOf,
	type Reading,
	readSnapshot,
	type WholeFeed,
	type WholeFeeds,
	wholeOf
} from './read-feed.server.ts';
import { MINUTE } from '../model/moments.ts';

type Whole = Snapshot<{ id: string }>;

/** Milliseconds that a reading is kept: its calendar of open hours moves on. */
const KEPT_FOR = MINUTE;
/** Milliseconds between two looks for what was kept long enough: there may be thousands. */
const FORGET_EVERY = 1_000;

interface Kept {
	reading: Reading;
	readAt: number;
	/** Built of it so far, by feed. */
	wholes: Map<WholeFeed, Whole>;
}

interface Place {
	ask: (feed: WholeFeed) => Promise<Whole>;
	kept: Kept | null;
}

/**
 * Whole feeds. A workshop is read once, and each feed built once, for all who ask in the same revision: when a server comes
 * back, five hundred screens do. Every answer was read after it was asked for, as a join needs it. [SYNC1]
 */
export class Snapshots implements WholeFeeds {
	#lines: Lines;
	#clock: Pick<Clock, 'elapsed'>;
	/** By workshop and stream: feeds of one stream share a reading. */
	#places = new Map<string, Place>();
	#forgottenAt = 0;

	constructor(lines: Lines, clock: Pick<Clock, 'elapsed'>) {
		[this.#lines, this.#clock] = [lines, clock];
	}

	async read(of: FeedOf): Promise<Whole> {
		const { feed, workshopId } = of;
		// One card is built sooner than looked for.
		if (feed === 'job') return readSnapshot(this.#lines, of);
		const { stream } = feeds[feed];
		const key = `${workshopId} ${stream}`;
		let place = this.#places.get(key);
		if (!place) {
			const made: Place = {
				kept: null,
				ask: inLine(Infinity, async (asked: readonly WholeFeed[]) => {
					const { reading, wholes } = await this.#current(workshopId, stream, made);
					return asked.map((feed) => {
						const whole = wholes.get(feed) ?? wholeOf(feed, reading);
						wholes.set(feed, whole);
						return whole;
					});
				})
			};
			this.#places.set(key, (place = made));
		}
		return place.ask(feed);
	}

	async #current(workshopId: string, stream: StreamName, place: Place): Promise<Kept> {
		const readAt = this.#clock.elapsed();
		this.#forget(readAt);
		if (place.kept) {
			const { epoch, revision } = place.kept.reading.line;
			const [standing] = await this.#lines.standings([workshopId]);
			if (place.kept && standing?.epoch === epoch && standing.revision === revision) return place.kept;
		}
		const reading = await this.#lines.read(workshopId, stream);
		return (place.kept = { reading, readAt, wholes: new Map() });
	}

	#forget(now: number): void {
		if (now - this.#forgottenAt < FORGET_EVERY) return;
		this.#forgottenAt = now;
		for (const place of this.#places.values()) {
			if (place.kept && now - place.kept.readAt > KEPT_FOR) place.kept = null;
		}
	}
}
