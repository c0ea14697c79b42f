import type { DayHours, OpeningHours } from '../model/opening-hours.ts';

export const WEEKDAYS = 7;

/** The names of a weekday's two columns of fields; 0 is Monday. Each comes once per span. */
export const hoursFields = (day: number): { from: string; to: string } => ({
	from: `from-${day}`,
	to: `to-${day}`
});

/** Midnight at the end of a day, which a field for a time of day can only call the start of the next. */
export const toField = (time: string): string => (time === '24:00' ? '00:00' : time);
export const toClosing = (time: string): string => (time === '00:00' ? '24:00' : time);

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * The opening hours in a posted form, each day's spans in order. A span left empty is none; a day without
 * spans is closed. Days are wrong where a time is missing or none, a span ends before it begins, or two
 * overlap.
 */
export function readHours(
	form: FormData
): { ok: true; hours: OpeningHours } | { ok: false; wrong: number[] } {
	const week = Array.from({ length: WEEKDAYS }, (_, day) => readDay(form, day));
	const wrong = [...week.keys()].filter((day) => week[day] === null);
	return wrong.length > 0 ? { ok: false, wrong } : { ok: true, hours: week.filter((day) => day !== null) };
}

function readDay(form: FormData, day: number): DayHours | null {
	const { from, to } = hoursFields(day);
	const openings = form.getAll(from).map(String);
	const closings = form.getAll(to).map(String);
	if (openings.length !== closings.length) return null;
	const spans: [string, string][] = [];
	for (const [index, opening] of openings.entries()) {
		const closing = closings[index] ?? '';
		if (opening === '' && closing === '') continue;
		if (!TIME.test(opening) || !TIME.test(closing)) return null;
		spans.push([opening, toClosing(closing)]);
	}
	spans.sort(([a], [b]) => (a < b ? -1 : 1));
	const sound = spans.every(([opening, closing], index) => {
		const next = spans[index + 1];
		return opening < closing && (!next || closing <= next[0]);
	});
	return sound ? spans : null;
}
