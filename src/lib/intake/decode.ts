import { UnreadableFile } from './problem.ts';

const starts = (bytes: Uint8Array, ...signature: number[]) =>
	signature.every((byte, at) => bytes[at] === byte);

const read = (bytes: Uint8Array, encoding: string) => new TextDecoder(encoding).decode(bytes);

/** Up to this share of unreadable signs a file is damaged text, whose sound rows come in; beyond, no text. */
const bearableDamage = 0.05;

function damage(text: string): number {
	let count = 0;
	for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
	return count;
}

function strictUtf8(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

function guesses(bytes: Uint8Array): string[] {
	if (starts(bytes, 0xff, 0xfe)) return [read(bytes, 'utf-16le')];
	if (starts(bytes, 0xfe, 0xff)) return [read(bytes, 'utf-16be')];
	if (starts(bytes, 0xef, 0xbb, 0xbf)) return [read(bytes, 'utf-8')];
	const sound = strictUtf8(bytes);
	if (sound !== null) return [sound];
	// Dealers' systems cut a field after so many bytes, through the middle of a character: one such cut must
	// not make the whole file unreadable. What was not meant leaves far more unreadable signs.
	const utf8 = read(bytes, 'utf-8');
	const gb18030 = read(bytes, 'gb18030');
	return damage(utf8) < damage(gb18030) ? [utf8] : [gb18030, read(bytes, 'big5')];
}

/**
 * The texts that the bytes can be, the likeliest first: by byte order mark, else UTF-8, else GB18030 (and
 * Big5, which cannot be told from it: whoever finds a header knows). Unreadable signs are U+FFFD.
 * @throws UnreadableFile when they are no text.
 */
export function decodings(bytes: Uint8Array): string[] {
	const texts = guesses(bytes).filter(
		(text) => !text.includes('\0') && damage(text) <= text.length * bearableDamage
	);
	if (texts.length === 0) throw new UnreadableFile({ code: 'notText' });
	return texts;
}
