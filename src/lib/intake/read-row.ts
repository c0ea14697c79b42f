import type { Field } from './columns.ts';
import { joined, type MomentOptions, readMoment } from './moments.ts';
import type { Cause, Problem } from './problem.ts';
import { readClosed, readStatus } from './status.ts';
import type { Row, Table } from './table.ts';
import { cellText, said } from './text.ts';
import {
	limits,
	readHours,
	readName,
	readOrderNumber,
	readPhone,
	readPlate,
	readProse,
	readTag,
	readVin,
	readWorkType,
	readYesNo
} from './values.ts';
import type { Fields } from './work-order.ts';

/** One row of a list, before it is known which rows make one order. */
export interface RowReading {
	line: number;
	/** '' where the row names none. */
	orderNumber: string;
	/** As the file writes it, cut short. */
	writtenNumber: string;
	fields: Fields;
	problems: Problem[];
	/** It says what is done, and not whose car it is: it goes on with the order above. */
	goesOn: boolean;
	/** Its cells have slipped: nothing of it is to be believed. */
	slipped: boolean;
	/** All that its cells say: of two rows that say the same one counts. */
	text: string;
}

/** Enough to find the cell again. */
export const shown = (value: string) => (value.length > 60 ? readProse(value, 60) : value);

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

/** A row whose cells have slipped says nonsense in every column: only why they slipped is worth telling. */
function slipOf(row: Row, table: Table): Problem | null {
	const swallowed = swallowedLines(row, table);
	if (swallowed !== undefined)
		return { code: 'quoteUnclosed', column: '', value: shown(cellText(swallowed)) };
	const extra = surplus(row, table);
	return extra === undefined ? null : { code: 'extraCells', column: '', value: shown(extra) };
}

/** What is added up over the rows of an order is not what is merged over them. */
const summed: ReadonlySet<Field> = new Set<Field>(['work', 'standardHours', 'note']);

class Cells {
	readonly problems: Problem[] = [];
	readonly #row: Row;
	readonly #table: Table;

	constructor(row: Row, table: Table) {
		this.#row = row;
		this.#table = table;
	}

	at = (field: Field) => this.#table.columns.at.get(field) ?? -1;
	header = (at: number) => this.#table.columns.headers[at] ?? '';

	/** Undefined where the file gives no word. A row that ends early says nothing of the columns behind. */
	text(at: number): string | undefined {
		const cell = at < 0 ? undefined : this.#row.cells[at];
		if (cell === undefined) return at >= 0 && this.#table.sheet.delimiter === null ? '' : undefined;
		return said(cellText(cell));
	}

	word(field: Field): string | undefined {
		const at = this.at(field);
		return summed.has(field) && this.#row.merged?.has(at) ? '' : this.text(at);
	}

	blame(at: number, value: string, cause: Cause) {
		this.problems.push({ column: this.header(at), value: shown(value), ...cause });
	}

	/** What `read` makes of a cell; `empty` for one left empty, undefined for no word or a problem, which is told. */
	value<T extends string | number | boolean, E>(
		field: Field,
		empty: E,
		read: (text: string) => T | Cause,
		text = this.word(field)
	): T | E | undefined {
		if (text === undefined) return undefined;
		if (text === '') return empty;
		const result = text.includes('\ufffd') ? ({ code: 'damaged' } as const) : read(text);
		if (typeof result !== 'object') return result;
		this.blame(this.at(field), text, result);
		return undefined;
	}

	/** A code is no number: it is what Excel shows, with its leading zeros. [IMP5] */
	code(field: Field, read: (text: string) => string | Cause): string | undefined {
		return this.value(field, '', () => {
			const at = this.at(field);
			const code = this.#row.codes ? this.#row.codes[at] : this.#row.cells[at];
			return code == null ? { code: 'codeFormatted' } : read(said(cellText(code)) ?? '');
		});
	}

	name = (field: Field, limit: number) => this.value(field, '', (text) => readName(text, limit));
	prose = (field: Field, limit: number) => this.value(field, '', (text) => readProse(text, limit));

	moment(field: Field, options: MomentOptions, needsTime = false): number | null | undefined {
		const clock = this.#table.columns.clock.get(field);
		const own = this.word(field);
		const text = clock === undefined ? own : joined(own ?? '', this.text(clock) ?? '');
		const read = (moment: string) => readMoment(moment, options, needsTime);
		return this.value<number, null>(field, null, read, own === undefined && text === '' ? undefined : text);
	}

