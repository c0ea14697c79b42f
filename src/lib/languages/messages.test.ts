import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { baseLocale, locales } from './locale.ts';

type Messages = Record<string, unknown>;

const read = (feature: string, locale: string): Messages =>
	JSON.parse(readFileSync(`messages/${feature}/${locale}.json`, 'utf8')) as Messages;

/** The inputs a message takes, whichever of its variants names them. */
const inputs = (message: unknown) => [
	...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort())
];

const { 'plugin.inlang.messageFormat': format } = JSON.parse(
	readFileSync('project.inlang/settings.json', 'utf8')
) as { 'plugin.inlang.messageFormat': { pathPattern: string[] } };

test('every folder of messages is compiled', () => {
	expect([...format.pathPattern].sort()).toEqual(
		readdirSync('messages').map((feature) => `./messages/${feature}/{locale}.json`)
	);
});

describe.each(readdirSync('messages'))('messages of %s', (feature) => {
	const base = read(feature, baseLocale);

	test('names begin with the feature', () => {
		expect(Object.keys(base).filter((key) => !key.startsWith(`${feature}_`))).toEqual([]);
	});

	test.each(locales.filter((locale) => locale !== baseLocale))(
		'complete in %s, with the same inputs',
		(locale) => {
			const translated = read(feature, locale);
			expect(Object.keys(translated).sort()).toEqual(Object.keys(base).sort());
			for (const [key, message] of Object.entries(base)) {
				expect([key, inputs(translated[key])]).toEqual([key, inputs(message)]);
				expect(translated[key], key).not.toBe('');
			}
		}
	);
});
