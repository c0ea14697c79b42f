import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joined, momentOf, readMoment } from './moments.ts';

const zone = 'Asia/Shanghai';
const NOW = Date.parse('2026-11-23T12:00:00Z');
const read = (text: string) => {
	const moment = momentOf(text, zone, false);
	return typeof moment === 'number' ? new Date(moment).toISOString() : moment.code;
};

describe('[IMP6] a moment as people and programs write it', () => {
	test.each([
		'2026/11/23 9:05',
		'2026/11/23 09:05:00',
		'2026-11-23 09:05:00',
		'2026-11-23T09:05',
		'2026-11-23T09:05:00.000',
		'2026.11.23 9:05',
		'2026. 11. 23 9:05',
		'2026年11月23日 9:05',
		'2026年11月23日9时5分',
		'2026年11月23日 上午9点05分00秒',
		'2026/11/23(週一) 上午 9:05',
		'2026年11月23日星期一 9:05',
		'2026/11/23 9:05 AM',
		'2026/11/23 AM 9:05',
		'2026/11/23 9:05 a.m.',
		'２０２６／１１／２３　９：０５',
		'202611230905',
		'20261123 0905',
		'20261123090500',
		'46349.3784722222',
		'115/11/23 09:05',
		'民國115年11月23日 9:05',
		'2026-11-23T01:05:00Z',
		'2026-11-23 01:05 UTC',
		'2026-11-23T01:05:00.250Z',
		'2026-11-23 03:05:00+02:00',
		'2026-11-22T20:05-0500'
	])('%s', (text) => expect(read(text)).toMatch(/^2026-11-23T01:05:00\.000Z$/));

	test.each([
		['2026/11/23 下午3:15', '2026-11-23T07:15:00.000Z'],
		['2026/11/23 3:15 PM', '2026-11-23T07:15:00.000Z'],
		['2026/11/23 下午15:15', '2026-11-23T07:15:00.000Z'],
		['2026/11/23 12:30 PM', '2026-11-23T04:30:00.000Z'],
		['2026/11/23 12:30 AM', '2026-11-22T16:30:00.000Z'],
		['2026/11/23 中午12:10', '2026-11-23T04:10:00.000Z'],
		['2026/11/23 中午1点', '2026-11-23T05:00:00.000Z'],
		['2026/11/23 晚上8:00', '2026-11-23T12:00:00.000Z'],
		['2026/11/23 9 PM', '2026-11-23T13:00:00.000Z'],
		['2026/11/23 24:00', '2026-11-23T16:00:00.000Z'],
		['2026/11/23', '2026-11-22T16:00:00.000Z'],
		['46349', '2026-11-22T16:00:00.000Z'],
		['20261123', '2026-11-22T16:00:00.000Z']
	])('%s is %s', (text, moment) => expect(read(text)).toBe(moment));
});

describe('[IMP5] refused rather than guessed', () => {
	test.each([
		['11/12/2026 9:05', 'momentAmbiguous'],
		['23.11.2026 9:05', 'momentAmbiguous'],
		['26/11/23 9:05', 'momentAmbiguous'],
		['11/23 9:05', 'momentAmbiguous'],
		['11月23日 9:05', 'momentAmbiguous'],
		['2026/11/23 晚上12:30', 'momentAmbiguous'],
		['2026-02-30 9:05', 'momentImpossible'],
		['2026-13-01 9:05', 'momentImpossible'],
		['2026/11/23 25:00', 'momentImpossible'],
		['2026/11/23 9:60', 'momentImpossible'],
		['2026/11/23 上午13:00', 'momentImpossible'],
		['2026-11-23T09:05+99:00', 'momentImpossible'],
		['0026-11-23 9:05', 'momentRange'],
		['1926-11-23 9:05', 'momentRange'],
		['2126-11-23 9:05', 'momentRange'],
		['99999', 'momentRange'],
		['9:05', 'momentUnreadable'],
		['2026/11/23 9:05-10:30', 'momentUnreadable'],
		['2026/11/23 17:00~18:00', 'momentUnreadable'],
		['明天', 'momentUnreadable'],
		['2026/11/23 9', 'momentUnreadable'],
		['2026/11/23 9:05 左右', 'momentUnreadable'],
		['2026/11/233 9:05', 'momentUnreadable'],
		['1795395900000', 'momentUnreadable'],
		['', 'momentUnreadable']
	])('%s is %s', (text, code) => expect(read(text)).toBe(code));

	test.each(['2026/11/23', '2026/11/23 0:00', '2026-11-23 00:00:00', '46349', '20261123'])(
		'a promise needs a time of day: %s',
		(text) => expect(momentOf(text, zone, true)).toEqual({ code: 'timeMissing' })
	);

	test('the end of a day and an instant with its zone are times of day', () => {
		expect(momentOf('2026-11-23 24:00', zone, true)).toBe(Date.parse('2026-11-23T16:00:00Z'));
		expect(momentOf('2026-11-23T00:00:00Z', zone, true)).toBe(Date.parse('2026-11-23T00:00:00Z'));
	});
});

