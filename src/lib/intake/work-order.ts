import type { WorkType } from '#lib/job/work-type.ts';
import type { Field } from './columns.ts';
import { readMoment } from './moments.ts';
import type { Cause, Problem } from './problem.ts';
import type { Row, Table } from './table.ts';
import { cellText, given } from './text.ts';
import {
	limits,
	readHours,
	readName,
	readOrderNumber,
	readPhone,
	readPlate,
	readProse,
	readVin,
	readWorkType,
	readYesNo
} from './values.ts';

/** One row of a dealer's list. Texts that the file does not give are ''. Moments are epoch milliseconds. */
export interface WorkOrder {
	line: number;
	orderNumber: string;
	bookedAt: number | null;
	arrivedAt: number | null;
	promise: number | null;
	/** Canonical: 豫A9X770. */
	plate: string;
	vin: string;
	brand: string;
	model: string;
	colour: string;
	customerName: string;
	phone: string;
	/** The service advisor's name as the dealer's system has it. */
	advisor: string;
	workType: WorkType;
	work: string;
	standardHours: number | null;
	waiting: boolean;
	note: string;
}

/** Enough to find the cell again. */
const shown = (value: string) => (value.length > 60 ? readProse(value, 60) : value);

/** Whole lines inside one cell: an opening quotation mark found its closing one in another row. */
function swallowedLines(row: Row, { sheet: { delimiter }, columns }: Table): string | undefined {
	if (delimiter === null) return undefined;
	return row.cells.find(
		(cell) => /[\r\n]/.test(cell) && cell.split(delimiter).length >= columns.headers.length
	);
}

/** Text right of the last named column: some cell was split, and its neighbours stand in wrong columns. */
function surplus(row: Row, { sheet: { delimiter }, columns }: Table): string | undefined {
	if (delimiter === null) return undefined;
	return row.cells
		.slice(columns.headers.length)
		.map(cellText)
		.find((text) => text !== '');
}

/**
 * Reads one row. Every problem of the row is told, not only the first.
 * `firstLines` holds the order numbers met so far in the file, and is added to.
 */
export function readWorkOrder(
	row: Row,
	table: Table,
	timeZone: string,
	firstLines: Map<string, number>
): { order: WorkOrder } | { orderNumber: string; problems: Problem[] } {
	const problems: Problem[] = [];
	const cell = (field: Field) => given(cellText(row.cells[table.columns.at.get(field) ?? -1] ?? ''));
	const header = (field: Field) => table.columns.headers[table.columns.at.get(field) ?? -1] ?? '';
	const codeOf = (field: Field): string | null => {
		const at = table.columns.at.get(field) ?? -1;
		const code = row.codes ? row.codes[at] : row.cells[at];
		return code === null ? null : given(cellText(code ?? ''));
	};
	const blame = (field: Field, cause: Cause) =>
		problems.push({ column: header(field), value: shown(cell(field)), ...cause });

	function value<T extends string | number | boolean>(
		field: Field,
		read: (text: string) => T | Cause
	): T | null {
		const text = cell(field);
		if (text === '') return null;
		const result = text.includes('\ufffd') ? ({ code: 'damaged' } as const) : read(text);
		if (typeof result !== 'object') return result;
		blame(field, result);
		return null;
	}
	/** A code is no number: it is what Excel shows, with its leading zeros. [IMP5] */
	const code = (field: Field, read: (text: string) => string | Cause) =>
		value(field, () => {
			const shown = codeOf(field);
			return shown === null ? { code: 'codeFormatted' } : read(shown);
		}) ?? '';
	const name = (field: Field, limit: number) => value(field, (text) => readName(text, limit)) ?? '';
	const prose = (field: Field, limit: number) => value(field, (text) => readProse(text, limit)) ?? '';
	const moment = (field: Field, needsTime = false) =>
		value(field, (text) => readMoment(text, timeZone, needsTime));

	for (const field of ['orderNumber', 'plate'] as const)
		if (cell(field) === '') blame(field, { code: 'missing' });

	const order: WorkOrder = {
		line: row.line,
		orderNumber: code('orderNumber', readOrderNumber),
		bookedAt: moment('bookedAt'),
		arrivedAt: moment('arrivedAt'),
		promise: moment('promise', true),
		plate: code('plate', readPlate),
		vin: code('vin', readVin),
		brand: name('brand', limits.brand),
		model: name('model', limits.model),
		colour: name('colour', limits.colour),
		customerName: name('customerName', limits.name),
		phone: code('phone', readPhone),
		advisor: name('advisor', limits.name),
		workType: value('workType', readWorkType) ?? 'other',
		work: prose('work', limits.work),
		standardHours: value('standardHours', readHours),
		waiting: value('waiting', readYesNo) ?? false,
		note: prose('note', limits.note)
	};

	const { promise, arrivedAt } = order;
	if (promise !== null && arrivedAt !== null && promise < arrivedAt)
		blame('promise', { code: 'promiseBeforeArrival', arrival: shown(cell('arrivedAt')) });

	if (order.orderNumber !== '') {
		const firstLine = firstLines.get(order.orderNumber);
		if (firstLine === undefined) firstLines.set(order.orderNumber, row.line);
		else blame('orderNumber', { code: 'duplicateInFile', firstLine });
	}

	// A row whose cells have slipped says nonsense in every column: only why they slipped is worth telling.
	const swallowed = swallowedLines(row, table);
	const extra = surplus(row, table);
	const slip: Problem | null =
		swallowed !== undefined
			? { code: 'quoteUnclosed', column: '', value: shown(cellText(swallowed)) }
			: extra !== undefined
				? { code: 'extraCells', column: '', value: shown(extra) }
				: null;
	if (slip) return { orderNumber: shown(cell('orderNumber')), problems: [slip] };
	return problems.length > 0 ? { orderNumber: shown(cell('orderNumber')), problems } : { order };
}
