import { AMBER_AFTER, STALE_AFTER } from './protocol.ts';

/** `live`; `quiet`: no word for 12 s; `stale`: none for 30 s, what is shown may be old. [SYNC8] */
export type Freshness = 'live' | 'quiet' | 'stale';

/** @param silence milliseconds since the last word */
export function freshnessOf(silence: number): Freshness {
	if (silence >= STALE_AFTER) return 'stale';
	return silence >= AMBER_AFTER ? 'quiet' : 'live';
}
