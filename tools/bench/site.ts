import type { Place } from './crowd-words.ts';

/** A server that is measured: the product's, or a bare one that broadcasts the same bytes. */
export interface Site {
	/** Where a screen of a feed connects. @param n counts screens */
	place(feed: string, n: number): Place;
	/** Where a foreman connects who follows nothing. @param n counts foremen, each another person */
	mover(n: number): Place;
	pid(): number;
}

/** Of every four screens: two walls, a board, a lounge. */
const feeds = ['wall', 'wall', 'board', 'lounge'];

export const placesOf = (site: Site, screens: number): Place[] =>
	Array.from({ length: screens }, (_, n) => site.place(feeds[n % feeds.length]!, n));
