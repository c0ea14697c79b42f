/**
 * Encodings that are tried where the bytes do not say theirs, and what each is called on the command line. Big5
 * is read with Hong Kong's supplement.
 */
export const legacyEncodings = ['gb18030', 'big5', 'windows-1252', 'euc-kr', 'shift_jis'] as const;

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', ...legacyEncodings] as const;

export type LegacyEncoding = (typeof legacyEncodings)[number];
export type Encoding = (typeof encodings)[number];

export const isEncoding = (name: unknown): name is Encoding => encodings.some((known) => known === name);

/** One way to read a text, and the row by which people know whether it is the right one. */
export interface Sample {
	encoding: Encoding;
	row: string;
}
