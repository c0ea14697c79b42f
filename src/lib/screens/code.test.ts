import { expect, test } from 'vitest';
import { readCode, showCode } from './code.ts';

test.each(['48219037', '4821 9037', ' 4821-9037 ', '４８２１　９０３７', '4 8 2 1 9 0 3 7'])(
	'[SCR2] %j is read as people type it',
	(typed) => expect(readCode(typed)).toBe('48219037')
);

test.each([
	'',
	'4821903',
	'482190371',
	'4821903a',
	'٤٨٢١٩٠٣٧',
	'4821.9037',
	'-4821903',
	'4821903\0',
	'①②③④⑤⑥⑦⑧⑨'
])('[SCR2] %j is no code', (typed) => expect(readCode(typed)).toBeNull());

test('[SCR2] what is shown is what is read', () => {
	expect(showCode('00210007')).toBe('0021 0007');
	expect(readCode(showCode('00210007'))).toBe('00210007');
});
