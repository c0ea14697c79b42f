import { decodings } from './decode.ts';
import { delimitedRows } from './delimited.ts';
import { UnreadableFile, type RejectedRow } from './problem.ts';
import { largestFile, largestMegabytes } from './size.ts';
import { dataRows, findTable, type Row, type Sheet } from './table.ts';
import { readWorkOrder, type WorkOrder } from './work-order.ts';
import { openWorkbook, type WorkbookSheet } from './workbook/read-workbook.ts';

export interface WorkOrderFile {
	orders: WorkOrder[];
	rejected: RejectedRow[];
	/** Headers of columns that are not read. */
	ignoredColumns: string[];
}

export interface ReadOptions {
	/** Of the workshop. */
	timeZone: string;
}

const delimiters = [',', ';', '\t', '，', '|'];

const beginsWith = (bytes: Uint8Array, ...signature: number[]) =>
	signature.every((byte, at) => bytes[at] === byte);

function sheetsOfText(bytes: Uint8Array): Sheet[] {
	const texts = decodings(bytes);
	if (texts[0]?.trim() === '') throw new UnreadableFile({ code: 'empty' });
	// Many dealers' systems call a web page .xls.
	if (/^\s*<(?:!doctype|html|head|body|meta|table|div|style|\?xml)/i.test(texts[0]?.slice(0, 1000) ?? ''))
		throw new UnreadableFile({ code: 'webPage' });
	return texts.flatMap((text) =>
		delimiters.map((delimiter) => ({ delimiter, rows: () => delimitedRows(text, delimiter) }))
	);
}

function sheetOfWorkbook(sheet: WorkbookSheet): Sheet {
	const rows: Row[] = sheet.content().rows.map(({ line, cells }) => ({
		line,
		cells: Array.from(cells, (cell) => cell?.text ?? ''),
		codes: Array.from(cells, (cell) => (cell ? cell.code : ''))
	}));
	return { delimiter: null, rows: () => rows };
}

function sheetsOf(bytes: Uint8Array): Sheet[] {
	if (bytes.length === 0) throw new UnreadableFile({ code: 'empty' });
	if (bytes.length > largestFile) throw new UnreadableFile({ code: 'tooLarge', limit: largestMegabytes });
	if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return openWorkbook(bytes).map(sheetOfWorkbook);
	// The container of old Excel files is also that of new ones behind a password.
	if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
		const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
		throw new UnreadableFile({ code: encrypted ? 'encrypted' : 'oldExcel' });
	}
	return sheetsOfText(bytes);
}

/**
 * Reads a dealer's list of work orders: CSV in any usual encoding and delimiter, or XLSX; Chinese or English
 * headers in any order. A bad row does not keep the others out. [IMP1] [IMP4] [IMP6]
 *
 * All of it runs in a thread of its own, see reading-thread.ts: a file may be made to take for ever.
 *
 * @throws UnreadableFile where nothing of it can be taken in.
 */
export function readFile(bytes: Uint8Array, { timeZone }: ReadOptions): WorkOrderFile {
	const table = findTable(sheetsOf(bytes));
	const file: WorkOrderFile = { orders: [], rejected: [], ignoredColumns: table.columns.ignored };
	const firstLines = new Map<string, number>();
	for (const row of dataRows(table)) {
		const result = readWorkOrder(row, table, timeZone, firstLines);
		if ('order' in result) file.orders.push(result.order);
		else file.rejected.push({ line: row.line, ...result });
	}
	return file;
}
