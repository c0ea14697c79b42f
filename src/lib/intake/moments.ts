import type { Cause } from './problem.ts';
import { narrow } from './text.ts';
import { DAY } from '../model/moments.ts';

/*
 * Moments as dealers' systems and Excel write them. Without a zone of their own they are wall-clock time of
 * the workshop; the year stands first, because 11/12/2026 is two different days.
 */

const date = /^(?:(民国|民國)\s*)?(\d{2,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号號]?/;
const compactDate = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$/;
const weekday = /^[ ,]*\(?(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]\)?/;
const time =
	/^[ ,T]*(上午|早上|凌晨|中午|下午|晚上|am|pm)? ?(\d{1,2}) ?(?:[:时時点點] ?(\d{1,2})? ?(?:[:分] ?(\d{1,2})?(?:\.\d+)? ?秒?)?)? ?([ap]\.?m\.?)?$/i;
/** A bare 9:05-10:30 is no offset but a span of time: an offset stands behind seconds or an ISO time. */
const zone =
	/(?:(?<=:\d\d(?:\.\d{1,9})?) ?(z|utc|gmt)|(?<=T\d\d:\d\d|:\d\d:\d\d(?:\.\d{1,9})?) ?([+-]\d{2}:?\d{2}))$/i;
const yearNotFirst = /^\d{1,2} ?[-/.月] ?\d{1,2}/;

/** Days since 1899-12-30, as Excel counts; 2000-01-01 to 2099-12-31, so that no other number is taken for it. */
const serial = /^\d{5}(?:\.\d+)?$/;
const firstSerial = 36_526;
const lastSerial = 73_050;
const serialOfEpoch = 25_569;

interface Spoken {
	day: Temporal.PlainDate;
	/** Null where none is given, or midnight, which is how Excel writes a bare date. */
	time: Temporal.PlainTime | null;
	/** 24:00: the end of that day. */
	endOfDay: boolean;
}

const impossible: Cause = { code: 'momentImpossible' };

function hourOf(hour: number, half: string): number | Cause {
	if (/^(?:上午|早上|凌晨|a)/.test(half)) return hour > 12 ? impossible : hour % 12;
	if (half === '中午') return hour < 10 ? hour + 12 : hour;
	// 晚上 12:30 is the night before for some and the night after for others.
	if (half === '晚上' && hour === 12) return { code: 'momentAmbiguous' };
	return half !== '' && hour < 12 ? hour + 12 : hour;
}

function clock(text: string): Pick<Spoken, 'time' | 'endOfDay'> | Cause {
	const none = { time: null, endOfDay: false };
	if (text === '') return none;
	const found = time.exec(text);
	if (!found) return { code: 'momentUnreadable' };
	const half = (found[1] ?? found[5] ?? '').toLowerCase();
	if (half === '' && !/[:时時点點]/.test(text)) return { code: 'momentUnreadable' };
	const hour = hourOf(Number(found[2]), half);
	if (typeof hour === 'object') return hour;
	const [minute, second] = [Number(found[3] ?? 0), Number(found[4] ?? 0)];
	if (hour === 24 && minute === 0 && second === 0) return { time: null, endOfDay: true };
	if (hour > 23 || minute > 59 || second > 59) return impossible;
	if (hour === 0 && minute === 0 && second === 0) return none;
	return { time: Temporal.PlainTime.from({ hour, minute, second }), endOfDay: false };
}

function dayOf(year: number, month: number, day: number): Temporal.PlainDate | Cause {
	if (year < 2000 || year > 2099) return { code: 'momentRange' };
	try {
		return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
	} catch {
		return impossible;
	}
}

/** 115 is the year of the Republic that Taiwan counts in; two digits alone are no year that one could be sure of. */
function yearOf(digits: string, republic: boolean): number | Cause {
	if (republic || digits.length === 3) return Number(digits) + 1911;
	return digits.length === 4 ? Number(digits) : { code: 'momentAmbiguous' };
}

function spoken(text: string): Spoken | Cause {
	if (serial.test(text)) {
		const days = Number(text);
		if (days < firstSerial || days > lastSerial) return { code: 'momentRange' };
		const wall = new Date(Math.round((days - serialOfEpoch) * 86_400) * 1000).toISOString();
		return spoken(wall.slice(0, 19));
	}
	const compact = compactDate.exec(text);
	if (compact) {
		const [, year, month, day, hour, minute, second = '00'] = compact;
		return spoken(`${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}:${second}`}`);
	}
	const found = date.exec(text);
	if (!found) return { code: yearNotFirst.test(text) ? 'momentAmbiguous' : 'momentUnreadable' };
	const year = yearOf(found[2] ?? '', found[1] !== undefined);
	if (typeof year === 'object') return year;
	const day = dayOf(year, Number(found[3]), Number(found[4]));
	if ('code' in day) return day;
	const rest = clock(text.slice(found[0].length).replace(weekday, '').trim());
	return 'code' in rest ? rest : { day, ...rest };
}

/** Null where the text names no zone. */
function instant(text: string): number | Cause | null {
	const found = zone.exec(text);
	if (!found) return null;
	const wall = spoken(text.slice(0, found.index));
	if ('code' in wall) return wall;
	try {
		const day = wall.endOfDay ? wall.day.add({ days: 1 }) : wall.day;
		const time = day.toPlainDateTime(wall.time ?? undefined);
		return Temporal.Instant.from(`${time.toString()}${found[2] ?? 'Z'}`).epochMilliseconds;
	} catch {
		return impossible;
	}
}

/** Time of day alone, as 9:05, 09:05:00 or 下午3点. */
const clockOnly =
	/^(?:上午|早上|凌晨|中午|下午|晚上)? ?\d{1,2} ?[:时時点點] ?\d{0,2}(?:[:分] ?\d{0,2} ?秒?)? ?(?:[ap]\.?m\.?)?$/i;
/** Excel writes a bare date as midnight, and a bare time as one of its first day. */
const midnight = / 0?0:00(?::00)?$/;

/** A date and a time of day that stand in two columns, in either order, as one moment. */
export function joined(cell: string, other: string): string {
	if (other === '') return cell;
	if (cell === '') return clockOnly.test(narrow(other)) ? '' : other;
	const [mine, theirs] = [narrow(cell), narrow(other)];
	if (clockOnly.test(theirs)) return clockOnly.test(mine) ? cell : `${mine.replace(midnight, '')} ${theirs}`;
	return clockOnly.test(mine) ? `${theirs.replace(midnight, '')} ${mine}` : cell;
}

/** Further from now, in days, a moment is a mistake: another calendar, a wrong year. */
const mostDays = 366;

export interface MomentOptions {
	/** Of the workshop. */
	timeZone: string;
	/** Epoch milliseconds. */
	now: number;
}

/** The moment that a cell names, epoch milliseconds, where it is not too far away to be meant. [IMP5] */
export function readMoment(
	cell: string,
	{ timeZone, now }: MomentOptions,
	needsTime: boolean
): number | Cause {
	const moment = momentOf(cell, timeZone, needsTime);
	if (typeof moment !== 'number') return moment;
	return Math.abs(moment - now) > mostDays * DAY ? { code: 'momentFar' } : moment;
}

/**
 * The moment that a cell names. Wall-clock time that a change of clocks skips or repeats is read as Temporal's
 * 'compatible' does: the later of the gap, the earlier of the repeat. A bare date is the start of that day in
 * `timeZone`, unless `needsTime`. [IMP6]
 */
export function momentOf(cell: string, timeZone: string, needsTime: boolean): number | Cause {
	const text = narrow(cell).slice(0, 60);
	const zoned = instant(text);
	if (zoned !== null) return zoned;
	const wall = spoken(text);
	if ('code' in wall) return wall;
	if (needsTime && wall.time === null && !wall.endOfDay) return { code: 'timeMissing' };
	const day = wall.endOfDay ? wall.day.add({ days: 1 }) : wall.day;
	return day.toZonedDateTime({ timeZone, plainTime: wall.time ?? undefined }).epochMilliseconds;
}
