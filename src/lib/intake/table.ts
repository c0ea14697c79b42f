import { recogniseColumns, requiredFields, type Columns, type Field } from './columns.ts';
import { longestHeader, rowLimit } from './limits.ts';
import { Refused } from '../model/refusal.ts';
import { cellText, plainWord } from './text.ts';

export interface Row {
	/** Where it begins, from 1, as an editor or Excel counts. */
	line: number;
	cells: string[];
	/** In a workbook, the same cells as Excel shows them; null where that is no code. */
	codes?: (string | null)[];
	/** Columns whose value stands in a row above, in a cell merged with this one. */
	merged?: ReadonlySet<number>;
	/** By a filter or by hand. */
	hidden?: boolean;
}

/** Rows that may hold work orders: a sheet of a workbook, or a text split at one delimiter. */
export interface Sheet {
	/** '' for a text. */
	name: string;
	/** Null in a workbook, whose cells cannot run into each other. */
	delimiter: string | null;
	/** From the first row on, at each call. */
	rows(): Iterable<Row>;
}

export interface Table {
	sheet: Sheet;
	headerLine: number;
	columns: Columns;
	/** The texts of rows that come again on each printed page: titles and header. */
	repeated: ReadonlySet<string>;
}

/** A title, an address and the printing date stand above a header, not more. */
const headerWithin = 50;
/** The same with blank lines in between: a file of millions of them is looked through once for each delimiter. */
const headerAbove = 1_000;

/** With blank rows, repeated headers and sums: all of them are read in one go. */
const lookedAtLimit = 10 * rowLimit;

export const isBlank = (row: Row) => !row.cells.some((cell) => cellText(cell) !== '');

/** All that a row says, whatever empty cells follow. */
const signature = (row: Row) => {
	const texts = row.cells.map(cellText);
	return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1).join('\t');
};

/** The required fields that a table's header does not name. */
export const missingFields = ({ columns }: Table): Field[] =>
	requiredFields.filter((field) => !columns.at.has(field));

/** Whether a table's header tells more than another's: completeness first. */
export function better(table: Table, than: Table | null): boolean {
	if (than === null) return table.columns.at.size >= 2;
	const [mine, theirs] = [missingFields(table).length === 0, missingFields(than).length === 0];
	if (mine !== theirs) return mine;
	return table.columns.at.size > than.columns.at.size;
}

/** The names of groups above a header stand in the first cell of each, where they are not merged. */
function groupsOf(above: Row, below: Row): string[] {
	let group = '';
	return below.cells.map((cell, index) => {
		const own = cellText(above.cells[index] ?? '');
		if (own !== '') group = own;
		return own !== '' || cellText(cell) !== '' ? group : '';
	});
}

/** The table of a sheet whose header names most of what is read, the first of equals; null where none does. [IMP4] */
export function findHeader(sheet: Sheet): Table | null {
	let best: Table | null = null;
	let above: Row | null = null;
	const seen: string[] = [];
	for (const row of sheet.rows()) {
		if (row.line > headerAbove) break;
		if (isBlank(row)) continue;
		const groups = above?.line === row.line - 1 ? groupsOf(above, row) : [];
		seen.push(signature(row));
		for (const columns of [
			recogniseColumns(row.cells),
			...(groups.length > 0 ? [recogniseColumns(row.cells, groups)] : [])
		]) {
			const table = { sheet, headerLine: row.line, columns, repeated: new Set(seen) };
			if (better(table, best)) best = table;
		}
		if (seen.length === headerWithin) break;
		above = row;
	}
	return best;
}

/** How the lines begin that sum up or sign a list, in one spelling. */
const closing =
	/^(?:合计|总计|小计|累计|本页|共\d+|制表|打印|列印|导出|汇出|审核|subtotal|total|sum|printed|exported)/;

/** A page's number, alone in its row: 第 1 页 共 3 页, Page 1 of 3, - 1 -, 1/3. */
const pageNumber =
	/^(?:第?\d+页(?:[,/;]?共\d+页)?|共\d+页(?:[,/;]?第\d+页)?|第\d+页.*共\d+页|page:?\d+(?:(?:of|\/)\d+)?|-+\d+-+|\d+\/\d+)$/;

/** In a sum the column of plates is empty or holds their number. */
function isClosing(row: Row, { at }: Columns): boolean {
	const given = row.cells.map(cellText).filter((cell) => cell !== '');
	const first = plainWord((given[0] ?? '').slice(0, longestHeader));
	if (given.length <= 2 && pageNumber.test(plainWord(given.join('').slice(0, longestHeader)))) return true;
	if (!closing.test(first)) return false;
	return /^[\d.,]*$/.test(cellText(row.cells[at.get('plate') ?? -1] ?? ''));
}

/**
 * The rows below the header that should be work orders: not blank ones, titles and headers repeated on each
 * printed page, page numbers, sums and signatures.
 * @throws Refused beyond `rowLimit` rows.
 */
export function* dataRows({ sheet, headerLine, columns, repeated }: Table): Generator<Row> {
	let count = 0;
	let lookedAt = 0;
	for (const row of sheet.rows()) {
		if (++lookedAt > lookedAtLimit) throw new Refused({ code: 'tooManyRows', limit: rowLimit });
		if (row.line <= headerLine || isBlank(row) || isClosing(row, columns)) continue;
		if (repeated.has(signature(row))) continue;
		if (++count > rowLimit) throw new Refused({ code: 'tooManyRows', limit: rowLimit });
		yield row;
	}
}
