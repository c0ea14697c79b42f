import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addOpenTime, openTimeBetween } from './open-time.ts';
import { type DayHours, layOpenWindows, type OpeningHours } from './opening-hours.ts';
import { DAY, HOUR } from './moments.ts';

const everyDay = (hours: DayHours): OpeningHours => Array.from({ length: 7 }, () => hours);

/** The windows that begin on a date, as local clock times. */
function onDate(hours: OpeningHours, timeZone: string, date: string): string[] {
	const now = Temporal.PlainDate.from(date).toZonedDateTime({
		timeZone,
		plainTime: '12:00'
	}).epochMilliseconds;
	const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
	return layOpenWindows(hours, timeZone, now)
		.filter(([opening]) => local(opening).toPlainDate().toString() === date)
		.map((window) => window.map((at) => local(at).toPlainTime().toString().slice(0, 5)).join('-'));
}

const length = (hours: OpeningHours, timeZone: string, date: string): number => {
	const noon = Temporal.PlainDate.from(date).toZonedDateTime({
		timeZone,
		plainTime: '12:00'
	}).epochMilliseconds;
	const window = layOpenWindows(hours, timeZone, noon).find(([from, to]) => from <= noon && noon <= to)!;
	return (window[1] - window[0]) / HOUR;
};

describe('[OUT1] open windows', () => {
	test('follow the weekday, split at noon, and leave closed days out', () => {
		const split: DayHours = [
			['08:00', '12:00'],
			['13:30', '18:00']
		];
		const hours: OpeningHours = [split, split, split, split, split, [['09:00', '16:00']], []];
		expect(onDate(hours, 'Asia/Shanghai', '2026-11-24')).toEqual(['08:00-12:00', '13:30-18:00']);
		expect(onDate(hours, 'Asia/Shanghai', '2026-11-28')).toEqual(['09:00-16:00']);
		expect(onDate(hours, 'Asia/Shanghai', '2026-11-29')).toEqual([]);
	});

	test('keep the clock time over the change to and from summer time', () => {
		const hours = everyDay([['08:00', '18:00']]);
		for (const [zone, spring, autumn] of [
			['America/New_York', '2026-03-08', '2026-11-01'],
			['Europe/Berlin', '2026-03-29', '2026-10-25']
		] as const) {
			expect(onDate(hours, zone, spring)).toEqual(['08:00-18:00']);
			expect(onDate(hours, zone, autumn)).toEqual(['08:00-18:00']);
			expect(length(hours, zone, spring)).toBe(10);
		}
	});

	test('are an hour shorter or longer where the clock is changed while open', () => {
		const hours = everyDay([['00:00', '23:00']]);
		expect(length(hours, 'America/New_York', '2026-03-08')).toBe(22);
		expect(length(hours, 'America/New_York', '2026-11-01')).toBe(24);
		// 02:30 does not exist that night.
		expect(onDate(everyDay([['02:30', '10:00']]), 'Europe/Berlin', '2026-03-29')).toEqual(['03:30-10:00']);
	});

	test('end a day at 24:00, and run into each other round the clock', () => {
		expect(onDate(everyDay([['20:00', '24:00']]), 'Asia/Shanghai', '2026-11-24')).toEqual(['20:00-00:00']);
		const always = layOpenWindows(everyDay([['00:00', '24:00']]), 'Europe/Berlin', Date.UTC(2026, 9, 20));
		expect(always).toHaveLength(1);
	});

	test('reach a month back and six weeks ahead', () => {
		const now = Date.UTC(2026, 10, 24, 4);
		const windows = layOpenWindows(everyDay([['08:00', '18:00']]), 'Asia/Shanghai', now);
		expect(windows[0]![0]).toBeLessThan(now - 29 * DAY);
		expect(windows.at(-1)![1]).toBeGreaterThan(now + 44 * DAY);
	});

	test('[CAL3] count days that are closed to the end of what is laid out as closed', () => {
		const now = Date.UTC(2026, 10, 24, 4);
		const open = everyDay([['08:00', '18:00']]);
		const days = Array.from({ length: 20 }, (_, day) =>
			Temporal.PlainDate.from('2027-01-08').subtract({ days: day }).toString()
		);
		const windows = layOpenWindows(open, 'UTC', now, new Map(days.map((date) => [date, []])));
		const [lastDay, end] = [Date.UTC(2026, 11, 19, 18), Date.UTC(2027, 0, 9)];
		expect(openTimeBetween(windows, lastDay, end)).toBe(0);
		expect(addOpenTime(windows, lastDay - HOUR, 2 * HOUR)).toBe(end + HOUR);
	});

	test('ascend without overlap, whatever hours were set', () => {
		const time = fc.integer({ min: 0, max: 48 }).map((half) => {
			const [hour, minute] = [Math.floor(half / 2), half % 2 ? '30' : '00'];
			return `${String(hour).padStart(2, '0')}:${minute}`;
		});
		const day = fc.array(
			fc.tuple(
				time.filter((from) => from !== '24:00'),
				time
			),
			{ maxLength: 3 }
		);
		const week = fc.array(day, { minLength: 7, maxLength: 7 });
		const zone = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe');
		const now = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
		fc.assert(
			fc.property(week, zone, now, (hours, timeZone, at) => {
				const windows = layOpenWindows(hours, timeZone, at);
				// Closed at the end of what is laid out: the empty window there.
				const moments = windows.filter(([opening, closing]) => opening < closing).flat();
				moments.reduce((before, moment) => {
					expect(moment).toBeGreaterThan(before);
					return moment;
				}, -Infinity);
			}),
			{ numRuns: 60 }
		);
	});
});
