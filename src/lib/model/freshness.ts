/** Silence after which a screen says that it may be old, and that it is. [SYNC8] */
export const AMBER_AFTER = 12_000;
export const STALE_AFTER = 30_000;

/** `live`; `quiet`: no word for 12 s; `stale`: none for 30 s, what is shown may be old. [SYNC8] */
export type Freshness = 'live' | 'quiet' | 'stale';

/** @param silence milliseconds since the last word */
export function freshnessOf(silence: number): Freshness {
	if (silence >= STALE_AFTER) return 'stale';
	return silence >= AMBER_AFTER ? 'quiet' : 'live';
}
