import iconv from 'iconv-lite';
import { fileEncodings } from '../../languages/languages.ts';
import { Refused } from '../../model/refusal.ts';
import { type Encoding, type LegacyEncoding, legacyEncodings } from './encodings.ts';
import { plausibility } from './plausible.ts';

/** A text that the bytes can be. */
export interface Reading {
	encoding: Encoding;
	text: string;
	/** 1 where there is no doubt, less where it is a guess. */
	plausible: number;
}

export interface ReadingOptions {
	/** The workshop's, of the table of languages. */
	language?: string;
	/** Named by people: no other is tried. */
	encoding?: Encoding;
}

const starts = (bytes: Uint8Array, ...signature: number[]) =>
	signature.every((byte, at) => bytes[at] === byte);

const decoderNames: Record<LegacyEncoding, string> = {
	gb18030: 'gb18030',
	big5: 'big5hkscs',
	'windows-1252': 'cp1252',
	'euc-kr': 'cp949',
	shift_jis: 'cp932'
};

/** Programs fill a field up with NUL at its end; anywhere else it is damage. */
const withoutNul = (text: string) =>
	text.includes('\0') ? text.replace(/\0+(?=[",;\t|，\r\n]|$)/g, '').replaceAll('\0', '\ufffd') : text;

function decode(bytes: Uint8Array, encoding: Encoding): string {
	const text =
		encoding in decoderNames
			? iconv.decode(Buffer.from(bytes), decoderNames[encoding as LegacyEncoding])
			: new TextDecoder(encoding).decode(bytes);
	return withoutNul(text);
}

/** Up to this share of unreadable signs a file is damaged text, whose sound rows come in; beyond, no text. */
const bearableDamage = 0.05;

function count(text: string, sign: string): number {
	let found = 0;
	for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++;
	return found;
}

const isBearable = (text: string) => count(text, '\ufffd') <= text.length * bearableDamage;

/** UTF-16 without its mark: every other byte of its ASCII signs is NUL. */
function utf16(bytes: Uint8Array): Encoding | null {
	const head = bytes.subarray(0, 4_000);
	const nuls = [0, 0] as [number, number];
	head.forEach((byte, at) => byte === 0 && nuls[at % 2]!++);
	const [even, odd] = nuls;
	if (even + odd < Math.max(8, head.length / 8)) return null;
	if (odd > 9 * even) return 'utf-16le';
	return even > 9 * odd ? 'utf-16be' : null;
}

/** The encoding that the bytes themselves tell; null where they tell none. */
function toldEncoding(bytes: Uint8Array): Encoding | null {
	if (starts(bytes, 0xff, 0xfe)) return 'utf-16le';
	if (starts(bytes, 0xfe, 0xff)) return 'utf-16be';
	if (starts(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
	const wide = utf16(bytes);
	if (wide) return wide;
	// Dealers' systems cut a field after so many bytes, through the middle of a character: a few such cuts among
	// many sound characters are UTF-8 all the same. What was not meant as UTF-8 has hardly a sound one.
	const text = new TextDecoder('utf-8').decode(bytes);
	const damaged = count(text, '\ufffd');
	if (damaged === 0) return 'utf-8';
	// eslint-disable-next-line no-control-regex -- all but ASCII
	const sound = (text.match(/[^\u0000-\u007f\ufffd]/g) ?? []).length;
	return damaged * 10 <= sound ? 'utf-8' : null;
}

const homeOf: Partial<Record<string, LegacyEncoding>> = fileEncodings;

/** What the workshop's language adds: enough between equals, too little against the signs themselves. */
const home = 0.1;

/**
 * The texts that the bytes can be, the likeliest first. Unreadable signs are U+FFFD.
 *
 * @throws Refused when they are no text
 */
export function readingsOf(bytes: Uint8Array, { language = '', encoding }: ReadingOptions = {}): Reading[] {
	const told = encoding ?? toldEncoding(bytes);
	const sure = (name: Encoding): Reading => ({ encoding: name, text: decode(bytes, name), plausible: 1 });
	const guess = (name: LegacyEncoding): Reading => {
		const text = decode(bytes, name);
		const bonus = homeOf[language] === name ? home : 0;
		return { encoding: name, text, plausible: plausibility(text, name) + bonus };
	};
	const all = told ? [sure(told)] : legacyEncodings.map(guess);
	const readable = all.filter(({ text }) => isBearable(text)).sort((a, b) => b.plausible - a.plausible);
	if (readable.length === 0) throw new Refused({ code: 'notText' });
	return readable;
}

/** Nearer to each other, two readings are equal. */
const margin = 0.12;
/** Below, not even the likeliest is believed. */
const doubtful = 0.45;

/** The readings between which people have to choose; one alone where it is clear. */
export function contenders(readings: Reading[]): Reading[] {
	const [best] = readings;
	if (!best) return [];
	const near = readings.filter(({ plausible }) => plausible > best.plausible - margin);
	if (near.length === 1 && best.plausible < doubtful) return readings.slice(0, 3);
	return near.slice(0, 3);
}
