/** The fewest characters of the site's secret. */
export const SECRET_LENGTH = 32;
/** The fewest different characters in what was made at random: 32 hexadecimal digits have fewer once in a million. */
const DIFFERENT = 8;

/**
 * Whether a secret may have been made at random: at least `least` characters before it repeats itself, without blanks
 * and control characters counted, and not of a few characters only. [REL5]
 */
export function isHardToGuess(secret: string, least: number): boolean {
	const signs = secret.replaceAll(/[\s\p{C}]/gu, '');
	return period(signs) >= least && new Set(signs).size >= DIFFERENT;
}

/** The length of the shortest piece that makes the text by being repeated: 3 of `abcabcab`. */
function period(text: string): number {
	for (let length = 1; length <= text.length / 2; length++) {
		if (text.startsWith(text.slice(length))) return length;
	}
	return text.length;
}
