import { expect, test } from 'vitest';
import type { Outlook } from '../job/outlook.ts';
import { duration, outlookWords } from './outlook-words.ts';

const words = (given: Partial<Outlook>) =>
	outlookWords({ state: 'onTime', overdue: false, ready: false, minutes: 0, readyBy: 0, ...given });

test('[TIME4] minutes are hours from 100 on, and days from 24 hours on', () => {
	expect([0, 99, 100, 1439, 1440, 3000].map(duration)).toEqual(['0′', '99′', '1:40', '23:59', '1天', '2天']);
});

test('[TIME4] no slack is written without a minus', () => {
	expect(words({ state: 'tight', minutes: 0 }).minutes).toBe('0′');
	expect(words({ minutes: 18 }).minutes).toBe('−18′');
});

test('[TIME5] a ready car is not called late', () => {
	expect(words({ state: 'late', overdue: true, ready: true, minutes: 25 })).toMatchObject({
		tone: 'fine',
		minutes: ''
	});
});
