import { getLocale } from '#lib/paraglide/runtime.js';

const DAY = 24 * 3_600_000;

/*
 * Times as people of the workshop read them, in its own zone. By Intl with plain numeric parts only:
 * televisions of 2020 know neither `timeStyle` nor `hourCycle`. 24 hours, always two digits.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = locale + timeZone + JSON.stringify(options);
	const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
	formats.set(key, known);
	return known;
}

function parts(moment: number, timeZone: string): Record<string, string> {
	const fields = {
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit'
	} as const;
	const found: Record<string, string> = {};
	const pieces = format('en-GB', timeZone, { ...fields, second: '2-digit', hour12: false }).formatToParts(
		moment
	);
	for (const { type, value } of pieces) found[type] = value;
	// Midnight is 24 in some engines.
	if (found.hour === '24') found.hour = '00';
	return found;
}

/** 14:05 */
export function clockTime(moment: number, timeZone: string): string {
	const { hour, minute } = parts(moment, timeZone);
	return `${hour}:${minute}`;
}

/** 14:05:09 */
export function clockTimeWithSeconds(moment: number, timeZone: string): string {
	return `${clockTime(moment, timeZone)}:${parts(moment, timeZone).second}`;
}

/** 2026-11-23: which day it is there, also the value of a date field. */
export function dayOf(moment: number, timeZone: string): string {
	const { year, month, day } = parts(moment, timeZone);
	return `${year}-${month}-${day}`;
}

/** 周三 / 週三 / Wed */
export const weekday = (moment: number, timeZone: string): string =>
	format(getLocale(), timeZone, { weekday: 'short' }).format(moment);

/** 11月23日 / 23 Nov */
export const date = (moment: number, timeZone: string): string =>
	format(getLocale() === 'en' ? 'en-GB' : getLocale(), timeZone, { month: 'short', day: 'numeric' }).format(
		moment
	);

/** A time today by the clock alone, one of the next six days by its weekday, any other by its date. */
export function whenAround(moment: number, now: number, timeZone: string): string {
	const time = clockTime(moment, timeZone);
	if (dayOf(moment, timeZone) === dayOf(now, timeZone)) return time;
	const soon = moment > now && moment - now < 6 * DAY;
	return `${soon ? weekday(moment, timeZone) : date(moment, timeZone)} ${time}`;
}
