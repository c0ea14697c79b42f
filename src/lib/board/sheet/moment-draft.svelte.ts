import { Temporal } from 'temporal-polyfill';
import type { Fields } from '../../forms/drafts.svelte.ts';
import type { OpenWindows } from '../../model/open-time.ts';
import { clockTime, dayOf } from '../../words/clock-words.ts';
import { MINUTE } from '../../model/moments.ts';

/** Why what was typed is no moment. */
export type MomentProblem = 'incomplete' | 'skipped' | 'twice';

/** A moment while it is typed in: a day and a time as the workshop's clocks show them. */
export class MomentDraft {
	day = $state('');
	time = $state('');
	/** Which one, of a time that comes twice because clocks go back; null while nobody chose. */
	choice: number | null = $state.raw(null);
	readonly timeZone: string;

	/** All moments that the day and time name, ascending: one, two where clocks go back, none where they go forward. */
	moments: number[] = $derived.by(() => momentsOf(this.day, this.time, this.timeZone));

	/** @param moment epoch milliseconds; null for none yet */
	constructor(timeZone: string, moment: number | null) {
		this.timeZone = timeZone;
		this.set(moment);
	}

	set(moment: number | null): void {
		this.day = moment === null ? '' : dayOf(moment, this.timeZone);
		this.time = moment === null ? '' : clockTime(moment, this.timeZone);
		this.choice = moment;
	}

	/** What is typed, each field named after `name`. */
	fields(name: string): Fields {
		return { [`${name}.day`]: this.day, [`${name}.time`]: this.time, [`${name}.choice`]: this.choice };
	}

	fill(name: string, fields: Fields): void {
		const choice = fields[`${name}.choice`];
		this.day = String(fields[`${name}.day`]);
		this.time = String(fields[`${name}.time`]);
		this.choice = typeof choice === 'number' ? choice : null;
	}

	get isEmpty(): boolean {
		return this.day === '' && this.time === '';
	}

	/** Epoch milliseconds; null while `problem` says why not. */
	get moment(): number | null {
		const { moments, choice } = this;
		if (moments.length < 2) return moments[0] ?? null;
		return moments.find((moment) => minuteOf(moment) === minuteOf(choice ?? NaN)) ?? null;
	}

	/** Null where the day and time name a moment. [TIME3] */
	get problem(): MomentProblem | null {
		if (this.moment !== null) return null;
		if (this.moments.length > 1) return 'twice';
		return this.day === '' || this.time === '' ? 'incomplete' : 'skipped';
	}
}

const minuteOf = (moment: number): number => Math.floor(moment / MINUTE);

function momentsOf(day: string, time: string, timeZone: string): number[] {
	if (day === '' || time === '') return [];
	try {
		const local = Temporal.PlainDateTime.from(`${day}T${time}`);
		const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
			local.toZonedDateTime(timeZone, { disambiguation })
		);
		// A time that is skipped is moved to the one before and the one behind the gap.
		if (!earlier || !later || !earlier.toPlainDateTime().equals(local)) return [];
		return [...new Set([earlier.epochMilliseconds, later.epochMilliseconds])];
	} catch {
		return [];
	}
}

/** UTC+2, UTC+5:30: which of two equal times is meant. */
export function offsetWords(moment: number, timeZone: string): string {
	const { offset } = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone);
	return `UTC${offset.replace(/^([+-])0/, '$1').replace(/:00$/, '')}`;
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
	const opens = windows.find(
		([opening, closing]) => opening > now && opening < closing && dayOf(opening, timeZone) !== today
	);
	return opens?.[0] ?? null;
}
