import * as m from '#lib/paraglide/messages.js';
import type { Outlook } from '../job/outlook.ts';
import { DAY, MINUTE } from '../model/moments.ts';

/** Slack is in opening hours, and 24 of those are more than a day. */
const MINUTES_A_DAY = DAY / MINUTE;

/** One meaning a colour, always with a sign and a word: `tone` names the colour token. */
export interface OutlookWords {
	tone: 'late' | 'tight' | 'fine' | 'soft';
	sign: '▲' | '●' | '✓' | '';
	word: string;
	/** +25′ past the promise, −18′ before it, 0′ where nothing is left; empty where nothing is promised, or the car is ready. */
	minutes: string;
}

export function outlookWords(outlook: Outlook): OutlookWords {
	const { state, overdue, ready, minutes } = outlook;
	// Whether it became ready in time no longer matters on a board: now the customer waits. [TIME5]
	if (ready) return { tone: 'fine', sign: '✓', word: m.job_outlook_ready(), minutes: '' };
	if (state === 'none') return { tone: 'soft', sign: '', word: m.job_outlook_none(), minutes: '' };
	if (state === 'late') {
		const word = overdue ? m.job_outlook_overdue() : m.job_outlook_late();
		return { tone: 'late', sign: '▲', word, minutes: `+${duration(minutes)}` };
	}
	const slack =
		minutes === 0 ? '0′' : `−${minutes < MINUTES_A_DAY ? duration(minutes) : `${Math.floor(minutes / 60)}h`}`;
	if (state === 'tight') return { tone: 'tight', sign: '●', word: m.job_outlook_tight(), minutes: slack };
	return { tone: 'fine', sign: '✓', word: m.job_outlook_onTime(), minutes: slack };
}

/** Minutes in the least room: 25′, from 100 on 1:45, from 24 hours on whole days. [TIME4] */
export function duration(minutes: number): string {
	if (minutes < 100) return `${minutes}′`;
	if (minutes < MINUTES_A_DAY) return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
	return m.job_outlook_days({ days: Math.floor(minutes / MINUTES_A_DAY) });
}
