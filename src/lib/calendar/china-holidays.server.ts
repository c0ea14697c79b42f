import { createRequire } from 'node:module';
import type * as library from 'chinese-days';

/** A public holiday of mainland China; `other` is one that is proclaimed for a single year. */
export const holidayNames = [
	...(['newYear', 'spring', 'qingming', 'labour', 'dragonBoat', 'midAutumn', 'national', 'other'] as const)
];
export type HolidayName = (typeof holidayNames)[number];

export interface Holiday {
	/** 2027-02-06. */
	date: string;
	name: HolidayName;
	/** A make-up day: worked, for a day off elsewhere. */
	work: boolean;
}

export interface HolidayYear {
	/** The State Council's notice for the year is in `chinese-days`; without it the days are those fixed by law. */
	published: boolean;
	days: Holiday[];
}

/** Dates, each with `Spring Festival,春节,4`. */
interface Published {
	holidays: Record<string, string>;
	workdays: Record<string, string>;
}

const require = createRequire(import.meta.url);
// Most of its functions take dates in the machine's time zone for others; its data are dates.
const published = require('chinese-days/dist/chinese-days.json') as Published;
const chineseDays = require('chinese-days') as Pick<typeof library, 'getSolarDateFromLunar'>;

const names: Record<string, HolidayName> = {
	元旦: 'newYear',
	春节: 'spring',
	清明: 'qingming',
	劳动节: 'labour',
	端午: 'dragonBoat',
	中秋: 'midAutumn',
	国庆节: 'national'
};

const known = new Map<number, HolidayYear>();

/** The holidays and make-up days of a year, in order. [CAL1] */
export function chinaHolidays(year: number): HolidayYear {
	let found = known.get(year);
	if (!found) known.set(year, (found = read(year)));
	return found;
}

function read(year: number): HolidayYear {
	const of = (dates: Record<string, string>, work: boolean): Holiday[] =>
		Object.entries(dates)
			.filter(([date]) => date.startsWith(`${year}-`))
			.map(([date, name]) => ({ date, name: names[name.split(',')[1] ?? ''] ?? 'other', work }));
	const days = [...of(published.holidays, false), ...of(published.workdays, true)];
	const isPublished = days.length > 0;
	return { published: isPublished, days: (isPublished ? days : fixedByLaw(year)).sort(byDate) };
}

const byDate = (a: Holiday, b: Holiday): number => (a.date < b.date ? -1 : 1);

/** The thirteen days of the regulation of 2024, without the days that each year's notice moves around them. */
function fixedByLaw(year: number): Holiday[] {
	const days = (name: HolidayName, from: Temporal.PlainDate, count: number): Holiday[] =>
		Array.from({ length: count }, (_, day) => ({
			...{ date: from.add({ days: day }).toString(), name, work: false }
		}));
	const on = (month: number, day: number) => new Temporal.PlainDate(year, month, day);
	return [
		...days('newYear', on(1, 1), 1),
		// From the eve on.
		...days('spring', lunarDay(year, 1, 1).subtract({ days: 1 }), 4),
		...days('qingming', on(4, qingming(year)), 1),
		...days('labour', on(5, 1), 2),
		...days('dragonBoat', lunarDay(year, 5, 5), 1),
		...days('midAutumn', lunarDay(year, 8, 15), 1),
		...days('national', on(10, 1), 3)
	];
}

/** The usual formula for the solar term, good for this century. */
const qingming = (year: number): number =>
	Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);

/** @param month and day of the lunar calendar; a date of the machine's own time zone, which the library reckons in */
function lunarDay(year: number, month: number, day: number): Temporal.PlainDate {
	return Temporal.PlainDate.from(chineseDays.getSolarDateFromLunar(new Date(year, month - 1, day)).date);
}
