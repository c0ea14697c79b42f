import { type Locale, nationalHolidays } from '../languages/languages.ts';
import type { DayHours, Holidays, OpeningHours, SpecialDay } from '../model/opening-hours.ts';
import { holidayWords } from './holiday-words.ts';
import { chinaHolidays } from './china-holidays.server.ts';

/** What a workshop says of its opening hours. */
export interface OpeningRules {
	openingHours: OpeningHours;
	holidays: Holidays;
	specialDays: readonly SpecialDay[];
}

/** A day whose hours are not the week's, or would not be but for the workshop's own word. */
export interface CalendarDay {
	date: string;
	name: string;
	/** None when closed. */
	hours: DayHours;
	/** The workshop entered it; else the holidays say so. */
	own: boolean;
	/** The holidays say something of it, too. */
	holiday: boolean;
	/** Entered as a day like any other of its weekday. */
	asUsual: boolean;
}

/**
 * The special days from one date to another, in order: the holidays, and over them what the workshop entered. [CAL2]
 *
 * @param locale that holidays are named in
 */
export function calendarDays(
	{ openingHours, holidays, specialDays }: OpeningRules,
	from: string,
	to: string,
	locale?: Locale
): CalendarDay[] {
	const days = new Map<string, CalendarDay>();
	for (const { date, ...holiday } of holidaysBetween(holidays, from, to)) {
		const hours = holiday.work ? weekdayHours(openingHours) : [];
		// A make-up day changes nothing where that day is worked anyway.
		if (holiday.work && JSON.stringify(hours) === JSON.stringify(usualHours(openingHours, date))) continue;
		const name = holidayWords({ date, ...holiday }, locale);
		days.set(date, { date, name, hours, own: false, holiday: true, asUsual: false });
	}
	for (const { date, name, hours } of specialDays) {
		if (date < from || date > to) continue;
		days.set(date, {
			...{ date, name, hours: hours ?? usualHours(openingHours, date) },
			...{ own: true, holiday: days.has(date), asUsual: hours === null }
		});
	}
	return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Whether the holidays of a year are published, where holidays count at all. */
export const isPublished = (holidays: Holidays, year: number): boolean =>
	holidays === 'CN' && chinaHolidays(year).published;

function holidaysBetween(holidays: Holidays, from: string, to: string) {
	if (holidays === 'none') return [];
	const years = [];
	for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) years.push(year);
	return years.flatMap((year) => chinaHolidays(year).days).filter(({ date }) => from <= date && date <= to);
}

const usualHours = (week: OpeningHours, date: string): DayHours =>
	week[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? [];

/** Of an ordinary working day: the first one of Monday to Friday that is open. */
const weekdayHours = (week: OpeningHours): DayHours =>
	week.slice(0, 5).find((hours) => hours.length > 0) ?? [];

/** The time zones of the countries whose holidays come with the server. */
const countries: Record<Exclude<Holidays, 'none'>, string[]> = {
	CN: ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'Asia/Kashgar', 'PRC']
};

/** The holidays a new workshop begins with. [CAL1] */
export function usualHolidays(language: Locale, timeZone: string): Holidays {
	const holidays = nationalHolidays[language];
	return holidays !== 'none' && countries[holidays].includes(timeZone) ? holidays : 'none';
}
