import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '../languages/languages.ts';
import { columnWords } from '../words/column-words.ts';
import type { Field } from './columns.ts';

const fields = (
	'orderNumber bookedAt arrivedAt promise plate vin brand model colour customerName phone advisor ' +
	'workType work standardHours waiting note'
).split(' ') as Field[];

/** Booked, arrived and promised at, today. */
const times = [
	['8:30', '8:25', '10:30'],
	['', '9:10', '16:00'],
	['14:00', '', '']
];

/** From the plate to the note, all invented. */
const cars = [m.intake_example_first, m.intake_example_second, m.intake_example_third];

/**
 * A small CSV file to try the import with, as Excel opens it; headers in the reader's language.
 *
 * @param today YYYY-MM-DD in the workshop's time zone
 */
export function exampleFile(locale: Locale, today: string): string {
	const header = fields.map((field) => columnWords[field]());
	const rows = cars.map((car, index) => [
		`WT-000${index + 1}`,
		...(times[index] ?? []).map((time) => time && `${today} ${time}`),
		car({}, { locale })
	]);
	return `\ufeff${[header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
