import { longestCell, mostCells, mostColumns } from '../limits.ts';
import { Refused } from '../../model/refusal.ts';
import { codeText, dateText, numberText, type NumberFormat } from './number-format.ts';
import { type Attributes, isTrue, parseXml } from './xml.ts';

/** A cell as it is read as a moment, a number or prose, and as a code. */
export interface Cell {
	text: string;
	/** As Excel shows it; null where that is no code. */
	code: string | null;
}

export interface SheetRow {
	/** As Excel counts, from 1. */
	line: number;
	hidden: boolean;
	/** By column, with gaps. */
	cells: Cell[];
}

/** Rectangle of merged cells, from 0; ends included. */
export interface Merge {
	top: number;
	bottom: number;
	left: number;
	right: number;
}

export interface SheetContent {
	rows: SheetRow[];
	merges: Merge[];
}

export interface Book {
	strings: readonly string[];
	formats: readonly NumberFormat[];
	is1904: boolean;
	/** Cells read so far, in all sheets. */
	cells: number;
}

const mostMerges = 20_000;

/** What stands where the workbook has no value: an error, or a formula that nobody computed. */
const noValue: Cell = { text: '#N/A', code: '#N/A' };

const general: NumberFormat = { pattern: 'General', isDate: false, isDuration: false };

/** From 0; -1 for a reference without letters. */
function columnOf(reference: string): number {
	let column = 0;
	for (const sign of reference.slice(0, 8)) {
		const letter = sign.charCodeAt(0) - 64;
		if (letter < 1 || letter > 26) break;
		column = column * 26 + letter;
	}
	return column - 1;
}

const rowOf = (reference: string): number => Number(/\d{1,9}$/.exec(reference)?.[0] ?? 0) - 1;

/** Null where the row does not say which it is. */
function rowNumber(written: string | undefined): number | null {
	const line = Number(written);
	return Number.isSafeInteger(line) && line > 0 ? line : null;
}

function mergeOf(reference: string): Merge | null {
	const [from = '', to = from] = reference.slice(0, 40).split(':');
	const merge = { top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to) };
	return merge.top >= 0 && merge.left >= 0 && merge.bottom >= merge.top && merge.right >= merge.left
		? merge
		: null;
}

const plain = (text: string): Cell => ({ text, code: text });

/** The value of a cell; null for an empty one. */
function cellOf({ t, s }: Attributes, value: string, hasFormula: boolean, book: Book): Cell | null {
	switch (t) {
		case 's': {
			const text = value === '' ? '' : (book.strings[Number(value)] ?? '');
			return text === '' ? null : plain(text);
		}
		case 'e':
			return noValue;
		case 'b':
			return value === '' ? null : { text: isTrue(value) ? '1' : '0', code: null };
		case 'str':
		case 'inlineStr':
		case 'd':
			return value === '' ? (hasFormula ? noValue : null) : plain(value);
		default:
			return numberCell(s, value, hasFormula, book);
	}
}

function numberCell(s: string | undefined, value: string, hasFormula: boolean, book: Book): Cell | null {
	if (value.trim() === '') return hasFormula ? noValue : null;
	const number = Number(value);
	if (Number.isNaN(number)) return plain(value);
	const format = book.formats[Number(s ?? 0)] ?? general;
	const text = format.isDate && number >= 0 ? dateText(number, format, book.is1904) : numberText(number);
	return { text, code: codeText(number, format) };
}

/** @throws Refused */
export function readSheet(bytes: Uint8Array, book: Book): SheetContent {
	const content: SheetContent = { rows: [], merges: [] };
	let row: SheetRow = { line: 0, hidden: false, cells: [] };
	let column = -1;
	let cell: Attributes = {};
	let value = '';
	let hasFormula = false;
	/** The element whose text belongs to the cell. */
	let inside = '';
	let inReading = false;
	/** Rows that say nothing of it are hidden. */
	let hiddenByDefault = false;
	parseXml(bytes, {
		open(name, attributes) {
			switch (name) {
				case 'sheetFormatPr':
					hiddenByDefault = isTrue(attributes.zeroHeight);
					break;
				case 'row': {
					const line = rowNumber(attributes.r) ?? row.line + 1;
					const flat = attributes.ht !== undefined && Number(attributes.ht) === 0;
					const { hidden } = attributes;
					const isHidden = hidden === undefined ? hiddenByDefault : isTrue(hidden);
					row = { line, hidden: isHidden || flat, cells: [] };
					column = -1;
					break;
				}
				case 'c':
					column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
					[cell, value, hasFormula] = [attributes, '', false];
					if (++book.cells > mostCells) throw new Refused({ code: 'tooComplex' });
					break;
				case 'f':
					hasFormula = true;
					break;
				case 'v':
				case 't':
					inside = name;
					break;
				case 'rPh':
					inReading = true;
					break;
				case 'mergeCell': {
					const merge = mergeOf(attributes.ref ?? '');
					if (merge && content.merges.length < mostMerges) content.merges.push(merge);
				}
			}
		},
		text(text) {
			if (inside !== '' && !inReading && value.length < longestCell) value += text.slice(0, longestCell);
		},
		close(name) {
			if (name === inside) inside = '';
			if (name === 'rPh') inReading = false;
			if (name === 'c' && column >= 0 && column < mostColumns) {
				const read = cellOf(cell, value.slice(0, longestCell), hasFormula, book);
				if (read) row.cells[column] = read;
			}
			if (name === 'row' && row.cells.length > 0) content.rows.push(row);
		}
	});
	return content;
}
