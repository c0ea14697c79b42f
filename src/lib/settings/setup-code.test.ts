import { expect, test } from 'vitest';
import { readSetupCode, setupCode, showSetupCode } from './setup-code.ts';

const secret = 'a secret that is only good for tests, 0123456789';

test('[PPL7] every process of a site has the same setup code, another site another one', () => {
	expect(setupCode(secret)).toBe(setupCode(secret));
	expect(setupCode(secret)).not.toBe(setupCode(`${secret}.`));
	expect(showSetupCode(setupCode(secret))).toMatch(/^[2-9A-HJ-KM-NP-Z]{4}-[2-9A-HJ-KM-NP-Z]{4}$/);
});

test.each(['K7QF-M3XR', 'k7qfm3xr', ' k7qf m3xr ', 'Ｋ７ＱＦ－Ｍ３ＸＲ', 'K7QF—M3XR'])(
	'[PPL7] a setup code is read however it is typed: %s',
	(typed) => expect(readSetupCode(typed)).toBe('K7QFM3XR')
);