describe('[IMP6] where clocks change', () => {
	const berlin = (text: string) => momentOf(text, 'Europe/Berlin', true);

	test('a time that is skipped is the later one', () =>
		expect(berlin('2026-03-29 02:30')).toBe(Date.parse('2026-03-29T03:30:00+02:00')));

	test('a time that comes twice is the earlier one', () =>
		expect(berlin('2026-10-25 02:30')).toBe(Date.parse('2026-10-25T02:30:00+02:00')));
});

test('every minute between 2000 and 2100 survives each way of writing it', () => {
	const minute = fc.integer({
		min: Date.UTC(2000, 0, 1) / 60_000 + 1,
		max: Date.UTC(2099, 11, 31) / 60_000
	});
	fc.assert(
		fc.property(minute, (at) => {
			const moment = Temporal.Instant.fromEpochMilliseconds(at * 60_000);
			const wall = moment.toZonedDateTimeISO('UTC');
			const { year, month, day, hour } = wall;
			const two = String(wall.minute).padStart(2, '0');
			const serial = at / 1440 + 25_569;
			for (const text of [
				`${year}/${month}/${day} ${hour}:${two}`,
				`${year}年${month}月${day}日 ${hour < 12 ? '上午' : '下午'}${hour % 12 || 12}:${two}`,
				`${year - 1911 < 100 ? `民國${year - 1911}` : year - 1911}.${month}.${day} ${hour}:${two}:00`,
				moment.toString(),
				String(Number(serial.toPrecision(15)))
			])
				expect([text, momentOf(text, 'UTC', false)]).toEqual([text, at * 60_000]);
		})
	);
});

test('no text is ever more than unreadable', () => {
	fc.assert(
		fc.property(
			fc.string({ unit: fc.constantFrom(...'0123456789-/.:年月日時上午下T Z+APM('), maxLength: 30 }),
			(text) => {
				const moment = momentOf(text, zone, false);
				expect(typeof moment === 'number' ? Number.isSafeInteger(moment) : moment.code.length > 0).toBe(true);
			}
		),
		{ numRuns: 2000 }
	);
});

test('[IMP5] a moment more than a year away is a mistake: another calendar, a wrong year', () => {
	const at = (text: string) => readMoment(text, { timeZone: zone, now: NOW }, false);
	expect(at('2022/11/22 9:05')).toEqual({ code: 'momentFar' });
	expect(at('2030/11/24 9:05')).toEqual({ code: 'momentFar' });
	expect(at('2025/11/24 9:05')).toBe(Date.parse('2025-11-24T01:05:00Z'));
	expect(at('2027/11/22 9:05')).toBe(Date.parse('2027-11-22T01:05:00Z'));
});

test.each([
	['2026/11/23', '9:05', '2026/11/23 9:05'],
	['2026-11-23 00:00:00', '09:05:00', '2026-11-23 09:05:00'],
	['9:05', '2026/11/23', '2026/11/23 9:05'],
	['下午3点', '2026年11月23日', '2026年11月23日 下午3点'],
	['2026/11/23 9:05', '', '2026/11/23 9:05'],
	['2026/11/23 9:05', '2026/11/23', '2026/11/23 9:05'],
	['', '9:05', ''],
	['', '2026/11/23 9:05', '2026/11/23 9:05'],
	['2026/11/23', '', '2026/11/23']
])('date %j and time of day %j are %j', (cell, other, moment) => expect(joined(cell, other)).toBe(moment));
