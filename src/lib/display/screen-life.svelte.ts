import { version } from '$app/environment';
import { invalidateAll } from '$app/navigation';
import { untrack } from 'svelte';
import type { LiveFeed } from '../sync/live-feed.svelte.ts';
import { forgetBoard, keepBoard } from './kept-board.ts';
import type { Opened } from './opened.ts';
import { isNightly, mayReload, reload, reloads } from './reload.ts';

/** The last board is kept this often at most, milliseconds: writing it takes a slow television a moment. */
const KEEP_EVERY = 30_000;

/** What every wall and lounge has a workshop for. */
interface WithPlace {
	workshop: { timeZone: string };
}

/**
 * What keeps an unattended screen true for months: it connects, follows what the desk wants of it, tells
 * what it has painted, keeps its last board, and loads its page anew when that is due. Make one in a
 * component.
 */
export class ScreenLife<Card extends { id: string }, Meta extends WithPlace> {
	#feed: LiveFeed<Card, Meta>;
	#opened: () => Opened<Card, Meta>;
	#sound: () => 'none' | 'ready' | 'blocked';
	/** Minutes after three at which this screen reloads: not all of a house in the same minute. */
	#minute = Math.floor(Math.random() * 60);
	#keptAt = -Infinity;
	/**
	 * The server's clock when it made this page. Not what has passed since then taken from its clock now: until
	 * the server is heard that is late by as long as a slow television takes to start the page, and one reload
	 * that was asked for would seem asked of this page too.
	 */
	#loadedAt: number;

	/** @param sound whether it can make one, as told with every report */
	constructor(
		feed: LiveFeed<Card, Meta>,
		opened: () => Opened<Card, Meta>,
		sound: () => 'none' | 'ready' | 'blocked' = () => 'none'
	) {
		this.#feed = feed;
		this.#sound = sound;
		this.#opened = opened;
		this.#loadedAt = untrack(opened).now;
		$effect(() => feed.open());
		$effect(() => {
			if (feed.orders) untrack(() => this.#follow());
		});
		$effect(() => {
			// Every pulse and every answer moves this.
			if (feed.words > 0) untrack(() => this.#painted());
		});
		$effect(() => {
			if (feed.denied) forgetBoard();
		});
	}

	/** Call between two pages: nobody is reading then. [DISP6] [DISP10] [SCR6] */
	turned(): void {
		if (this.#wantsReload()) void reload(this.#feed.now);
	}

	#follow(): void {
		const { kind, changedAt } = this.#feed.orders!;
		const { token, settings, changedAt: known } = this.#opened();
		if (kind !== settings.kind) location.replace(`/display/${token}`);
		// The page's load reads settings and language; the page itself stays.
		else if (changedAt !== known) void invalidateAll();
		else if (this.#wantsReload()) void reload(this.#feed.now);
	}

	#wantsReload(): boolean {
		const { now, build, orders, meta } = this.#feed;
		if (!mayReload(reloads(), now)) return false;
		const isAsked = orders?.reloadAskedAt != null && orders.reloadAskedAt > this.#loadedAt;
		const isOld = build !== '' && build !== version;
		return isAsked || isOld || isNightly(now, this.#loadedAt, meta.workshop.timeZone, this.#minute);
	}

	#painted(): void {
		const { epoch, revision, meta, cards } = this.#feed.replica;
		const told = () => {
			const { innerWidth: width, innerHeight: height } = window;
			this.#feed.painted({ build: version, epoch, revision, width, height, sound: this.#sound() });
		};
		// After the second frame what was there before the first has been painted.
		requestAnimationFrame(() => requestAnimationFrame(told));
		if (performance.now() - this.#keptAt < KEEP_EVERY) return;
		this.#keptAt = performance.now();
		const { version: feedVersion = 1 } = this.#feed.replica;
		const snapshot = { version: feedVersion, epoch, revision, meta, cards: [...cards.values()] };
		const { now, heardAt } = this.#feed;
		keepBoard({ ...this.#opened(), snapshot, now, heardAt });
	}
}
