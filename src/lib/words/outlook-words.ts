import * as m from '#lib/paraglide/messages.js';
import type { Outlook } from '../job/outlook.ts';

/** One meaning a colour, always with a sign and a word: `tone` names the colour token. */
export interface OutlookWords {
	tone: 'late' | 'tight' | 'fine' | 'soft';
	sign: '▲' | '●' | '✓' | '';
	word: string;
	/** +25′ past the promise, −18′ before it; empty where nothing is promised or all is done in time. */
	minutes: string;
}

export function outlookWords(outlook: Outlook): OutlookWords {
	const { state, overdue, ready, minutes } = outlook;
	if (state === 'none') {
		return {
			tone: 'soft',
			sign: '',
			word: ready ? m.job_outlook_ready() : m.job_outlook_none(),
			minutes: ''
		};
	}
	if (state === 'late') {
		const word = overdue ? m.job_outlook_overdue() : m.job_outlook_late();
		return { tone: 'late', sign: '▲', word, minutes: `+${duration(minutes)}` };
	}
	if (ready) return { tone: 'fine', sign: '✓', word: m.job_outlook_ready(), minutes: '' };
	const slack = `−${duration(minutes)}`;
	if (state === 'tight') return { tone: 'tight', sign: '●', word: m.job_outlook_tight(), minutes: slack };
	return { tone: 'fine', sign: '✓', word: m.job_outlook_onTime(), minutes: slack };
}

/** Minutes as a wall shows them: 25′, from 100 on 1:45, from a day on 26h. */
export function duration(minutes: number): string {
	if (minutes < 100) return `${minutes}′`;
	if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
	return `${Math.floor(minutes / 60)}h`;
}
