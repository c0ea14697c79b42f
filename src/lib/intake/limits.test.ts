import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { workbook } from '../../../tests/files/workbook.ts';
import { recogniseColumns } from './columns.ts';
import { mostColumns } from './limits.ts';
import { readWorkOrders } from './read.server.ts';

const options = { timeZone: 'Asia/Shanghai', now: Date.now() };
const header = ['工单号', '车牌号', '备注'];
const row = ['WT1', '豫A7Q21M', ''];

const text = (...rows: string[][]) =>
	new TextEncoder().encode(rows.map((cells) => `${cells.join()}\n`).join(''));
const sheet = (...rows: string[][]) => workbook([{ name: 'S', rows: [header, ...rows] }]);
const read = (bytes: Uint8Array, within?: number) => readWorkOrders(bytes, { ...options, within });
const tooComplex = { refusal: { code: 'tooComplex' } };

/** The size of each part as the archive's directory tells it. */
function claiming(content: Uint8Array, size: number): Uint8Array {
	const view = new DataView(content.buffer);
	for (let at = 0; at < content.length - 4; at++)
		if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
	return content;
}

test('[IMP7] a header cell of brackets is looked at in no time, however long it is', () => {
	const begin = performance.now();
	expect(recogniseColumns([...header, '('.repeat(500_000)]).at.size).toBe(header.length);
	expect(performance.now() - begin).toBeLessThan(1_000);
});

test('[IMP7] what stands right of the columns that are read is left out of a text too', async () => {
	const wide = [...header, ...Array.from({ length: mostColumns }, (_, at) => `x${at}`)];
	const { ignoredColumns } = await read(text(wide, row));
	expect(ignoredColumns.length).toBe(mostColumns - header.length);
});

test('[IMP1] a quotation mark that closes thousands of signs later quotes nothing', async () => {
	const others = Array.from({ length: 1_000 }, (_, at) => [`WT1${at}`, '豫A7Q21M', '']);
	const file = text(header, ['WT0', '豫A7Q21M', '"急'], ...others, ['WT2', '豫A7Q21M', '快"']);
	expect((await read(file)).orders).toHaveLength(others.length + 2);
});

test('[IMP7] a file that takes too long is refused, and its thread ends', async () => {
	// A hundred sheets that are one part: megabytes of white space that hold nothing.
	const names = Array.from({ length: 100 }, (_, at) => ({ name: `S${at}`, rows: [] }));
	let made = 0;
	const parts = unzipSync(
		workbook(names, () => `<worksheet>${made++ === 0 ? ' '.repeat(10_000_000) : ''}</worksheet>`)
	);
	const relations = 'xl/_rels/workbook.xml.rels';
	parts[relations] = strToU8(strFromU8(parts[relations]!).replaceAll(/sheet\d+\.xml/g, 'sheet1.xml'));
	const begin = performance.now();
	await expect(read(zipSync(parts), 500)).rejects.toMatchObject(tooComplex);
	expect(performance.now() - begin).toBeLessThan(5_000);
	// Its turn is over: the next file of the same workshop is read.
	expect((await read(text(header, row))).orders).toHaveLength(1);
}, 60_000);

test('[IMP7] a workbook of more entries than any has is not unfolded', async () => {
	const parts = unzipSync(sheet(row));
	for (let at = 0; at < 10_000; at++) parts[`x${at}`] = new Uint8Array();
	await expect(read(zipSync(parts, { level: 0 }))).rejects.toMatchObject(tooComplex);
});

test('[IMP7] a workbook of more texts than it may have is refused', async () => {
	const parts = unzipSync(sheet(row));
	parts['xl/sharedStrings.xml'] = strToU8(`<sst>${'<si/>'.repeat(1_000_001)}</sst>`);
	await expect(read(zipSync(parts))).rejects.toMatchObject(tooComplex);
}, 60_000);

test('[IMP7] a workbook that unfolds to more than its directory says is read no further than that', async () => {
	const parts = unzipSync(sheet(row));
	parts['xl/sharedStrings.xml'] = strToU8(`<sst>${' '.repeat(50_000_000)}</sst>`);
	const begin = performance.now();
	await expect(read(claiming(zipSync(parts), 1_000))).rejects.toMatchObject({
		refusal: { code: 'brokenWorkbook' }
	});
	expect(performance.now() - begin).toBeLessThan(10_000);
}, 60_000);

test.each(['', ' r="x"', ' r="-7"', ' r="1.5"', ' r="1e99"'])(
	'[IMP1] rows of a workbook that do not say which they are (%j) count on',
	async (number) => {
		const file = workbook([{ name: 'S', rows: [header, row, ['WT2', '豫A7Q21M', '']] }], (xml) =>
			xml.replaceAll(/<row r="[23]"/g, `<row${number}`)
		);
		expect((await read(file)).orders.map(({ line }) => line)).toEqual([2, 3]);
	}
);
