import { describe, expect, test } from 'vitest';
import type { OpeningHours, SpecialDay } from '../model/opening-hours.ts';
import { layOpenWindows } from '../model/opening-hours.ts';
import { calendarDays, usualHolidays } from './calendar.server.ts';
import { defaultHours } from '../settings/defaults.ts';

const closedOnSunday: OpeningHours = [...defaultHours.slice(0, 6), []];
const of = (specialDays: SpecialDay[] = [], openingHours = closedOnSunday) =>
	calendarDays({ openingHours, holidays: 'CN', specialDays }, '2026-02-01', '2026-03-31', 'en');

describe('[CAL1] [CAL2] special days', () => {
	test('holidays are closed, a make-up Saturday that is worked anyway is no special day', () => {
		expect(of().map(({ date }) => date)).toEqual(
			Array.from({ length: 9 }, (_, day) => `2026-02-${15 + day}`)
		);
		expect(of().every(({ hours }) => hours.length === 0)).toBe(true);
		expect(of()[0]!.name).toBe('Spring Festival');
	});

	test('a make-up day has the hours of an ordinary working day', () => {
		const closedOnWeekends: OpeningHours = [...defaultHours.slice(0, 5), [], []];
		const makeUp = of([], closedOnWeekends).filter(({ hours }) => hours.length > 0);
		expect(makeUp.map(({ date, hours }) => [date, hours])).toEqual([
			['2026-02-14', [['08:00', '18:00']]],
			['2026-02-28', [['08:00', '18:00']]]
		]);
		expect(makeUp[0]!.name).toContain('Spring Festival');
	});

	test('what the workshop entered comes before a holiday: other hours, hours as usual, a day of its own', () => {
		const entered = of([
			{ date: '2026-02-15', name: 'short', hours: [['09:00', '12:00']] },
			{ date: '2026-02-16', name: 'open', hours: null },
			{ date: '2026-03-12', name: 'stocktaking', hours: [] }
		]);
		const on = (date: string) => entered.find((day) => day.date === date);
		expect(on('2026-02-15')).toMatchObject({ hours: [['09:00', '12:00']], own: true, holiday: true });
		// A Monday.
		expect(on('2026-02-16')).toMatchObject({ hours: [['08:00', '18:00']], asUsual: true });
		expect(on('2026-03-12')).toMatchObject({ hours: [], own: true, holiday: false });
		expect(on('2026-02-17')).toMatchObject({ own: false });
	});

	test('a workshop in simplified Chinese in mainland China begins with the holidays', () => {
		expect([
			usualHolidays('zh-CN', 'Asia/Shanghai'),
			usualHolidays('zh-CN', 'Europe/Berlin'),
			usualHolidays('zh-TW', 'Asia/Taipei')
		]).toEqual(['CN', 'none', 'none']);
	});

	test('[CAL3] open windows leave the Spring Festival out', () => {
		const now = Date.parse('2026-02-14T04:00Z');
		const special = new Map(of().map(({ date, hours }) => [date, hours]));
		const next = (windows: readonly (readonly number[])[]) =>
			windows.find(([opening]) => opening! > now)?.[0];
		const usual = layOpenWindows(closedOnSunday, 'Asia/Shanghai', now);
		const holiday = layOpenWindows(closedOnSunday, 'Asia/Shanghai', now, special);
		expect(new Date(next(usual)!).toISOString()).toBe('2026-02-16T00:00:00.000Z');
		expect(new Date(next(holiday)!).toISOString()).toBe('2026-02-24T00:00:00.000Z');
	});
});
