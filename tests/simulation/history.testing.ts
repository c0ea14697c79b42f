import { type FeedName, feeds } from '../../src/lib/feeds/index.ts';
import type { Settings } from '../../src/lib/model/settings.ts';
import type { AnyState } from '../../src/lib/streams/streams.ts';
import type { Mark } from '../../src/lib/sync/protocol.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import { picture } from './picture.testing.ts';
import type { Site } from './site.testing.ts';

/** One state that the database was in, as one feed sees it. */
export interface State extends Mark {
	picture: number;
	/** Which one of its feed, counted from 0. */
	index: number;
	/** Since when, simulated milliseconds. */
	from: number;
}

/** Everything the database ever was, feed by feed: what screens may show, and when it was true. */
export class History {
	#states = new Map<string, { list: State[]; byMark: Map<string, State> }>();
	#cards = new WeakMap<AnyState, Map<string, object | null>>();
	#metas = new WeakMap<Settings, Map<FeedName, object>>();

	record(site: Site, now: number): void {
		const { jobs, settings, jobEpoch } = site;
		const { epoch, revision } = site.line();
		const cases = [...site.cases.values()].map(({ state }) => state);
		for (const feed of ['board', 'floor', 'wall', 'lounge', 'cases'] as const) {
			const shown = () => this.#picture(feed, feed === 'cases' ? cases : jobs, settings);
			this.#add({ feed, workshopId: site.id, jobId: null }, { epoch, revision }, now, shown);
		}
		for (const job of jobs) {
			const shown = () => this.#picture('job', [job], settings);
			const mark = { epoch: jobEpoch, revision: job.version };
			this.#add({ feed: 'job', workshopId: site.id, jobId: job.id }, mark, now, shown);
		}
	}

	/** The state at a mark; null if there never was one. */
	at(of: FeedOf, { epoch, revision }: Mark): State | null {
		return this.#states.get(nameOf(of))?.byMark.get(`${epoch} ${revision}`) ?? null;
	}

	/** The state that came after; null while it is the last. */
	after(of: FeedOf, { index }: State): State | null {
		return this.#states.get(nameOf(of))?.list[index + 1] ?? null;
	}

	last(of: FeedOf): State {
		return this.#states.get(nameOf(of))!.list.at(-1)!;
	}

	#add(of: FeedOf, { epoch, revision }: Mark, from: number, shown: () => number): void {
		const name = nameOf(of);
		let states = this.#states.get(name);
		if (!states) this.#states.set(name, (states = { list: [], byMark: new Map() }));
		const key = `${epoch} ${revision}`;
		if (states.byMark.has(key)) return;
		const state = { epoch, revision, picture: shown(), index: states.list.length, from };
		states.list.push(state);
		states.byMark.set(key, state);
	}

	#picture(feed: FeedName, states: readonly AnyState[], settings: Settings): number {
		const cards: object[] = [];
		for (const state of states) {
			const card = this.#card(feed, state, settings);
			if (card) cards.push(card);
		}
		return picture(cards, this.#meta(feed, settings));
	}

	#card(feed: FeedName, state: AnyState, settings: Settings): object | null {
		const key = `${feed} ${settings.workshop.name}`;
		let kept = this.#cards.get(state);
		if (!kept) this.#cards.set(state, (kept = new Map()));
		let card = kept.get(key);
		if (card === undefined) kept.set(key, (card = feeds[feed].card(state as never, settings)));
		return card;
	}

	#meta(feed: FeedName, settings: Settings): object {
		let kept = this.#metas.get(settings);
		if (!kept) this.#metas.set(settings, (kept = new Map()));
		let meta = kept.get(feed);
		if (!meta) kept.set(feed, (meta = feeds[feed].meta(settings)));
		return meta;
	}
}

const nameOf = ({ feed, workshopId, jobId }: FeedOf): string => `${workshopId} ${feed} ${jobId ?? ''}`;
