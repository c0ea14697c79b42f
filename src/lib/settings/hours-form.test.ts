import { describe, expect, test } from 'vitest';
import { hoursFields, readHours, toField } from './hours-form.ts';

/** A form in which Monday has these spans and every other day none. */
function monday(...spans: [string, string][]): FormData {
	const form = new FormData();
	const { from, to } = hoursFields(0);
	for (const [opening, closing] of spans) {
		form.append(from, opening);
		form.append(to, closing);
	}
	return form;
}

/** What is read of Monday. */
const read = (...spans: [string, string][]) => {
	const week = readHours(monday(...spans));
	return week.ok ? week.hours[0] : week.wrong;
};

describe('opening hours as posted', () => {
	test('a day without spans is closed', () =>
		expect(readHours(new FormData())).toEqual({ ok: true, hours: Array(7).fill([]) }));

	test('an empty span is none', () => expect(read(['', ''])).toEqual([]));

	test('spans come in order, whichever was typed first', () =>
		expect(read(['13:30', '18:00'], ['08:00', '12:00'])).toEqual([
			['08:00', '12:00'],
			['13:30', '18:00']
		]));

	test('spans may touch', () => expect(read(['08:00', '12:00'], ['12:00', '18:00'])).toHaveLength(2));

	test('a day may end at midnight, and says so again in the form', () => {
		expect(read(['08:00', '00:00'])).toEqual([['08:00', '24:00']]);
		expect(toField('24:00')).toBe('00:00');
	});

	test.each<[string, [string, string][]]>([
		['a span that ends before it begins', [['18:00', '08:00']]],
		['a span of no length', [['08:00', '08:00']]],
		['a missing end', [['08:00', '']]],
		['a missing beginning', [['', '18:00']]],
		['no time at all', [['8am', '18:00']]],
		['an hour that is none', [['24:00', '25:00']]],
		[
			'spans that overlap',
			[
				['08:00', '12:30'],
				['12:00', '18:00']
			]
		],
		[
			'a span after midnight',
			[
				['08:00', '00:00'],
				['23:00', '23:30']
			]
		]
	])('%s is refused', (_, spans) => expect(read(...spans)).toEqual([0]));

	test('fields that do not pair up are refused', () => {
		const form = monday(['08:00', '12:00']);
		form.append(hoursFields(0).to, '13:00');
		expect(readHours(form)).toEqual({ ok: false, wrong: [0] });
	});
});
