import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { Refused } from '../../model/refusal.ts';
import { readFile, type ReadOptions } from '../read-file.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const bytesOf = (text: string, encoding: string) => new Uint8Array(iconv.encode(text, encoding));
/** Headers of ASCII: they read the same in every encoding. */
const file = (encoding: string, ...names: string[]) =>
	bytesOf(
		['RO No.,Plate,Customer,Model', ...names.map((name, at) => `RO${at},ABC-123${at},${name}`)].join('\r\n'),
		encoding
	);
const read = (bytes: Uint8Array, more: Partial<ReadOptions> = {}) =>
	readFile(bytes, { timeZone: 'Asia/Shanghai', language: 'zh-CN', now, ...more });

describe('[IMP11] a text whose headers are ASCII is read in its own encoding', () => {
	test.each([
		['gb18030', 'gb18030', ['王强,锐骐6', '胡勇,途观', '欧阳娜娜,轩逸']],
		['gb18030', 'gb18030', ['翟翀,𠮷利', '李梅,帕萨特']],
		['big5', 'big5hkscs', ['王小明,轎車', '陳大文,途觀']],
		['big5', 'big5hkscs', ['黃雅雯,豐田', '何嘅啲,𨋢車', '李小龍,本田']],
		['windows-1252', 'win1252', ['Müller,Golf', 'José Peña,León', 'Weiß,Škoda']],
		['windows-1252', 'win1252', ['Jürgen Groß,€-Klasse']],
		['euc-kr', 'euc-kr', ['김민수,쏘나타', '박지영,그랜저']],
		['shift_jis', 'shift_jis', ['田中太郎,クラウン', '佐藤花子,ヤリス']]
	])('%s', (encoding, name, rows) => {
		for (const language of ['zh-CN', 'zh-TW', 'en']) {
			const found = read(file(name, ...rows), { language });
			expect(found.encoding).toBe(encoding);
			expect(found.rejected).toEqual([]);
			expect(found.orders.map(({ customerName, model }) => `${customerName},${model}`)).toEqual(rows);
		}
	});

	test('UTF-16 without its mark', () => {
		const wide = Buffer.from('RO No.,Plate,Customer\nRO1,ABC-123,王强\n', 'utf16le');
		expect(read(new Uint8Array(wide)).orders).toMatchObject([{ customerName: '王强' }]);
		expect(read(new Uint8Array(Buffer.from(wide).swap16())).orders).toMatchObject([{ customerName: '王强' }]);
	});

	test('UTF-8 with a character cut in two, among letters with marks', () => {
		const cut = Buffer.from(`RO No.,Plate,Customer\nRO1,ABC-123,${'é'.repeat(20)}\nRO2,ABC-124,Zoë`);
		const { orders, rejected } = read(new Uint8Array(cut.subarray(0, -1)));
		expect(orders).toMatchObject([{ orderNumber: 'RO1' }]);
		expect(rejected).toMatchObject([{ line: 3, problems: [{ code: 'damaged' }] }]);
	});
});

describe('[IMP11] of two readings that are equal', () => {
	const unclear = file('gb18030', '龘靐,翀');

	test('a row of each is shown', () => {
		try {
			read(unclear, { language: 'zh-TW' });
			expect.fail('it was read');
		} catch (error) {
			if (!(error instanceof Refused) || error.refusal.code !== 'whichEncoding') throw error;
			const { samples } = error.refusal;
			expect(samples.length).toBeGreaterThan(1);
			expect(samples.find(({ encoding }) => encoding === 'gb18030')?.row).toBe('RO0 · ABC-1230 · 龘靐 · 翀');
		}
	});

	test('the one that people name is taken', () => {
		const { orders, encoding } = read(unclear, { language: 'zh-TW', encoding: 'gb18030' });
		expect([encoding, orders[0]?.customerName]).toEqual(['gb18030', '龘靐']);
	});
});

test('[IMP14] a NUL at the end of a cell is nothing; inside one it costs its row, not the file', () => {
	const text = '工单号,车牌,备注\nWT1,豫A7Q21M,急\0\0\nWT2,豫A7Q22M,洗\0车\nWT3,豫A7Q23M,\n';
	for (const bytes of [new TextEncoder().encode(text), bytesOf(text, 'gb18030')]) {
		const { orders, rejected } = read(bytes);
		expect(orders).toMatchObject([{ orderNumber: 'WT1', note: '急' }, { orderNumber: 'WT3' }]);
		expect(rejected).toMatchObject([{ line: 3, problems: [{ code: 'damaged', column: '备注' }] }]);
	}
});
