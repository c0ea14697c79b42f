import { describe, expect, test } from 'vitest';
import { pinProblem } from './pin.ts';

describe('[STA5] a PIN', () => {
	test.each(['4071', '83920', '640917', '2093847', '50713948'])('%s will do', (pin) =>
		expect(pinProblem(pin)).toBeNull()
	);

	test.each(['', '123', '407', '407139482', '40 71', '40a1', '４０７１', '-407', '4071\n'])(
		'%j is none: 4 to 8 digits',
		(pin) => expect(pinProblem(pin)?.code).toBe('pinDigits')
	);

	test.each([
		...['0000', '111111', '77777777'],
		...['1234', '123456', '87654321', '7890', '2468', '9630', '3210'],
		...['1212', '123123', '40714071', '252525'],
		...['1122', '112233', '111222', '44443333'],
		...['1987', '2001', '2026'],
		...['2580', '147258', '5201314']
	])('%s is too easy to guess', (pin) => expect(pinProblem(pin)?.code).toBe('pinTrivial'));
});
