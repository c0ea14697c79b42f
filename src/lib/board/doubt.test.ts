import { expect, test } from 'vitest';
import { HOUR, NOW } from '../job/job.testing.ts';
import { closedQuestion } from './closed-words.ts';
import { Doubt } from './doubt.svelte.ts';

const day = 24 * HOUR;
/** Tuesday and Thursday, 9 to 18 in Shanghai. */
const calendar = {
	timeZone: 'Asia/Shanghai',
	openWindows: [[NOW, NOW + 9 * HOUR] as const, [NOW + 2 * day, NOW + 2 * day + 9 * HOUR] as const],
	specialDays: [{ date: '2026-11-25', name: '盘点' }]
};
const asked = (moment: number | null) => closedQuestion('promise', moment, calendar, NOW);

test('[CAL4] a promise outside opening hours is asked about, with why and when the workshop opens next', () => {
	expect(asked(NOW + HOUR)).toBe('');
	expect(asked(NOW + 9 * HOUR)).toBe('');
	expect(asked(null)).toBe('');
	expect(asked(NOW + 10 * HOUR)).toContain('09:00');
	expect(asked(NOW + 10 * HOUR)).not.toContain('盘点');
	expect(asked(NOW + day)).toContain('盘点');
	// Nobody knows how the workshop is open by then.
	expect(asked(NOW + 60 * day)).toBe('');
});

test('[CAL4] the same question is asked once, another question again', () => {
	const doubt = new Doubt();
	expect([doubt.asks('a'), doubt.asks('a'), doubt.asks('b'), doubt.asks(''), doubt.asks('b')]).toEqual([
		...[true, false, true, false, true]
	]);
});
