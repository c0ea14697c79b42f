import { m } from '#lib/paraglide/messages.js';
import type { NamedDay } from '../model/settings.ts';
import { isClosedAt } from '../model/closed-at.ts';
import type { OpenWindows } from '../model/open-time.ts';
import { dayOf, whenAround } from '../words/clock-words.ts';

interface Calendar {
	timeZone: string;
	openWindows: OpenWindows;
	specialDays: readonly NamedDay[];
}

const questions = { promise: m.board_doubt_promise, booked: m.board_doubt_booked };

/** What to ask about a moment at which the workshop is closed; empty where it is open, or nobody knows. [CAL4] */
export function closedQuestion(
	what: keyof typeof questions,
	moment: number | null,
	{ timeZone, openWindows, specialDays }: Calendar,
	now: number
): string {
	if (moment === null || !isClosedAt(openWindows, moment)) return '';
	const around = (at: number) => whenAround(at, now, timeZone);
	const day = specialDays.find(({ date }) => date === dayOf(moment, timeZone));
	const next = openWindows.find(([opening, closing]) => opening > moment && closing > opening)?.[0];
	return questions[what]({
		time: around(moment),
		why: day ? m.board_doubt_why({ name: day.name }) : '',
		next: next === undefined ? '?' : around(next)
	});
}
