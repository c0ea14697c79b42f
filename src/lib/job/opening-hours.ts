import type { OpenWindows } from './open-time.ts';

/** Opening hours of one weekday: ['08:00', '18:00'] pairs, ascending; none when closed. '24:00' ends a day. */
export type DayHours = readonly (readonly [from: string, to: string])[];
/** Monday first. */
export type OpeningHours = readonly DayHours[];

const DAYS_BACK = 30;
const DAYS_AHEAD = 45;

/**
 * The open windows around a moment in the workshop's time zone. Needs Temporal: the server lays them out
 * and sends them along. [OUT1]
 *
 * @param now epoch milliseconds
 */
export function layOpenWindows(hours: OpeningHours, timeZone: string, now: number): OpenWindows {
	const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
	const windows: [number, number][] = [];
	for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset++) {
		const date = today.add({ days: offset });
		for (const [from, to] of hours[date.dayOfWeek - 1] ?? []) {
			const opening = momentOf(date, from, timeZone);
			const closing = momentOf(date, to, timeZone);
			const last = windows.at(-1);
			// Round-the-clock hours make one window, not one a day.
			if (last && last[1] >= opening) last[1] = Math.max(last[1], closing);
			else if (closing > opening) windows.push([opening, closing]);
		}
	}
	return windows;
}

function momentOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
	const midnight = time === '24:00';
	const day = midnight ? date.add({ days: 1 }) : date;
	return day.toZonedDateTime({ timeZone, plainTime: midnight ? '00:00' : time }).epochMilliseconds;
}
