import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { locales } from '#lib/languages/locale.ts';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { wrong } from '../../../tests/files/wrong.ts';
import { problemText, unreadableText } from './problem-words.ts';
import type { Problem, Unreadable } from './problem.ts';
import { readFile } from './read-file.ts';

const before = getLocale;
afterAll(() => overwriteGetLocale(before));

const { rejected } = readFile(new TextEncoder().encode(wrong.map(({ text }) => `${text}\n`).join('')), {
	timeZone: 'Asia/Shanghai',
	now: Date.parse('2026-11-23T12:00:00Z')
});
/** What a file of text cannot have. */
const others: Problem[] = [
	{ code: 'codeFormatted', column: '工单号', value: '2026-05-01' },
	{ code: 'momentFar', column: '进厂时间', value: '2022/11/22 9:05' },
	{ code: 'anotherOrder', column: '', value: 'RO1', plate: '豫A7Q21M', name: '田晓禾' }
];
/** What has no value of its own: the lines tell. */
const ofLines: Problem[] = [
	{ code: 'otherLine', column: '', value: '', otherLine: 5 },
	{ code: 'linesDiffer', column: '联系电话', value: '', firstLine: 4, otherLine: 5 }
];
const problems = [...rejected.flatMap((row) => row.problems), ...others, ...ofLines];

const reasons: Unreadable[] = [
	{ code: 'empty' },
	{ code: 'notText' },
	{ code: 'oldExcel' },
	{ code: 'encrypted' },
	{ code: 'webPage' },
	{ code: 'brokenWorkbook' },
	{ code: 'tooComplex' },
	{ code: 'noHeader' },
	{ code: 'busy' },
	{ code: 'onlyHidden' },
	{ code: 'whichEncoding', samples: [{ encoding: 'big5', row: 'WT1 · 轎車' }] },
	{ code: 'tooLarge', limit: 10 },
	{ code: 'tooManyRows', limit: 20_000 },
	{ code: 'missingColumns', columns: ['orderNumber', 'plate'] }
];

test('every problem that there is a sentence for is tried', () => {
	const sentences = Object.keys(JSON.parse(readFileSync('messages/intake/en.json', 'utf8')) as object);
	const named = (kind: string) =>
		sentences.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length));
	expect([...new Set(problems.map(({ code }) => code))].sort()).toEqual(named('intake_problem_').sort());
	expect(reasons.map(({ code }) => code).sort()).toEqual(named('intake_unreadable_').sort());
});

test.each(locales)(
	'[IMP1] in %s every problem says what it is about, with nothing left to fill in',
	(locale) => {
		overwriteGetLocale(() => locale);
		for (const problem of problems) {
			const text = problemText(problem);
			expect(text).not.toMatch(/[{}]|undefined/);
			expect(text).toContain(problem.column);
			if (problem.code !== 'missing') expect(text).toContain(problem.value);
		}
		for (const reason of reasons) expect(unreadableText(reason)).not.toMatch(/[{}]|undefined/);
		expect(new Set(reasons.map(unreadableText)).size).toBe(reasons.length);
	}
);

test('the sentence of a double names the first line', () => {
	overwriteGetLocale(() => 'zh-CN');
	expect(problemText({ code: 'duplicateInFile', column: '工单号', value: 'RO1', firstLine: 4 })).toBe(
		'“工单号”RO1 在第 4 行已经出现过。请删除重复的一行，或更正号码'
	);
});
