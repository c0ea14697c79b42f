import { expect, test } from 'vitest';
import { foldSigns, latin, lookAlikes, plainSigns } from './fold.ts';

test.each([
	['abc1', 'ABC1'],
	['ＡＢＣ１', 'ABC1'],
	['авс1', 'ABC1'],
	['ΑΒС1', 'ABC1'],
	['a\u200bb\u00adc\u20601', 'ABC1'],
	['a\u202eb\ufe0fc1', 'ABC1'],
	['\ufff9a\u{e0100}b\u{e0061}\u2800c1\u{1d173}', 'ABC1'],
	['  RO\u3000 12 ', 'RO 12'],
	['ЖЯ1', 'ЖЯ1']
])('[TEXT2] %j is folded to %j', (typed, folded) => expect(foldSigns(typed)).toBe(folded));

test('[TEXT2] a text folded again is the same', () => {
	for (const text of ['авс\u200b１', 'ﬁ-ß', '車 1']) expect(foldSigns(foldSigns(text))).toBe(foldSigns(text));
});

test('plain signs keep case and letters', () => expect(plainSigns('１３８\u200b-Ab в')).toBe('138-Ab в'));

test('every look-alike has its Latin letter', () => expect(lookAlikes).toHaveLength(latin.length));
