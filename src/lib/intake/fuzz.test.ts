import fc from 'fast-check';
import { expect, test } from 'vitest';
import { files } from '../../../tests/files/make.ts';
import { Refused } from '../model/refusal.ts';
import { readFile } from './read-file.ts';

/** Reads or refuses; anything else thrown fails the test, and so does what never ends. */
function outcome(bytes: Uint8Array) {
	try {
		const { orders, rejected } = readFile(bytes, {
			timeZone: 'Asia/Shanghai',
			now: Date.parse('2026-11-23T12:00:00Z')
		});
		for (const { line, orderNumber, plate, vin } of orders)
			expect([line > 0, orderNumber !== '', !!plate || !!vin]).toEqual([true, true, true]);
		for (const { line, problems } of rejected) expect([line > 0, problems.length > 0]).toEqual([true, true]);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
	}
}

type Edit = { at: number; remove: number; insert: Uint8Array };

const edits = fc.array(
	fc.record({
		at: fc.nat(),
		remove: fc.nat({ max: 40 }),
		insert: fc.oneof(
			fc.uint8Array({ maxLength: 6 }),
			fc
				.constantFrom('"', ',', '\n', '\r\n', ';', '\t', '="', "'", '\0', '\ufeff', '合计')
				.map((text) => new TextEncoder().encode(text))
		)
	}),
	{ minLength: 1, maxLength: 8 }
);

function mutated(bytes: Uint8Array, changes: Edit[]): Uint8Array {
	let result = Buffer.from(bytes);
	for (const { at, remove, insert } of changes) {
		const from = at % (result.length + 1);
		result = Buffer.concat([result.subarray(0, from), insert, result.subarray(from + remove)]);
	}
	return new Uint8Array(result);
}

const texts = Object.entries(files).flatMap(([name, bytes]) => (name.endsWith('.xlsx') ? [] : [bytes]));
const book = files['workbook.xlsx'] ?? new Uint8Array();

test('[IMP1] any bytes are read or refused', () => {
	fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), outcome), { numRuns: 300 });
});

test('[IMP1] spoiled text files are read or refused', () => {
	fc.assert(
		fc.property(fc.constantFrom(...texts), edits, (bytes, changes) => outcome(mutated(bytes, changes))),
		{ numRuns: 400 }
	);
}, 30_000);

test('[IMP1] spoiled workbooks are read or refused', () => {
	fc.assert(
		fc.property(edits, (changes) => outcome(mutated(book, changes))),
		{ numRuns: 40 }
	);
}, 60_000);
