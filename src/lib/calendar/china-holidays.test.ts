import { describe, expect, test } from 'vitest';
import { chinaHolidays, type HolidayName } from './china-holidays.server.ts';

const datesOf = (year: number, name: HolidayName, work = false): string[] =>
	chinaHolidays(year)
		.days.filter((day) => day.name === name && day.work === work)
		.map(({ date }) => date.slice(5));

describe('[CAL1] China’s holidays', () => {
	test('of a published year come with the days moved and the make-up days', () => {
		expect(chinaHolidays(2026).published).toBe(true);
		expect(datesOf(2026, 'spring')).toEqual(Array.from({ length: 9 }, (_, day) => `02-${15 + day}`));
		expect(datesOf(2026, 'spring', true)).toEqual(['02-14', '02-28']);
		expect(datesOf(2026, 'newYear', true)).toEqual(['01-04']);
	});

	test('of a year that is not published are the thirteen fixed by law, the lunar ones reckoned', () => {
		const { published, days } = chinaHolidays(2031);
		expect([published, days.length, days.some(({ work }) => work)]).toEqual([false, 13, false]);
		expect(datesOf(2031, 'spring')).toEqual(['01-22', '01-23', '01-24', '01-25']);
	});

	test('reckoned agree with the almanac', () => {
		const almanac: Record<number, string[]> = {
			2028: ['01-26', '04-04', '05-28', '10-03'],
			2030: ['02-03', '04-05', '06-05', '09-12'],
			2033: ['01-31', '04-04', '06-01', '09-08']
		};
		for (const [year, dates] of Object.entries(almanac)) {
			const first = (name: HolidayName, at = 0) => datesOf(Number(year), name)[at];
			expect([first('spring', 1), first('qingming'), first('dragonBoat'), first('midAutumn')]).toEqual(dates);
		}
	});
});
