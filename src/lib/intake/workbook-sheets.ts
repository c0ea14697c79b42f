import type { Field } from './columns.ts';
import { Refused } from '../model/refusal.ts';
import { better, findHeader, missingFields, type Row, type Sheet, type Table } from './table.ts';
import { openWorkbook } from './workbook/read-workbook.ts';
import type { Cell, Merge, SheetContent } from './workbook/sheet.ts';

/* A workbook becomes tables: one of each visible sheet whose header is complete. [IMP12] */

/** What became of a sheet. `hiddenRows`: how many rows of it were left out, hidden by a filter or by hand. */
export interface SheetNote {
	name: string;
	read: boolean;
	reason?: 'hidden' | 'noHeader' | 'missingColumns';
	columns?: Field[];
	hiddenRows: number;
}

export interface WorkbookTables {
	tables: Table[];
	notes: SheetNote[];
}

/** @throws Refused where no visible sheet holds a complete header */
export function tablesOfWorkbook(bytes: Uint8Array): WorkbookTables {
	const tables: Table[] = [];
	const notes: SheetNote[] = [];
	let best: Table | null = null;
	let hiddenOne = false;
	for (const { name, hidden, content } of openWorkbook(bytes)) {
		const rows = rowsOf(content());
		const sheet: Sheet = { name, delimiter: null, rows: () => rows.filter((row) => !row.hidden) };
		const table = findHeader(sheet);
		const lacking = table ? missingFields(table) : [];
		const complete = table !== null && lacking.length === 0;
		if (hidden) {
			hiddenOne ||= complete;
			notes.push({ name, read: false, reason: 'hidden', hiddenRows: 0 });
			continue;
		}
		if (table && better(table, best)) best = table;
		const hiddenRows = complete ? rows.filter((row) => row.hidden && row.line > table.headerLine).length : 0;
		if (complete) {
			tables.push(table);
			notes.push({ name, read: true, hiddenRows });
		} else if (rows.length > 0) {
			const reason = table ? 'missingColumns' : 'noHeader';
			notes.push({ name, read: false, reason, ...(table && { columns: lacking }), hiddenRows });
		}
	}
	if (tables.length === 0) {
		if (hiddenOne) throw new Refused({ code: 'onlyHidden' });
		if (!best) throw new Refused({ code: 'noHeader' });
		throw new Refused({ code: 'missingColumns', columns: missingFields(best) });
	}
	return { tables, notes };
}

/** Rows that merged cells are spread over: a workbook made to stall merges millions. */
const mostSpread = 200_000;

function rowsOf({ rows, merges }: SheetContent): Row[] {
	const tops = new Map(rows.map((row) => [row.line - 1, row.cells]));
	const byRow = new Map<number, { column: number; cell: Cell }[]>();
	const end = rows.at(-1)?.line ?? 0;
	let left = mostSpread;
	for (const merge of merges)
		left = spread({ ...merge, bottom: Math.min(merge.bottom, end) }, tops, byRow, left);
	return rows.map(({ line, cells, hidden }) => {
		const filled = byRow.get(line - 1) ?? [];
		const all = [...cells];
		for (const { column, cell } of filled) all[column] ??= cell;
		return {
			line,
			hidden,
			cells: Array.from(all, (cell) => cell?.text ?? ''),
			codes: Array.from(all, (cell) => (cell ? cell.code : '')),
			merged: new Set(filled.map(({ column }) => column))
		};
	});
}

/** A cell merged over several rows says the same in each of them. */
function spread(
	{ top, bottom, left }: Merge,
	tops: ReadonlyMap<number, Cell[]>,
	byRow: Map<number, { column: number; cell: Cell }[]>,
	most: number
): number {
	const cell = tops.get(top)?.[left];
	if (!cell) return most;
	for (let row = top + 1; row <= bottom && most > 0; row++, most--) {
		if (!tops.has(row)) continue;
		const filled = byRow.get(row);
		if (filled) filled.push({ column: left, cell });
		else byRow.set(row, [{ column: left, cell }]);
	}
	return most;
}
