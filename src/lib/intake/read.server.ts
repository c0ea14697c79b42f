import { setImmediate as breathe } from 'node:timers/promises';
import { decodings } from './decode.ts';
import { delimitedRows } from './delimited.ts';
import { UnreadableFile, type RejectedRow } from './problem.ts';
import { largestFile, largestMegabytes } from './size.ts';
import { dataRows, findTable, type Sheet } from './table.ts';
import { readWorkOrder, type WorkOrder } from './work-order.ts';
import { readWorkbook } from './xlsx.server.ts';

export interface WorkOrderFile {
	orders: WorkOrder[];
	rejected: RejectedRow[];
	/** Headers of columns that are not read. */
	ignoredColumns: string[];
}

const delimiters = [',', ';', '\t', '，', '|'];

/** Rows read in one go, about 10 ms: the board's connections are served by the same process. */
const atOnce = 200;

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

function sheetsOf(bytes: Uint8Array): Sheet[] | Promise<Sheet[]> {
	if (bytes.length === 0) throw new UnreadableFile({ code: 'empty' });
	if (bytes.length > largestFile) throw new UnreadableFile({ code: 'tooLarge', limit: largestMegabytes });
	if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return readWorkbook(bytes);
	// The container of old Excel files is also that of new ones behind a password.
	if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
		const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
		throw new UnreadableFile({ code: encrypted ? 'encrypted' : 'oldExcel' });
	}
	return sheetsOfText(bytes);
}

/**
 * Reads a dealer's list of work orders: CSV in any usual encoding and delimiter, or XLSX; Chinese or English
 * headers in any order. Times without a zone are those of `timeZone`. A bad row does not keep the others out. [IMP1] [IMP4] [IMP6]
 * @throws UnreadableFile where nothing of it can be taken in.
 */
export async function readWorkOrders(
	bytes: Uint8Array,
	{ timeZone }: { timeZone: string }
): Promise<WorkOrderFile> {
	const table = findTable(await sheetsOf(bytes));
	const file: WorkOrderFile = { orders: [], rejected: [], ignoredColumns: table.columns.ignored };
	const firstLines = new Map<string, number>();
	let count = 0;
	for (const row of dataRows(table)) {
		const result = readWorkOrder(row, table, timeZone, firstLines);
		if ('order' in result) file.orders.push(result.order);
		else file.rejected.push({ line: row.line, ...result });
		if (++count % atOnce === 0) await breathe();
	}
	return file;
}
