import type { OpenWindows } from './open-time.ts';

/** Opening hours of one weekday: ['08:00', '18:00'] pairs, ascending; none when closed. '24:00' ends a day. */
export type DayHours = readonly (readonly [from: string, to: string])[];
/** Monday first. */
export type OpeningHours = readonly DayHours[];

/** A day that differs from the week: closed, other hours, or hours as usual though the holidays say otherwise. */
export interface SpecialDay {
	/** 2027-02-06. */
	date: string;
	name: string;
	/** None when closed; null: as usual on that weekday. */
	hours: DayHours | null;
}

/** Whose public holidays are days that a workshop is closed. */
export const holidayCalendars = ['none', 'CN'] as const;
export type Holidays = (typeof holidayCalendars)[number];

/** How far open windows reach around the moment they are laid out for. */
export const DAYS_BACK = 30;
export const DAYS_AHEAD = 45;

/**
 * The open windows around a moment in the workshop's time zone. Needs Temporal: the server lays them out
 * and sends them along. [OUT1]
 *
 * @param now epoch milliseconds
 * @param special the hours of days that differ from the week, by date [CAL3]
 */
export function layOpenWindows(
	hours: OpeningHours,
	timeZone: string,
	now: number,
	special: ReadonlyMap<string, DayHours> = new Map()
): OpenWindows {
	const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
	const windows: [number, number][] = [];
	for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset++) {
		const date = today.add({ days: offset });
		for (const [from, to] of special.get(date.toString()) ?? hours[date.dayOfWeek - 1] ?? []) {
			const opening = momentOf(date, from, timeZone);
			const closing = momentOf(date, to, timeZone);
			const last = windows.at(-1);
			// Round-the-clock hours make one window, not one a day.
			if (last && last[1] >= opening) last[1] = Math.max(last[1], closing);
			else if (closing > opening) windows.push([opening, closing]);
		}
	}
	// Closed to the end of what is laid out (a holiday there): without an empty window the days up to there would
	// count as unknown, and so as open.
	const end = momentOf(today.add({ days: DAYS_AHEAD }), '24:00', timeZone);
	const last = windows.at(-1);
	if (last && last[1] < end) windows.push([end, end]);
	return windows;
}

function momentOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
	const midnight = time === '24:00';
	const day = midnight ? date.add({ days: 1 }) : date;
	return day.toZonedDateTime({ timeZone, plainTime: midnight ? '00:00' : time }).epochMilliseconds;
}
