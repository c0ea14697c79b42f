import { longestCell, mostColumns } from './limits.ts';
import type { Row } from './table.ts';

/*
 * Comma-separated text, read by hand and not by a library, for one reason: a stray quotation mark must cost
 * its own cell and not the rest of the file. Libraries either refuse the file or run on to the next mark,
 * across other people's work orders. Here a quoted cell must close before a delimiter or the end of its
 * line; where it does not, its mark was only a mark. Each sign is looked at a bounded number of times.
 */

/** Behind so many signs a mark is none that closes: it belongs to somebody else's cell. */
const longestQuoted = 2 * longestCell;

interface Cell {
	text: string;
	/** Where the text goes on behind the cell. */
	end: number;
}

/** The cell that begins with a quotation mark at `at`; null where the mark quotes nothing. */
function quotedCell(text: string, at: number, delimiter: string): Cell | null {
	for (let from = at + 1; ;) {
		const mark = text.indexOf('"', from);
		if (mark < 0 || mark - at > longestQuoted) return null;
		if (text[mark + 1] === '"') {
			from = mark + 2;
			continue;
		}
		let end = mark + 1;
		while (text[end] === ' ') end++;
		const next = text[end];
		if (next !== undefined && next !== delimiter && next !== '\r' && next !== '\n') return null;
		return { text: text.slice(at + 1, mark).replaceAll('""', '"'), end };
	}
}

/** Rows of the text, lazily, empty ones too; `line` is the line of the text on which the row begins. */
export function* delimitedRows(text: string, delimiter: string): Generator<Row> {
	const stop = new RegExp(`[${delimiter}\r\n]`, 'g');
	const lineEnd = /[\r\n]/g;
	let at = 0;
	let line = 1;
	while (at < text.length) {
		const row: Row = { line, cells: [] };
		for (let more = true; more;) {
			let start = at;
			while (text[start] === ' ') start++;
			let cell = text[start] === '"' ? quotedCell(text, start, delimiter) : null;
			if (cell) {
				line += cell.text.match(/\r\n|\r|\n/g)?.length ?? 0;
			} else {
				stop.lastIndex = at;
				const end = stop.exec(text)?.index ?? text.length;
				cell = { text: text.slice(at, end), end };
			}
			row.cells.push(cell.text.slice(0, longestCell));
			if (row.cells.length === mostColumns) {
				lineEnd.lastIndex = cell.end;
				cell.end = lineEnd.exec(text)?.index ?? text.length;
			}
			more = text[cell.end] === delimiter;
			at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1);
		}
		line++;
		yield row;
	}
}
