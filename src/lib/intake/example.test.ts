import { expect, test } from 'vitest';
import { speak } from '../languages/speak.server.ts';
import { locales } from '../languages/locale.ts';
import { columnWords } from '../words/column-words.ts';
import { recogniseColumns } from './columns.ts';
import { exampleFile } from './example.ts';
import { readFile } from './read-file.ts';

test.each(locales)('[IMP4] every column is read under the name that the page gives it in %s', (locale) => {
	speak({ locale }, () => {
		for (const [field, word] of Object.entries(columnWords)) {
			expect([...recogniseColumns([word()]).at.keys()], word()).toEqual([field]);
		}
	});
});

test.each(locales)('[IMP1] the example in %s comes in whole', (locale) => {
	const text = speak({ locale }, () => exampleFile(locale, '2026-11-23'));
	const file = readFile(new TextEncoder().encode(text), {
		timeZone: 'Asia/Taipei',
		now: Date.parse('2026-11-23T12:00:00Z')
	});
	expect(file).toMatchObject({ rejected: [], ignoredColumns: [] });
	expect(file.orders.map(({ arrivedAt, promise }) => [arrivedAt !== null, promise !== null])).toEqual([
		[true, true],
		[true, true],
		[false, false]
	]);
	expect(file.orders.every(({ workType, advisor, phone }) => workType !== 'other' && advisor && phone)).toBe(
		true
	);
});
