import { m } from '#lib/paraglide/messages.js';
import type { Board } from '../board.svelte.ts';
import { closingToday, inMinutes, nextMorning } from '../sheet/moment-draft.svelte.ts';

/** A choice beside a moment's fields; without a moment: unknown. */
interface MomentToPick {
	label: string;
	/** Epoch milliseconds. */
	moment: number | null;
}

/** What a car is promised for most, of a job that is made now. */
export function promisesToPick({ minute: now, timeZone, meta }: Board): MomentToPick[] {
	const close = closingToday(meta.openWindows, now, timeZone);
	return [
		{ label: m.board_promise_none(), moment: null },
		...[1, 2, 3].map((count) => ({
			label: m.board_in_hours({ count }),
			moment: inMinutes(now, count * 60)
		})),
		...(close === null ? [] : [{ label: m.board_today_close(), moment: close }])
	];
}

/** What a car is booked for most. */
export function bookingsToPick({ minute: now, timeZone, meta }: Board): MomentToPick[] {
	const morning = nextMorning(meta.openWindows, now, timeZone);
	return morning === null ? [] : [{ label: m.board_next_morning(), moment: morning }];
}
