let codes: Map<string, number[]> | undefined;

/** Bytes from `from` to `to`, both included. */
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Node decodes GB18030 but does not encode it: its table for the basic plane is read backwards. */
function basicPlane(): Map<string, number[]> {
	const decoder = new TextDecoder('gb18030');
	const table = new Map<string, number[]>();
	const learn = (...code: number[]) => table.set(decoder.decode(new Uint8Array(code)), code);
	for (const a of range(0x81, 0x84))
		for (const b of range(0x30, 0x39))
			for (const c of range(0x81, 0xfe)) for (const d of range(0x30, 0x39)) learn(a, b, c, d);
	for (const a of range(0x81, 0xfe)) for (const b of range(0x40, 0xfe)) if (b !== 0x7f) learn(a, b);
	return table;
}

/** Beyond the basic plane the codes stand in the order of Unicode, from 0x90308130 on. */
function supplementary(code: number): number[] {
	const at = code - 0x10000;
	return [
		0x90 + Math.floor(at / 12_600),
		0x30 + (Math.floor(at / 1260) % 10),
		0x81 + (Math.floor(at / 10) % 126),
		0x30 + (at % 10)
	];
}

export function encodeGb18030(text: string): Uint8Array {
	codes ??= basicPlane();
	const bytes: number[] = [];
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		bytes.push(
			...(code < 0x80 ? [code] : code > 0xffff ? supplementary(code) : (codes.get(character) ?? []))
		);
	}
	return new Uint8Array(bytes);
}

/** With a byte order mark. */
export function utf16(text: string, order: 'le' | 'be'): Uint8Array {
	const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
	return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
}
