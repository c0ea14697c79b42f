import { afterEach, describe, expect, test } from 'vitest';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import type { Locale } from '../languages/locale.ts';
import { date, daysAway, shortWhen, whenAround } from './clock-words.ts';

// Other files of this worker speak too.
const spoken = getLocale;

const zone = 'Asia/Shanghai';
/** A Tuesday, 14:00 in Shanghai. */
const now = Date.parse('2026-11-24T14:00+08:00');
const at = (local: string, offset = '+08:00') => Date.parse(`${local}${offset}`);

afterEach(() => overwriteGetLocale(spoken));

const say = (locale: Locale, moment: number): [short: string, long: string] => {
	overwriteGetLocale(() => locale);
	return [shortWhen(moment, now, zone), whenAround(moment, now, zone)];
};

describe('a moment in words', () => {
	test.each([
		['today has no day', '2026-11-24T23:59', ['23:59', '23:59'], ['23:59', '23:59']],
		[
			'tomorrow begins at midnight',
			'2026-11-25T00:00',
			['明 00:00', '明天 00:00'],
			['tmrw 00:00', 'tomorrow 00:00']
		],
		[
			'yesterday is named',
			'2026-11-23T08:30',
			['昨 08:30', '昨天 08:30'],
			['yest. 08:30', 'yesterday 08:30']
		],
		[
			'the sixth day ahead is a weekday',
			'2026-11-30T17:00',
			['周一 17:00', '周一 17:00'],
			['Mon 17:00', 'Mon 17:00']
		],
		[
			'two days ago is a date',
			'2026-11-22T17:00',
			['11/22 17:00', '11月22日 17:00'],
			['22 Nov 17:00', '22 Nov 17:00']
		],
		[
			'a week ahead is a date, short without the hour',
			'2026-12-01T09:00',
			['12/1', '12月1日 09:00'],
			['1 Dec', '1 Dec 09:00']
		],
		[
			'another year is written',
			'2027-01-03T09:00',
			['2027/1/3', '2027年1月3日 09:00'],
			['3 Jan 2027', '3 Jan 2027 09:00']
		]
	])('[TIME1] [TIME2] %s', (_, local, chinese, english) => {
		expect(say('zh-CN', at(local))).toEqual(chinese);
		expect(say('en', at(local))).toEqual(english);
	});

	test('[TIME1] days are calendar days of the workshop, also when the clock changes', () => {
		const berlin = 'Europe/Berlin';
		// 23:30 before the night in which clocks go back: 25 hours later is still the next day.
		const evening = at('2026-10-24T23:30', '+02:00');
		expect(daysAway(evening + 24.5 * 3_600_000, evening, berlin)).toBe(1);
		expect(daysAway(at('2026-10-26T00:15', '+01:00'), evening, berlin)).toBe(2);
	});

	test('[TIME1] a date of another year carries the year', () => {
		overwriteGetLocale(() => 'en');
		expect(date(at('2025-11-24T09:00'), zone, now)).toBe('24 Nov 2025');
		expect(date(at('2026-01-02T09:00'), zone, now)).toBe('2 Jan');
	});
});
