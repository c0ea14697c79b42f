import type { locales } from '#lib/paraglide/runtime.js';

/*
 * The table of languages: whatever differs between them beside the texts of messages/ stands here. A new one is a row
 * in `locales` of project.inlang/settings.json, a file in each folder of messages/, and a cell in each column below;
 * a forgotten cell is a type error. What columns of dealers' files are called is in intake/header-words.ts. Columns, not rows: a television loads only those that it needs. [TV5]
 *
 * Which reader gets which language needs no column: language and script of its own tag decide, see `nearestLocale`.
 */

/** BCP 47. */
export type Locale = (typeof locales)[number];

type Column<Cell> = Readonly<Record<Locale, Cell>>;

/** What those read who want only languages that we do not have. */
export const commonLocale: Locale = 'en';

/** By which Intl writes dates. English ones are British: 23 Nov, not Nov 23. */
export const dateTags: Column<string> = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' };

/** In the least room a date is month and day in digits (11/28), not with the month's name (28 Nov). */
export const datesInDigits: Column<boolean> = { 'zh-CN': true, 'zh-TW': true, en: false };

/** Where its characters are drawn as its readers know them: the same code points differ between countries. */
export const fonts: Column<readonly string[]> = {
	'zh-CN': ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'],
	'zh-TW': ['Noto Sans TC', 'Noto Sans CJK TC', 'PingFang TC', 'Microsoft JhengHei'],
	en: ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei']
};

/** Under which headings Chinese names are looked up. */
export const nameHeadings: Column<'pinyin' | 'strokes'> = {
	'zh-CN': 'pinyin',
	'zh-TW': 'strokes',
	en: 'pinyin'
};

/** The time zone that its reader most likely lives in, until the browser says. */
export const likelyTimeZones: Column<string> = {
	'zh-CN': 'Asia/Shanghai',
	'zh-TW': 'Asia/Taipei',
	en: 'UTC'
};

/** The holidays that a new workshop keeps, where it lies in their country. [CAL1] */
export const nationalHolidays: Column<'CN' | 'none'> = { 'zh-CN': 'CN', 'zh-TW': 'none', en: 'none' };

/** How old programs encode it in files. */
export const fileEncodings: Column<'gb18030' | 'big5' | 'windows-1252'> = {
	'zh-CN': 'gb18030',
	'zh-TW': 'big5',
	en: 'windows-1252'
};

export const tags = Object.keys(dateTags) as readonly Locale[];
