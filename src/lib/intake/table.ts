import { recogniseColumns, requiredFields, type Columns } from './columns.ts';
import { longestHeader, rowLimit } from './limits.ts';
import { UnreadableFile } from './problem.ts';
import { cellText, plainWord } from './text.ts';

export interface Row {
	/** Where it begins, from 1, as an editor or Excel counts. */
	line: number;
	cells: string[];
	/** In a workbook, the same cells as Excel shows them; null where that is no code. */
	codes?: (string | null)[];
}

/** Rows that may hold work orders: a sheet of a workbook, or a text split at one delimiter. */
export interface Sheet {
	/** Null in a workbook, whose cells cannot run into each other. */
	delimiter: string | null;
	/** From the first row on, at each call. */
	rows(): Iterable<Row>;
}

export interface Table {
	sheet: Sheet;
	headerLine: number;
	columns: Columns;
}

/** A title, an address and the printing date stand above a header, not more. */
const headerWithin = 50;
/** The same with blank lines in between: a file of millions of them is looked through once for each delimiter. */
const headerAbove = 1_000;

/** With blank rows, repeated headers and sums: all of them are read in one go. */
const lookedAtLimit = 10 * rowLimit;

export const isBlank = (row: Row) => !row.cells.some((cell) => cellText(cell) !== '');

const complete = ({ columns }: Table) => requiredFields.every((field) => columns.at.has(field));

function better(table: Table, than: Table | null): boolean {
	if (than === null) return table.columns.at.size >= 2;
	if (complete(table) !== complete(than)) return complete(table);
	return table.columns.at.size > than.columns.at.size;
}

/**
 * The table whose header names most of what is read, the first of equals. The header also decides which
 * delimiter and which encoding are the right ones: only under them can it be read. [IMP4]
 * @throws UnreadableFile where no header is found, or it lacks a column that must be there.
 */
export function findTable(sheets: Iterable<Sheet>): Table {
	let best: Table | null = null;
	for (const sheet of sheets) {
		let seen = 0;
		for (const row of sheet.rows()) {
			if (row.line > headerAbove) break;
			if (isBlank(row)) continue;
			const table = { sheet, headerLine: row.line, columns: recogniseColumns(row.cells) };
			if (better(table, best)) best = table;
			if (++seen === headerWithin) break;
		}
	}
	if (best === null) throw new UnreadableFile({ code: 'noHeader' });
	const { at } = best.columns;
	const columns = requiredFields.filter((field) => !at.has(field));
	if (columns.length > 0) throw new UnreadableFile({ code: 'missingColumns', columns });
	return best;
}

/** How the lines begin that sum up or sign a list, in one spelling. */
const closing =
	/^(?:合计|总计|小计|累计|本页|共\d+|制表|打印|列印|导出|汇出|审核|subtotal|total|sum|printed|exported)/;

/** In a sum the column of plates is empty or holds their number. */
function isClosing(row: Row, { at }: Columns): boolean {
	const first = row.cells.find((cell) => cellText(cell) !== '') ?? '';
	if (!closing.test(plainWord(first.slice(0, longestHeader)))) return false;
	return /^[\d.,]*$/.test(cellText(row.cells[at.get('plate') ?? -1] ?? ''));
}

/**
 * The rows below the header that should be work orders: not blank ones, headers repeated on each printed
 * page, sums and signatures.
 * @throws UnreadableFile beyond `rowLimit` rows.
 */
export function* dataRows({ sheet, headerLine, columns }: Table): Generator<Row> {
	let count = 0;
	let lookedAt = 0;
	for (const row of sheet.rows()) {
		if (++lookedAt > lookedAtLimit) throw new UnreadableFile({ code: 'tooManyRows', limit: rowLimit });
		if (row.line <= headerLine || isBlank(row) || isClosing(row, columns)) continue;
		if ([...columns.at.values()].every((at) => cellText(row.cells[at] ?? '') === columns.headers[at]))
			continue;
		if (++count > rowLimit) throw new UnreadableFile({ code: 'tooManyRows', limit: rowLimit });
		yield row;
	}
}
