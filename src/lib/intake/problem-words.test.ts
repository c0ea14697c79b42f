import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { locales } from '#lib/i18n/locale.ts';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { wrong } from '../../../tests/files/wrong.ts';
import { problemText, unreadableText } from './problem-words.ts';
import type { Problem, Unreadable } from './problem.ts';
import { readFile } from './read-file.ts';

const before = getLocale;
afterAll(() => overwriteGetLocale(before));

const { rejected } = readFile(new TextEncoder().encode(wrong.map(({ text }) => `${text}\n`).join('')), {
	timeZone: 'Asia/Shanghai'
});
/** What a file of text cannot have. */
const others: Problem[] = [{ code: 'codeFormatted', column: '工单号', value: '2026-05-01' }];
const problems = [...rejected.flatMap((row) => row.problems), ...others];

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
