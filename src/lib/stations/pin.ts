import type { RefusalOf } from '../model/refusal.ts';

/** Digits of a PIN. */
export const shortestPin = 4;
export const longestPin = 8;

/** Why a PIN is not taken. */
export type PinProblem = RefusalOf<'pinDigits' | 'pinTrivial'>;

const otherDigits: PinProblem = { code: 'pinDigits', shortest: shortestPin, longest: longestPin };

/** What people choose first where a keypad asks them, besides what follows a rule. */
const favourites = new Set([
	...['1004', '1123', '1314', '2580', '0852', '1470', '1590', '7410', '7890', '0987', '5201', '1212'],
	...['102030', '147258', '159357', '159753', '258369', '147147', '789456', '520131', '521521', '131452'],
	...['5201314', '1314520', '147258369', '14725836', '12344321', '10203040', '11235813']
]);

/** What is wrong with a PIN that somebody wants; null for one that will do. [STA5] */
export function pinProblem(pin: string): PinProblem | null {
	if (!new RegExp(`^[0-9]{${shortestPin},${longestPin}}$`).test(pin)) return otherDigits;
	return isTrivial(pin) ? { code: 'pinTrivial' } : null;
}

function isTrivial(pin: string): boolean {
	const digits = [...pin].map(Number);
	const steps = digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10);
	// 111111, 123456, 98765, 2468, 7890.
	if (steps.every((step) => step === steps[0])) return true;
	// 1212, 123123.
	if (/^(\d+)\1+$/.test(pin)) return true;
	// 1122, 112233, 111222.
	if (new Set(digits).size <= pin.length / 2 && /^(?:(\d)\1+)+$/.test(pin)) return true;
	// A year.
	if (/^(19|20)\d\d$/.test(pin)) return true;
	return favourites.has(pin);
}
