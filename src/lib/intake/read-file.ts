import type { Encoding } from './encoding/encodings.ts';
import type { ReadingOptions } from './encoding/readings.ts';
import type { MomentOptions } from './moments.ts';
import { OrderCollector } from './orders.ts';
import { Refused } from '../model/refusal.ts';
import type { RejectedRow } from './problem.ts';
import { readRow } from './read-row.ts';
import { largestFile, largestMegabytes } from './size.ts';
import { dataRows, missingFields, type Table } from './table.ts';
import { tableOfText } from './text-sheets.ts';
import { type SheetNote, tablesOfWorkbook } from './workbook-sheets.ts';
import type { WorkOrder } from './work-order.ts';

export interface WorkOrderFile {
	orders: WorkOrder[];
	rejected: RejectedRow[];
	/** Headers of columns that are not read. */
	ignoredColumns: string[];
	/** Of a workbook. */
	sheets: SheetNote[];
	/** Of a text; null of a workbook. */
	encoding: Encoding | null;
	/** Whether a column tells which orders are over. */
	tellsState: boolean;
}

export type ReadOptions = MomentOptions & ReadingOptions;

const beginsWith = (bytes: Uint8Array, ...signature: number[]) =>
	signature.every((byte, at) => bytes[at] === byte);

interface Tables {
	tables: Table[];
	notes: SheetNote[];
	encoding: Encoding | null;
}

function tablesOf(bytes: Uint8Array, options: ReadOptions): Tables {
	if (bytes.length === 0) throw new Refused({ code: 'empty' });
	if (bytes.length > largestFile) throw new Refused({ code: 'tooLarge', limit: largestMegabytes });
	if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return { ...tablesOfWorkbook(bytes), encoding: null };
	// The container of old Excel files is also that of new ones behind a password.
	if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
		const encrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
		throw new Refused({ code: encrypted ? 'encrypted' : 'oldExcel' });
	}
	const { table, reading } = tableOfText(bytes, options);
	const columns = missingFields(table);
	if (columns.length > 0) throw new Refused({ code: 'missingColumns', columns });
	return { tables: [table], notes: [], encoding: reading.encoding };
}

/**
 * Reads a dealer's list of work orders: CSV in any usual encoding and delimiter, or XLSX; Chinese or English
 * headers in any order. A bad row does not keep the others out. [IMP1] [IMP4] [IMP6]
 *
 *   bytes -> encoding -> sheets -> header -> rows -> orders
 *
 * All of it runs in a thread of its own, see reading-thread.ts: a file may be made to take for ever.
 *
 * @throws Refused where nothing of it can be taken in.
 */
export function readFile(bytes: Uint8Array, options: ReadOptions): WorkOrderFile {
	const { tables, notes, encoding } = tablesOf(bytes, options);
	const collector = new OrderCollector();
	for (const table of tables) collector.add(table, readRows(table, options));
	const several = tables.length > 1;
	const plain = <Row extends { sheet?: string }>(row: Row): Row =>
		several ? row : { ...row, sheet: undefined };
	const { orders, rejected } = collector.finish();
	const place = new Map(notes.map(({ name }, at) => [name, at]));
	const at = (sheet = '') => place.get(sheet) ?? 0;
	return {
		orders: orders.map(plain),
		rejected: rejected.sort((a, b) => at(a.sheet) - at(b.sheet) || a.line - b.line).map(plain),
		ignoredColumns: [...new Set(tables.flatMap(({ columns }) => columns.ignored))],
		sheets: notes,
		encoding,
		tellsState: tables.some(({ columns: { at } }) => at.has('status') || at.has('closed') || at.has('leftAt'))
	};
}

function* readRows(table: Table, options: ReadOptions) {
	for (const row of dataRows(table)) yield readRow(row, table, options);
}
