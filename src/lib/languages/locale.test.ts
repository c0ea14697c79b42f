import { describe, expect, test } from 'vitest';
import { tags } from './languages.ts';
import { chosenLocale, localeFor, locales, nearestLocale } from './locale.ts';

const asking = (headers: Record<string, string>) => localeFor({ headers: new Headers(headers) });

test('the table has the languages that messages are compiled in', () => expect(tags).toEqual(locales));

describe('nearest language', () => {
	test.each(locales)('a reader of %s gets it', (locale) => expect(nearestLocale(locale)).toBe(locale));

	test.each([
		['zh', 'zh-CN'],
		['zh-CN', 'zh-CN'],
		['zh-Hans', 'zh-CN'],
		['zh-Hans-HK', 'zh-CN'],
		['zh-SG', 'zh-CN'],
		['zh-TW', 'zh-TW'],
		['zh-HK', 'zh-TW'],
		['zh-MO', 'zh-TW'],
		['zh-Hant', 'zh-TW'],
		['zh-Hant-CN', 'zh-TW'],
		['en', 'en'],
		['en-GB', 'en'],
		['tlh', undefined],
		['*', undefined],
		['', undefined]
	])('%s is %s', (tag, locale) => expect(nearestLocale(tag)).toBe(locale));
});

describe('language of an answer', () => {
	test('what was chosen by hand wins', () =>
		expect(asking({ cookie: 'a=1; lang=zh-TW', 'accept-language': 'en' })).toBe('zh-TW'));

	test('a choice that is none of ours is passed over', () =>
		expect(asking({ cookie: 'lang=../etc', 'accept-language': 'en' })).toBe('en'));

	test('a cookie that only ends in the name is not the choice', () =>
		expect(chosenLocale('xlang=en')).toBeUndefined());

	test('the most wanted that we have, by quality', () =>
		expect(asking({ 'accept-language': 'en;q=0.4, tlh, zh-HK;q=0.8' })).toBe('zh-TW'));

	test('quality 0 means never', () => expect(asking({ 'accept-language': 'zh-CN;q=0, tlh' })).toBe('en'));

	test('only languages that we lack: English', () =>
		expect(asking({ 'accept-language': 'tlh, eo' })).toBe('en'));

	test('nothing said: the base language', () => expect(asking({})).toBe('zh-CN'));
});
