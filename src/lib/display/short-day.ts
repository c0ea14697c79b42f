import { dayOf, weekday } from '../words/clock-words.ts';

/** Within so many milliseconds a weekday names one day only. */
const NEAR = 6 * 24 * 3_600_000;

/** Empty for today, the weekday for a day near, else 11/28: whatever takes the least room on a screen. */
export function shortDay(moment: number, now: number, timeZone: string): string {
	const day = dayOf(moment, timeZone);
	if (day === dayOf(now, timeZone)) return '';
	if (Math.abs(moment - now) < NEAR) return weekday(moment, timeZone);
	const [, month, date] = day.split('-').map(Number);
	return `${month}/${date}`;
}
