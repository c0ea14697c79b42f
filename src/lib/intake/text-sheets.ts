import { delimitedRows } from './delimited.ts';
import { contenders, type Reading, type ReadingOptions, readingsOf } from './encoding/readings.ts';
import { Refused } from '../model/refusal.ts';
import { better, dataRows, findHeader, missingFields, type Table } from './table.ts';
import { cellText } from './text.ts';
import { readProse } from './values.ts';

/* A text becomes a table: the header decides on delimiter and encoding, people where it does not. [IMP4] [IMP11] */

const delimiters = [',', ';', '\t', '，', '|'];

/** Rows among which one is looked for that shows how a text reads. */
const sampledRows = 300;
const longestSample = 80;

interface Read {
	reading: Reading;
	table: Table;
}

/** @throws Refused where the text holds no table, or can be read in several ways */
export function tableOfText(bytes: Uint8Array, options: ReadingOptions): Read {
	const readings = readingsOf(bytes, options);
	const text = readings[0]?.text ?? '';
	if (text.trim() === '') throw new Refused({ code: 'empty' });
	// Many dealers' systems call a web page .xls.
	if (/^\s*<(?:!doctype|html|head|body|meta|table|div|style|\?xml)/i.test(text.slice(0, 1000)))
		throw new Refused({ code: 'webPage' });
	const read = readings.flatMap((reading): Read[] => {
		const table = bestTable(reading.text);
		return table ? [{ reading, table }] : [];
	});
	const best = read.reduce<Read | null>(
		(found, each) => (better(each.table, found?.table ?? null) ? each : found),
		null
	);
	if (!best) throw new Refused({ code: 'noHeader' });
	const equal = read.filter(({ table }) => !better(best.table, table));
	const left = contenders(equal.map(({ reading }) => reading));
	if (left.length > 1 && missingFields(best.table).length === 0)
		ask(equal.filter((each) => left.includes(each.reading)));
	return equal[0] ?? best;
}

function bestTable(text: string): Table | null {
	let best: Table | null = null;
	for (const delimiter of delimiters) {
		const table = findHeader({ name: '', delimiter, rows: () => delimitedRows(text, delimiter) });
		if (table && better(table, best)) best = table;
	}
	return best;
}

// eslint-disable-next-line no-control-regex -- all but ASCII
const beyondAscii = /[^\u0000-\u007f]/g;

/** The row with most signs that read differently, in each reading. */
function ask(equal: Read[]): never {
	const rowsOf = ({ table }: Read) => {
		const rows: string[] = [];
		for (const row of dataRows(table)) {
			rows.push(
				row.cells
					.map(cellText)
					.filter((cell) => cell !== '')
					.join(' · ')
			);
			if (rows.length === sampledRows) break;
		}
		return rows;
	};
	const [first, ...rest] = equal.map((each) => ({ encoding: each.reading.encoding, rows: rowsOf(each) }));
	const told = (row: string) => row.match(beyondAscii)?.length ?? 0;
	const at = (first?.rows ?? []).reduce(
		(best, row, index, all) => (told(row) > told(all[best] ?? '') ? index : best),
		0
	);
	const samples = [first, ...rest].flatMap((each) => {
		const row = each?.rows[at];
		return each && row !== undefined ? [{ encoding: each.encoding, row: readProse(row, longestSample) }] : [];
	});
	throw new Refused({ code: 'whichEncoding', samples });
}
