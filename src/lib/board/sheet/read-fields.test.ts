import { expect, test } from 'vitest';
import { offeredTypes } from '../../job/offers.ts';
import { moduleOf } from '../../job/command.ts';
import { commandWords } from '../../words/job-words.ts';
import type { FormField } from '../../stream/command-module.ts';
import { readFields } from './read-fields.ts';

const fields: FormField<string>[] = [
	{ field: 'reason', kind: 'longText', required: true, max: 200 },
	{ field: 'spot', kind: 'text', max: 20 },
	{ field: 'kilometres', kind: 'number', max: 2_000_000 }
];
const read = (typed: Record<string, string>) => readFields(fields, { reason: '改期', ...typed });

test('a form reads texts without blanks around them, and an empty number as none', () => {
	expect(read({ spot: ' P12 ' })).toEqual({ content: { reason: '改期', spot: 'P12', kilometres: null } });
});

test.each(['48600', '48 600', '48,600', '４８６００', ' 48600 '])(
	'a number may be written as %j',
	(typed) => {
		expect(read({ kilometres: typed })).toMatchObject({ content: { kilometres: 48_600 } });
	}
);

test.each(['-1', '1.5', '2000001', 'km', '1e3'])('%j is no number for it', (typed) => {
	expect(read({ kilometres: typed })).toEqual({ problems: { kilometres: 'number' } });
});

test('what is required and missing is said of its field', () => {
	expect(read({ reason: ' ', kilometres: 'x' })).toEqual({
		problems: { reason: 'missing', kilometres: 'number' }
	});
});

test('every field of a described form has a label', () => {
	for (const type of offeredTypes) {
		const module = moduleOf(type);
		const described = module.on === 'new' ? [] : (module.form ?? []);
		const labels = commandWords[type].fields ?? {};
		expect(Object.keys(labels), type).toEqual(described.map(({ field }) => field));
	}
});
