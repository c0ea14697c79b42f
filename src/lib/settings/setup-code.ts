import { createHash } from 'node:crypto';
import { keyedHash } from '../runtime/token.ts';

/** No letter or digit that is easily read as another one. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;

/**
 * The code that whoever makes the first workshop reads on the server's terminal or in its log. It comes from the
 * site's secret, so that every process prints and takes the same one. 31^8 codes: nobody guesses one. [PPL7]
 */
export function setupCode(secret: string): string {
	const hash = createHash('sha256').update(keyedHash(secret, 'setup-code')).digest('hex');
	let number = BigInt(`0x${hash}`);
	let code = '';
	while (code.length < LENGTH) {
		code += SIGNS.charAt(Number(number % BigInt(SIGNS.length)));
		number /= BigInt(SIGNS.length);
	}
	return code;
}

/** As it is printed: in two halves. */
export const showSetupCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** A code as people type it: small letters, full width, with or without a hyphen. */
export const readSetupCode = (typed: string): string =>
	typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '');