	/** Whether the visit is over, by every column that tells. [IMP13] */
	state(options: MomentOptions): Pick<Fields, 'stage' | 'over' | 'unknownStatus'> {
		const { more } = this.#table.columns;
		const columns = (field: Field) => [this.at(field), ...(more.get(field) ?? [])].filter((at) => at >= 0);
		const given = (at: number) => this.text(at) ?? '';
		const words = [
			...columns('status').map((at) => [given(at), readStatus(given(at))] as const),
			...columns('closed').map((at) => [given(at), readClosed(given(at), this.header(at))] as const)
		].filter(([word]) => word !== '');
		for (const [word, status] of words)
			if (status && 'over' in status) return { over: { how: status.over, word: shown(word) } };
		for (const at of columns('leftAt')) {
			const moment = given(at) === '' ? null : readMoment(given(at), options, false);
			const how = /作废|取消|void|cancel/i.test(this.header(at)) ? 'cancelled' : 'delivered';
			if (typeof moment === 'number' && moment <= options.now)
				return { over: { how, word: this.header(at) } };
		}
		const stage = words.flatMap(([, status]) => (status && 'stage' in status ? [status.stage] : []))[0];
		const unknown = words.find(([, status]) => status === null)?.[0];
		return { ...(stage && { stage }), ...(unknown !== undefined && { unknownStatus: shown(unknown) }) };
	}
}

/** Of two rows of one order these must say the same. */
export const whose: (keyof Fields)[] = [
	'plate',
	'vin',
	'bookedAt',
	'arrivedAt',
	'promise',
	'customerName',
	'phone'
];

export const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && value !== null;

/** Reads one row. Every problem of the row is told, not only the first. */
export function readRow(row: Row, table: Table, options: MomentOptions): RowReading {
	const cells = new Cells(row, table);
	const writtenNumber = cells.text(cells.at('orderNumber')) ?? '';
	const orderNumber = cells.code('orderNumber', readOrderNumber) ?? '';
	const fields: Fields = {
		bookedAt: cells.moment('bookedAt', options),
		arrivedAt: cells.moment('arrivedAt', options),
		promise: cells.moment('promise', options, true),
		plate: cells.code('plate', readPlate),
		vin: cells.code('vin', readVin),
		brand: cells.name('brand', limits.brand),
		model: cells.name('model', limits.model),
		colour: cells.name('colour', limits.colour),
		customerName: cells.name('customerName', limits.name),
		phone: cells.code('phone', readPhone),
		advisor: cells.name('advisor', limits.name),
		workType: cells.value('workType', 'other' as const, readWorkType),
		work: cells.prose('work', limits.work),
		standardHours: cells.value('standardHours', null, readHours),
		waiting: cells.value('waiting', false, readYesNo),
		note: cells.prose('note', limits.note),
		technician: cells.name('technician', limits.name),
		bay: cells.name('bay', limits.name),
		keyTag: cells.code('keyTag', readTag),
		...cells.state(options)
	};
	const { promise, arrivedAt } = fields;
	if (promise != null && arrivedAt != null && promise < arrivedAt) {
		const [at, arrival] = [cells.at('promise'), shown(cells.text(cells.at('arrivedAt')) ?? '')];
		cells.blame(at, cells.text(at) ?? '', { code: 'promiseBeforeArrival', arrival });
	}
	const slip = slipOf(row, table);
	const goesOn =
		writtenNumber === '' && isGiven(fields.work) && !whose.some((field) => isGiven(fields[field]));
	if (writtenNumber === '' && !goesOn) {
		cells.blame(cells.at('orderNumber'), '', { code: 'missing' });
		if (!isGiven(fields.vin) && (cells.word('plate') ?? '') === '')
			cells.blame(cells.at('plate'), '', { code: 'missing' });
	}
	return {
		line: row.line,
		orderNumber,
		writtenNumber: shown(writtenNumber),
		fields,
		problems: slip ? [slip] : cells.problems,
		goesOn,
		slipped: slip !== null,
		text: row.cells.map(cellText).join('\t')
	};
}
