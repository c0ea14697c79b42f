import { m } from '#lib/paraglide/messages.js';

const MINUTE = 60_000;
/** Waits longer than this are shown as "for today", milliseconds. */
const LONG_WAIT = 60 * MINUTE;

/** @param wait milliseconds until another PIN is looked at; 0: the PIN was wrong */
export function pinRefusedSentence(wait: number): string {
	if (wait === 0) return m.station_wrong();
	return wait > LONG_WAIT ? m.station_wait_long() : m.station_wait({ minutes: Math.ceil(wait / MINUTE) });
}
