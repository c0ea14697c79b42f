import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { UnreadableFile } from './problem.ts';
import { rowLimit, type Sheet } from './table.ts';

/*
 * A workbook is a zip of XML: ten megabytes can unfold to gigabytes, and one cell in the last corner of a
 * sheet to billions of empty ones. It is therefore read in a thread of its own, whose memory and time are
 * limited, and which meanwhile leaves the board's connections alone.
 */

/** Unfolded size: a sheet of `rowLimit` work orders takes about 20 MB. */
const unfoldedLimit = 100 * 1024 * 1024;
const heapLimitMb = 256;
/** A sheet of `rowLimit` work orders takes 2 s on a slow machine. */
const timeLimit = 20_000;
/** Beyond `rowLimit` the file is refused; the rest is for titles, blank lines and page headers in between. */
const rowsSent = rowLimit + 2_000;

/** As text, because a bundle of the server has no file that a thread could start from. */
const reading = `
	const { parentPort, workerData } = require('node:worker_threads');
	const { unzipSync } = require(workerData.unzip);
	const readSheets = require(workerData.reader).default;
	const { bytes, unfoldedLimit, rowsSent } = workerData;
	let unfolded = 0;
	unzipSync(bytes, { filter: (entry) => { unfolded += entry.originalSize; return false; } });
	if (unfolded > unfoldedLimit) parentPort.postMessage('tooComplex');
	else readSheets(bytes.buffer).then(
		(sheets) => parentPort.postMessage(sheets.map(({ data }) => data.slice(0, rowsSent))),
		() => parentPort.postMessage('brokenWorkbook')
	);
`;

type Value = string | number | boolean | Date | null;

/** Before this day a cell holds a time and no date: Excel's zero is 1899-12-30. */
const firstDay = Date.UTC(1900, 0, 1);

/** A cell as a person would have typed it. Excel's dates are wall-clock time and carry no zone. */
function typed(value: Value): string {
	if (value === null) return '';
	if (typeof value === 'boolean') return value ? '1' : '0';
	if (typeof value === 'string') return value;
	if (typeof value === 'number') {
		// Excel keeps 15 digits: what is longer has already lost its end, and says so by its form.
		if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase();
		return String(Number(value.toPrecision(15)));
	}
	const time = value.getTime();
	if (Number.isNaN(time)) return '';
	const wall = new Date(Math.round(time / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ');
	return time < firstDay ? wall.slice(11) : wall;
}

function readInThread(bytes: Uint8Array): Promise<Value[][][]> {
	const { resolve } = createRequire(import.meta.url);
	// A copy of its own, given away to the thread: `bytes` may be a window on a larger buffer.
	const copy = new Uint8Array(bytes);
	const worker = new Worker(reading, {
		eval: true,
		env: {},
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
		transferList: [copy.buffer],
		workerData: {
			bytes: copy,
			unfoldedLimit,
			rowsSent,
			reader: resolve('read-excel-file/universal'),
			unzip: resolve('fflate')
		}
	});
	return new Promise<Value[][][]>((done, fail) => {
		const refuse = (code: 'brokenWorkbook' | 'tooComplex') => fail(new UnreadableFile({ code }));
		const timer = setTimeout(() => refuse('tooComplex'), timeLimit);
		worker.once('message', (answer: Value[][][] | 'brokenWorkbook' | 'tooComplex') =>
			typeof answer === 'string' ? refuse(answer) : done(answer)
		);
		worker.once('error', (error: NodeJS.ErrnoException) =>
			refuse(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooComplex' : 'brokenWorkbook')
		);
		worker.once('exit', () => {
			clearTimeout(timer);
			refuse('brokenWorkbook');
		});
	}).finally(() => worker.terminate());
}

/** Workbooks wait for each other: many at once would take the memory that many threads may have. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The sheets of an .xlsx workbook, in their order; a row's line is its number in Excel.
 * @throws UnreadableFile
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
	const turn = last.then(() => readInThread(bytes));
	last = turn.catch(() => undefined);
	const sheets = await turn;
	return sheets.map((data) => ({
		delimiter: null,
		*rows() {
			for (const [index, values] of data.entries()) yield { line: index + 1, cells: values.map(typed) };
		}
	}));
}
