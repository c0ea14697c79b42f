import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isHardToGuess } from './hard-to-guess.ts';

test.each([
	['empty', ''],
	['short', randomBytes(12).toString('base64url')],
	['one character', 'x'.repeat(40)],
	['blanks', ' '.repeat(40)],
	['zeros', '\0'.repeat(40)],
	['a word and blanks', `secret${' '.repeat(40)}`],
	['a word repeated', 'changeme-'.repeat(5)],
	['a word repeated, with a rest', 'changeme-changeme-changeme-chang'],
	['few characters', '0110100110010110100101100110100111']
])('[REL5] %s is easy to guess', (_, secret) => expect(isHardToGuess(secret, 32)).toBe(false));

test('[REL5] what was made at random is hard to guess', () => {
	for (let time = 0; time < 1000; time++) {
		expect(isHardToGuess(randomBytes(16).toString('hex'), 32)).toBe(true);
		expect(isHardToGuess(randomBytes(48).toString('base64'), 32)).toBe(true);
	}
});
