import { describe, expect, test } from 'vitest';
import {
	limits,
	readHours,
	readOrderNumber,
	readPhone,
	readProse,
	readVin,
	readWorkType,
	readYesNo
} from './values.ts';
import { cellText, said } from './text.ts';

describe('what a cell says', () => {
	test.each([
		['  RO1\u00a0', 'RO1'],
		['\u3000RO1\ufeff\u200b', 'RO1'],
		['="0012"', '0012'],
		['="a""b"', 'a"b'],
		["'0012", '0012'],
		['=SUM(A1:A2)', '=SUM(A1:A2)'],
		['-2+3', '-2+3'],
		['a\r\n b\tc', 'a b c'],
		['a\u0000\u0007b\u202ec', 'abc'],
		['a\ud800', 'a\ufffd']
	])('%j is %j', (cell, text) => expect(cellText(cell)).toBe(text));

	test.each(['-', '--', '/', '无', '暫無', 'N/A', 'NULL', '#N/A', '#REF!', '#DIV/0!', '###', 'Err:502'])(
		'[IMP10] %s is no word',
		(text) => expect(said(text)).toBeUndefined()
	);

	test.each(['', '0', '否', '无锡', 'A-', '#12'])('%j is one', (text) => expect(said(text)).toBe(text));
});

test('an order number keeps its letters and loses its full width', () => {
	expect(readOrderNumber('ＲＯ－2611')).toBe('RO-2611');
	expect(readOrderNumber('12E5')).toBe('12E5');
	expect(readOrderNumber('2.61123E+11')).toEqual({ code: 'scientific' });
	expect(readOrderNumber('x'.repeat(41))).toEqual({ code: 'tooLong', limit: limits.orderNumber });
});

test('a VIN has 17 signs, never I, O or Q', () => {
	expect(readVin('ltestab12cd345601')).toBe('LTESTAB12CD345601');
	expect(readVin('LTEST AB12 CD345601')).toBe('LTESTAB12CD345601');
	expect(readVin('CD345601')).toEqual({ code: 'vinLength', length: 8 });
	expect(readVin('LTESTAB12CO345601')).toEqual({ code: 'vinLetters' });
	expect(readVin('LTESTAB12车D345601')).toEqual({ code: 'vinLetters' });
});

describe('phone numbers', () => {
	test.each([
		['13500000101', '13500000101'],
		['１３５００００0101', '13500000101'],
		['13500000101.0', '13500000101'],
		['+86 135 0000 0101', '+86 135 0000 0101'],
		['(0371) 6500-0101 转 12', '(0371) 6500-0101 转 12'],
		['135****0101', '135****0101'],
		['13500000101/13500000102', '13500000101/13500000102']
	])('%s', (text, phone) => expect(readPhone(text)).toBe(phone));

	test.each(['找老板', '123', '13500000101 田', '1350000010113500000101135000', 'x13500000101'])(
		'not %s',
		(text) => expect(readPhone(text)).toEqual({ code: 'phoneInvalid' })
	);

	test('1.35E+10 has lost its digits', () => expect(readPhone('1.35E+10')).toEqual({ code: 'scientific' }));
});

describe('standard hours', () => {
	test.each([
		['2.5', 2.5],
		['2,5', 2.5],
		['２．５', 2.5],
		['2.5h', 2.5],
		['2.5 hrs', 2.5],
		['2小时', 2],
		['2 小時', 2],
		['1.5工时', 1.5],
		['90分钟', 1.5],
		['45 min', 0.75],
		['2:30', 2.5],
		['01:30:00', 1.5],
		['0', 0],
		['200', 200],
		['2.4000000000000004', 2.4]
	])('%s is %d', (text, hours) => expect(readHours(text)).toBe(hours));

	test.each(['-1', '200.1', '两小时', '1.2.3', '2:75', '1e2', 'Infinity', '0x10', '2天'])('not %s', (text) =>
		expect(readHours(text)).toEqual({ code: 'hoursInvalid' })
	);
});

test('yes and no', () => {
	for (const text of ['是', 'Y', 'yes', '1', 'TRUE', '在店', '在店等待', '現場等候', '√', 'Ｙ'])
		expect([text, readYesNo(text)]).toEqual([text, true]);
	for (const text of ['否', 'N', 'No', '0', 'false', '离店', '離店', '不等待', '×'])
		expect([text, readYesNo(text)]).toEqual([text, false]);
	expect(readYesNo('也许')).toEqual({ code: 'waitingInvalid' });
});

test.each([
	['保养', 'maintenance'],
	['首保', 'maintenance'],
	['定期保養', 'maintenance'],
	['Service', 'maintenance'],
	['一般维修', 'repair'],
	['機電維修', 'repair'],
	['事故车', 'accident'],
	['事故维修', 'accident'],
	['钣金喷漆', 'accident'],
	['保修索赔', 'warranty'],
	['保固', 'warranty'],
	['召回', 'recall'],
	['年检', 'inspection'],
	['驗車', 'inspection'],
	['新车PDI', 'pdi'],
	['Pre-delivery inspection', 'pdi'],
	['装潢', 'other'],
	['其他', 'other']
] as const)('work of type %s is %s', (text, type) => expect(readWorkType(text)).toBe(type));

test('prose is cut at its limit, never inside a character', () => {
	expect(readProse('a'.repeat(10), 10)).toBe('a'.repeat(10));
	expect(readProse('a'.repeat(11), 10)).toBe(`${'a'.repeat(9)}…`);
	expect(readProse('𠮷'.repeat(10), 10)).toBe(`${'𠮷'.repeat(4)}…`);
});
