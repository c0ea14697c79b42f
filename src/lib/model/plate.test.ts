import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPlate, maskPlate, normalisePlate, plateMatches } from './plate.ts';

describe('a plate however it was typed', () => {
	test.each([
		['豫A9X770', '豫A9X770'],
		['豫a·9x770', '豫A9X770'],
		['豫A•9X770', '豫A9X770'],
		['豫A・9X770', '豫A9X770'],
		['豫A\u20099X770', '豫A9X770'],
		['  豫 A 9 X 7 7 0 ', '豫A9X770'],
		['豫Ａ９Ｘ７７０', '豫A9X770'],
		['豫A-9X770', '豫A9X770'],
		['\u200b豫A9X770\ufeff', '豫A9X770'],
		['滬a12345', '沪A12345'],
		['粵B12345', '粤B12345'],
		['鲁O12345', '鲁O12345'],
		['豫\u04109\u0425770', '豫A9X770'],
		['豫\u0391\u200b9\u03a7770', '豫A9X770'],
		['豫\u042f9X770', null],
		['豫\u13aa9X770', null]
	])('%j is %s', (typed, plate) => expect(normalisePlate(typed)).toBe(plate));

	test.each(['豫AD12345', '豫AF12345', '豫ADG6073', '豫A12345D', '豫A12345F', '粤BB12345'])(
		'new-energy car: %s',
		(plate) => expect(normalisePlate(plate)).toBe(plate)
	);

	test.each([
		'豫A1234警',
		'豫A123B学',
		'豫X1234应急',
		'WJ豫12345',
		'粤Z1234港',
		'粤Z1234澳',
		'京A1234使',
		'沪A0023领',
		'豫A1234挂',
		'使224578'
	])('with a word of its own: %s', (plate) => expect(normalisePlate(plate)).toBe(plate));

	test('the word may be typed in traditional characters', () =>
		expect(normalisePlate('豫A123B學')).toBe('豫A123B学'));

	test.each([
		['abc-1234', 'ABC-1234'],
		['ABC 1234', 'ABC 1234'],
		['m-ab  1234', 'M-AB 1234'],
		['M - AB 1234', 'M-AB 1234'],
		['AB–123–CD', 'AB-123-CD'],
		['wob ö 12', 'WOB Ö 12'],
		['品川 300 あ 12-34', null],
		['12가 3456', '12가 3456'],
		['品川300あ1234', '品川300あ1234'],
		['試 1234', '试 1234'],
		['855823', '855823'],
		['I0 OOO', 'I0 OOO']
	])('another country: %j is %j', (typed, plate) => expect(normalisePlate(typed)).toBe(plate));

	test.each([
		'',
		'   ',
		'-',
		'·',
		'无',
		'未上牌',
		'新车',
		'N/A',
		'7',
		'豫A9X77',
		'豫A9X7700',
		'豫A9X7O0',
		'豫A9X7I0',
		'豫I12345',
		'豫12345',
		'豫AD1234X',
		'豫AL12345',
		'使12345',
		'浙苏H6F681',
		'豫豫A12345',
		'豫A豫1234',
		'12啊3456',
		'张三丰1',
		'A1车',
		'浙·蘇H6F681',
		'=A1+B2',
		'<b>A123</b>',
		'ABC-1234-5678-9',
		'A'.repeat(1000)
	])('%j is none', (typed) => expect(normalisePlate(typed)).toBeNull());

	test('once in its form it stays so, as it is written on screens too', () => {
		const unit = fc.constantFrom(...'豫京使滬警ABDabio0195·-. ＡＯ９ßÖé한あ<\u200b\u0301');
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 10 }), (text) => {
				const plate = normalisePlate(text);
				if (plate === null) return;
				expect([normalisePlate(plate), normalisePlate(formatPlate(plate))]).toEqual([plate, plate]);
			}),
			{ numRuns: 300 }
		);
	});
});

test('a thin space after province and city, never a middle dot', () => {
	expect(formatPlate('豫A9X770')).toBe('豫A\u20099X770');
	expect(formatPlate('豫AD12345')).toBe('豫A\u2009D12345');
	expect(formatPlate('使224578')).toBe('使224578');
	expect(formatPlate('ABC-1234')).toBe('ABC-1234');
});

describe('search', () => {
	test.each(['770', '9x7', '豫a', '豫A9X770', '豫A 9X770', '豫A·9X770', 'Ａ９Ｘ', ' 70 ', 'a-9x'])(
		'%j finds 豫A9X770',
		(query) => expect(plateMatches('豫A9X770', query)).toBe(true)
	);

	test.each(['', ' ', '·', '771', '京A'])('%j does not', (query) =>
		expect(plateMatches('豫A9X770', query)).toBe(false)
	);

	test('separators of another country need not be typed', () => {
		expect(plateMatches('ABC-1234', 'c12')).toBe(true);
		expect(plateMatches('沪A12345', '滬A')).toBe(true);
	});
});

test('masked: province, city and the last two', () => {
	expect(maskPlate('豫A9X72C')).toBe('豫A\u2009···2C');
	expect(maskPlate('豫AD12345')).toBe('豫A\u2009···45');
	expect(maskPlate('ABC-1234')).toBe('···34');
	expect(maskPlate('AB-1')).toBe('···1');
});
