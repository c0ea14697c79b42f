import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as v from 'valibot';
import { readMessage, type RefusalOf } from '../model/refusal.ts';
import { commonPhrases } from './common-phrases.ts';
import { normalPassword, passwordSchema } from './password.ts';

/**
 * What is wrong with a password that somebody chooses: its length, or that it is made of what is tried first
 * (passwords found in leaks, rows of keys, repetitions, the names around it). [PPL3] [PPL4]
 *
 * @param names what is expected in it: of the account, of its person, of their workshops
 * @returns null when it can be taken
 */
export async function passwordProblem(
	typed: string,
	names: readonly string[]
): Promise<PasswordProblem | null> {
	const parsed = v.safeParse(passwordSchema, typed);
	if (!parsed.success) return readMessage(parsed.issues[0].message) as PasswordProblem;
	const password = normalPassword(typed);
	const expected = [...product, ...names].flatMap(parts);
	if (isMostly(password, expected)) return { code: 'passwordNames' };
	if (isMostly(password, commonPhrases)) return { code: 'passwordCommon' };

	const { score, sequence } = (await guesser()).check(head(password), expected);
	if (score >= GOOD) return null;
	if (sequence.some(({ pattern }) => pattern === 'repeat' || pattern === 'sequence'))
		return { code: 'passwordRepeats' };
	return sequence.some(({ dictionaryName }) => dictionaryName === 'userInputs')
		? { code: 'passwordNames' }
		: { code: 'passwordCommon' };
}

export type PasswordProblem = RefusalOf<
	'passwordShort' | 'passwordLong' | 'passwordNames' | 'passwordCommon' | 'passwordRepeats'
>;

/**
 * Code points that are looked into: zxcvbn's time grows with the square of them, in this process and not beside
 * it, and everybody's board waits. What is good by now stays good.
 */
const LOOKED_INTO = 32;

const head = (password: string): string => [...password].slice(0, LOOKED_INTO).join('');

/** zxcvbn's best: more than 10^10 guesses. */
const GOOD = 4;

const product = ['kanche', '看车', '看車'];

/** Letters and digits that must be left of a password beside what was expected in it. */
const LEAST_OF_ITS_OWN = 8;

/**
 * Whether hardly anything is left without the words expected, the digits that people put behind them, and
 * signs. What has none of those words may well consist of digits.
 */
function isMostly(password: string, words: readonly string[]): boolean {
	let left = plain(password);
	const whole = left.length;
	// The longest first: 王芳芳 is not 王芳 and one more.
	for (const word of [...words].sort((a, b) => b.length - a.length)) left = left.replaceAll(plain(word), ' ');
	return left.length < whole && [...left.replaceAll(/[\s\p{N}]/gu, '')].length < LEAST_OF_ITS_OWN;
}

const plain = (text: string): string =>
	normalPassword(text)
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');

/** A name as people use it in passwords: Wang Fang, wangfang, wang, fang. One letter is nobody's name. */
function parts(name: string): string[] {
	const all = [name, plain(name), ...name.split(/[^\p{L}\p{N}\p{M}]+/u)];
	return [...new Set(all.map((part) => normalPassword(part).toLowerCase()))].filter(
		(part) => plain(part).length >= (/\p{Script=Han}/u.test(part) ? 2 : 3)
	);
}

let making: Promise<ZxcvbnFactory> | undefined;

/** Half a second and 40 MB: only where somebody chooses a password. */
const guesser = (): Promise<ZxcvbnFactory> => (making ??= makeGuesser());

async function makeGuesser(): Promise<ZxcvbnFactory> {
	const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
		import('@zxcvbn-ts/core'),
		import('@zxcvbn-ts/language-common')
	]);
	return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}
