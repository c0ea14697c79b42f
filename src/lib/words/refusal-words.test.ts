import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { locales } from '#lib/languages/locale.ts';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { type Cell, type Refusal, refusal, type RefusalCode, type RefusalOf } from '../model/refusal.ts';
import { refusalWords, saidCodes } from './refusal-words.ts';

// Other files of this worker speak too.
const spoken = getLocale;

const before = getLocale;
afterAll(() => overwriteGetLocale(before));

const cell: Cell = { column: '工单号', value: 'RO1' };
const range = { least: 1, most: 99 };

/** The codes whose sentence needs data; in the sentence each text and number of it is to be read. */
type WithData = { [Code in RefusalCode]: keyof RefusalOf<Code> extends 'code' ? never : Code }[RefusalCode];
const withData: { [Code in WithData]: Omit<RefusalOf<Code>, 'code'> } = {
	stale: { changedBy: '周师傅', changedAt: Date.parse('2026-11-23T06:05:00Z') },
	orderExists: { orderNumber: 'RO-7' },
	cardsInStage: { count: 3 },
	tooMany: { most: 300 },
	carsOnBoard: { tickets: ['A07'] },
	casesOpen: { count: 2 },
	numberRange: range,
	numberRangeOrEmpty: range,
	minutesRange: range,
	measureRange: { least: 0.5, most: 30 },
	searchTooShort: { count: 2 },
	passwordShort: { length: 15 },
	passwordLong: { length: 128 },
	pinDigits: { shortest: 4, longest: 8 },
	tooManyTries: { wait: 5 * 60_000 },
	tooLarge: { limit: 10 },
	tooManyRows: { limit: 20_000 },
	missingColumns: { columns: ['orderNumber', 'plate'] },
	whichEncoding: { samples: [{ encoding: 'big5', row: 'WT1 · 轎車' }] },
	missing: { ...cell, value: '' },
	damaged: cell,
	plateInvalid: cell,
	scientific: cell,
	vinLetters: cell,
	phoneInvalid: cell,
	hoursInvalid: cell,
	waitingInvalid: cell,
	momentUnreadable: cell,
	momentAmbiguous: cell,
	momentImpossible: cell,
	momentRange: cell,
	momentFar: cell,
	timeMissing: cell,
	codeFormatted: cell,
	extraCells: { ...cell, column: '' },
	quoteUnclosed: { ...cell, column: '' },
	tooLong: { ...cell, limit: 40 },
	vinLength: { ...cell, length: 16 },
	duplicateInFile: { ...cell, firstLine: 4 },
	otherLine: { column: '', value: '', otherLine: 5 },
	linesDiffer: { column: '联系电话', value: '', firstLine: 4, otherLine: 5 },
	anotherOrder: { column: '', value: 'RO1', plate: '苏A7Q21M', name: '田晓禾' },
	promiseBeforeArrival: { ...cell, arrival: '2026-11-23 09:05' }
};

/** Data that a sentence tells in other words, and how. */
const otherwise: Record<string, (string | RegExp)[]> = {
	stale: ['周师傅', '14:05'],
	tooManyTries: [/\b5\s?\D/],
	missingColumns: [],
	whichEncoding: ['big5', 'WT1 · 轎車'],
	anotherOrder: ['RO1', '7Q21M', '田晓禾']
};

const refusals = saidCodes.map(
	(code) => ({ code, ...(withData as Partial<Record<RefusalCode, object>>)[code] }) as Refusal
);
const say = (each: Refusal) => refusalWords(each, 'Asia/Shanghai');

const keysOf = (folder: string, locale: string) =>
	Object.keys(JSON.parse(readFileSync(`messages/${folder}/${locale}.json`, 'utf8')) as object);

describe.each(locales)('in %s', (locale) => {
	const sentences = () => {
		overwriteGetLocale(() => locale);
		return refusals.map((each) => [each.code, say(each)] as const);
	};

	test('[REF1] every code of a refusal has a sentence, and every sentence a code', () => {
		const keys = keysOf('refusal', locale).map((key) => key.slice('refusal_'.length));
		expect([...saidCodes].sort()).toEqual(keys.sort());
		for (const [code, sentence] of sentences()) expect([code, sentence]).not.toContain('');
	});

	test('[REF1] no two codes have the same sentence', () => {
		const said = sentences().map(([, sentence]) => sentence);
		expect(said.filter((sentence, at) => said.indexOf(sentence) !== at)).toEqual([]);
	});

	test('[IMP1] [REF1] a sentence tells what it is about, with nothing left to fill in', () => {
		overwriteGetLocale(() => locale);
		for (const each of refusals) {
			const sentence = say(each);
			expect(sentence, each.code).not.toMatch(/[{}]|undefined|NaN|\[object/);
			const { code, ...data } = each;
			for (const told of otherwise[code] ?? Object.values(data).map(String)) {
				if (typeof told === 'string') expect(sentence, code).toContain(told);
				else expect(sentence, code).toMatch(told);
			}
		}
	});
});

test.each(['zh-CN', 'zh-TW'] as const)('[REF1] in %s every sentence asks for what to do next', (locale) => {
	overwriteGetLocale(() => locale);
	const without = refusals.filter((each) => !/[请請]/.test(say(each)));
	expect(without.map(({ code }) => code)).toEqual([]);
});

test('the sentence of a double names the first line', () => {
	overwriteGetLocale(spoken);
	expect(refusalWords(refusal('duplicateInFile', { ...cell, firstLine: 4 }))).toBe(
		'“工单号”RO1 在第 4 行已经出现过。请删除重复的一行，或更正号码'
	);
});

test('a wait is written in minutes, a long one in hours, and never shorter than it is', () => {
	overwriteGetLocale(() => 'en');
	const told = (minutes: number) => refusalWords({ code: 'tooManyTries', wait: minutes * 60_000 });
	expect(told(0.1)).toContain('1 minute');
	expect(told(90)).toContain('90 minutes');
	expect(told(91)).toContain('2 hours');
	overwriteGetLocale(spoken);
	expect(told(15)).toContain('请在 15 分钟后再试');
});
