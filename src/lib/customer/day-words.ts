import * as m from '#lib/paraglide/messages.js';
import { clockTime, date, dayOf, weekday } from '../words/clock-words.ts';

const DAY = 24 * 3_600_000;

/** Today, tomorrow, yesterday, else the date with its weekday. */
export function dayWords(moment: number, now: number, timeZone: string): string {
	const day = dayOf(moment, timeZone);
	if (day === dayOf(now, timeZone)) return m.customer_today();
	if (day === dayOf(now + DAY, timeZone)) return m.customer_tomorrow();
	if (day === dayOf(now - DAY, timeZone)) return m.customer_yesterday();
	return `${date(moment, timeZone)} ${weekday(moment, timeZone)}`;
}

/** Today by the clock alone, any other day named. */
export function momentWords(moment: number, now: number, timeZone: string): string {
	const time = clockTime(moment, timeZone);
	return dayOf(moment, timeZone) === dayOf(now, timeZone)
		? time
		: `${dayWords(moment, now, timeZone)} ${time}`;
}
