import * as v from 'valibot';
import { expect, test } from 'vitest';
import { proposeSlug, slugSchema } from './slug.ts';

test.each([
	['North Gate Workshop', 'north-gate-workshop'],
	['Café Müller & Söhne', 'cafe-muller-sohne'],
	['一号车间', 'workshop'],
	['4S店', '4s'],
	['车间 2', 'workshop-2'],
	['x'.repeat(39) + ' y', 'x'.repeat(39)],
	['', 'workshop']
])('a workshop named %s is proposed the address %s', (name, slug) => {
	expect(proposeSlug(name)).toBe(slug);
	expect(v.is(slugSchema, slug)).toBe(true);
});

test.each(['a', 'a--b', '-a', 'a-', 'a/b', 'a b', '车间', 'a\0', 'x'.repeat(41)])(
	'%j is no address',
	(slug) => expect(v.is(slugSchema, slug)).toBe(false)
);

test('capital letters are no other address', () => expect(v.parse(slugSchema, ' North ')).toBe('north'));
