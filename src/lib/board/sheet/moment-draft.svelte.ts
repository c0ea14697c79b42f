import { Temporal } from 'temporal-polyfill';
import type { OpenWindows } from '../../job/open-time.ts';
import { clockTime, dayOf } from '../../words/clock-words.ts';

const MINUTE = 60_000;

/** A moment while it is typed in: a day and a time as the workshop's clocks show them. */
export class MomentDraft {
	day = $state('');
	time = $state('');
	readonly timeZone: string;

	/** @param moment epoch milliseconds; null for none yet */
	constructor(timeZone: string, moment: number | null) {
		this.timeZone = timeZone;
		this.set(moment);
	}

	set(moment: number | null): void {
		this.day = moment === null ? '' : dayOf(moment, this.timeZone);
		this.time = moment === null ? '' : clockTime(moment, this.timeZone);
	}

	get isEmpty(): boolean {
		return this.day === '' && this.time === '';
	}

	/** Epoch milliseconds; null while it is empty or half written. */
	get moment(): number | null {
		if (this.day === '' || this.time === '') return null;
		try {
			const { day, time, timeZone } = this;
			return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
		} catch {
			return null;
		}
	}
}

/** In so many minutes, to the next five: nobody promises 14:37. */
export const inMinutes = (from: number, minutes: number): number =>
	Math.ceil((from + minutes * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;

/** When the workshop closes today; null when it is closed or closing time has passed. */
export function closingToday(windows: OpenWindows, now: number, timeZone: string): number | null {
	const today = dayOf(now, timeZone);
	const later = windows.filter(([opening, closing]) => closing > now && dayOf(opening, timeZone) === today);
	return later[later.length - 1]?.[1] ?? null;
}

/** When it opens next on a later day. */
export function nextMorning(windows: OpenWindows, now: number, timeZone: string): number | null {
	const today = dayOf(now, timeZone);
	return windows.find(([opening]) => opening > now && dayOf(opening, timeZone) !== today)?.[0] ?? null;
}
