import { expect, test } from 'vitest';
import { speak } from '#lib/languages/speak.server.ts';
import { localeOf, readOptions } from './options.ts';
import { Stop } from './stop.ts';

const read = (args: string[], env = {}) => speak({ locale: 'en' }, () => readOptions(args, env));

test('a file and a workshop, in any order', () => {
	const asked = { file: 'a.csv', workshop: 'one', json: false, help: false };
	expect(read(['a.csv', '--workshop', 'one'])).toMatchObject(asked);
	expect(read(['--json', '--workshop=one', 'a.csv'])).toMatchObject({ ...asked, json: true });
});

test.each([
	['no file', ['--workshop', 'one'], 'Name one file'],
	['two files', ['a.csv', 'b.csv', '--workshop', 'one'], 'Name one file'],
	['no workshop', ['a.csv'], 'Name the workshop with --workshop'],
	['a workshop without a name', ['a.csv', '--workshop'], '--workshop'],
	['an unknown option', ['a.csv', '--workshop', 'one', '--dry'], "Unknown option '--dry'"],
	['an unknown encoding', ['a.csv', '--workshop', 'one', '--encoding', 'latin'], '--encoding takes utf-8'],
	['a file to take back', ['a.csv', '--workshop', 'one', '--take-back', 'x'], 'Name one file'],
	['an unknown language', ['a.csv', '--workshop', 'one', '--lang', 'fr'], 'zh-CN, zh-TW, en']
])('%s is answered with the mistake and the usage', (_, args, told) => {
	expect(() => read(args)).toThrow(Stop);
	expect(() => read(args)).toThrow(told);
	expect(() => read(args)).toThrow('Usage: npm run import -- FILE --workshop SLUG');
});

test('--help needs nothing else', () => expect(read(['--help']).help).toBe(true));

test.each([
	[{ LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
	[{ LANG: 'zh_HK.UTF-8' }, 'zh-TW'],
	[{ LANG: 'en_GB@euro' }, 'en'],
	[{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW' }, 'zh-TW'],
	[{ LANG: 'C.UTF-8' }, undefined],
	[{ LANG: 'POSIX' }, undefined],
	[{ LANG: 'fr_FR.UTF-8' }, undefined],
	[{}, undefined]
])('a terminal with %j speaks %s', (env, locale) => {
	expect(localeOf(env)).toBe(locale);
	expect(read(['a.csv', '--workshop', 'one'], env).locale).toBe(locale);
	expect(read(['a.csv', '--workshop', 'one', '--lang', 'zh-TW'], env).locale).toBe('zh-TW');
});
