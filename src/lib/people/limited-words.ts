import { m } from '#lib/paraglide/messages.js';

/** Too many tries, and when to try again. @param wait milliseconds */
export function limitedSentence(wait: number): string {
	const minutes = Math.ceil(wait / 60_000);
	return minutes <= 90
		? m.people_limited_minutes({ minutes })
		: m.people_limited_hours({ hours: Math.ceil(minutes / 60) });
}
