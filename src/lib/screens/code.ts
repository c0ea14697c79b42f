/** Digits of the code that a waiting television shows: typed on a telephone's number pad. [SCR2] */
export const CODE_DIGITS = 8;

/** A code as people type it, `4821 9037`, also full width; null where it is none. */
export function readCode(typed: string): string | null {
	const digits = typed.normalize('NFKC').replace(/[\s-]/g, '');
	return digits.length === CODE_DIGITS && /^\d+$/.test(digits) ? digits : null;
}

/** As it is shown: in two halves. */
export const showCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;
