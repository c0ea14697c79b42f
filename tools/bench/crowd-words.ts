import type { Report } from './receipts.ts';

/* What a crowd's process is asked, one question at a time, and answers. */

/** Where a screen connects, as whom, and what it follows there. */
export interface Place {
	/** ws://... */
	address: string;
	handshake: object;
	headers: Record<string, string>;
	feed: string;
}

export type CrowdQuestion =
	| { ask: 'open'; places: readonly Place[]; atOnce: boolean }
	/** Waits until all have come up to here, a few seconds at most. */
	| { ask: 'settle'; upTo: number }
	| { ask: 'samples' };

export interface CrowdAnswer {
	/** Milliseconds after which each was current. */
	opened?: number[];
	report?: Report;
	/** Connections that ended by themselves. */
	lost?: number;
	/** The last change of each feed, as it came. */
	samples?: [feed: string, frame: string][];
}
