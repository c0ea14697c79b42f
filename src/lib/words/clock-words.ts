import { datesInDigits, dateTags } from '../languages/languages.ts';
import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { DAY } from '../model/moments.ts';

/** Days ahead that a weekday names without doubt, and from which on the date stands without the hour. */
const WEEK = 7;

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
	format(dateTags[getLocale()], timeZone, { weekday: 'short' }).format(moment);

/** 11月23日 / 23 Nov; of another year than that of `now` 2027年1月3日 / 3 Jan 2027. */
export function date(moment: number, timeZone: string, now = Date.now()): string {
	const year = isSameYear(moment, now, timeZone) ? undefined : 'numeric';
	return format(dateTags[getLocale()], timeZone, { year, month: 'short', day: 'numeric' }).format(moment);
}

/** Calendar days of the workshop between today and a moment's day: 0 today, 1 tomorrow, −1 yesterday. */
export const daysAway = (moment: number, now: number, timeZone: string): number =>
	Math.round((Date.parse(dayOf(moment, timeZone)) - Date.parse(dayOf(now, timeZone))) / DAY);

/** Today, tomorrow and yesterday by name, one of the next six days by its weekday, any other by its date. [TIME1] */
export function dayName(moment: number, now: number, timeZone: string): string {
	const days = daysAway(moment, now, timeZone);
	if (days === 0) return m.common_day_today();
	if (days === 1) return m.common_day_tomorrow();
	if (days === -1) return m.common_day_yesterday();
	return isThisWeek(days) ? weekday(moment, timeZone) : date(moment, timeZone, now);
}

/** The same in the least room, for cards and walls: empty for today, 明 / tmrw, 周三 / Wed, 11/28 / 28 Nov. [TIME1] */
export function shortDay(moment: number, now: number, timeZone: string): string {
	const days = daysAway(moment, now, timeZone);
	if (days === 0) return '';
	if (days === 1) return m.common_day_tomorrow_short();
	if (days === -1) return m.common_day_yesterday_short();
	if (isThisWeek(days)) return weekday(moment, timeZone);
	if (!datesInDigits[getLocale()]) return date(moment, timeZone, now);
	const [year, month, day] = dayOf(moment, timeZone).split('-').map(Number);
	return isSameYear(moment, now, timeZone) ? `${month}/${day}` : `${year}/${month}/${day}`;
}

/** The time beside a short day: empty for a day a week or more ahead, which its date alone names. [TIME2] */
export const shortTime = (moment: number, now: number, timeZone: string): string =>
	daysAway(moment, now, timeZone) < WEEK ? clockTime(moment, timeZone) : '';

/** Day and time in the least room: 14:05, 明 14:05, 12/24. [TIME1] [TIME2] */
export const shortWhen = (moment: number, now: number, timeZone: string): string =>
	[shortDay(moment, now, timeZone), shortTime(moment, now, timeZone)].filter(Boolean).join(' ');

/** Day and time: today by the clock alone, any other day named. [TIME1] */
export function whenAround(moment: number, now: number, timeZone: string): string {
	const time = clockTime(moment, timeZone);
	return daysAway(moment, now, timeZone) === 0 ? time : `${dayName(moment, now, timeZone)} ${time}`;
}

const isThisWeek = (days: number): boolean => days > 0 && days < WEEK;

const isSameYear = (a: number, b: number, timeZone: string): boolean =>
	parts(a, timeZone).year === parts(b, timeZone).year;
