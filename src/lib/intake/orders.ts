import type { Field } from './columns.ts';
import { nameKey } from './names.ts';
import type { Problem, RejectedRow } from './problem.ts';
import { isGiven, type RowReading, whose } from './read-row.ts';
import type { Table } from './table.ts';
import { plainWord } from './text.ts';
import { limits, readProse } from './values.ts';
import type { Fields, WorkOrder } from './work-order.ts';

/* Rows become orders: the rows that name one order are one order. [IMP14] */

interface Group {
	table: Table;
	rows: RowReading[];
}

export interface Collected {
	orders: WorkOrder[];
	rejected: RejectedRow[];
}

const headerOf = ({ columns }: Table, field: Field) => columns.headers[columns.at.get(field) ?? -1] ?? '';

/** Collects the orders of a file, from one or several sheets. */
export class OrderCollector {
	readonly #groups = new Map<string, Group>();
	readonly #rejected: RejectedRow[] = [];

	add(table: Table, rows: Iterable<RowReading>): void {
		let above = '';
		for (const row of rows) {
			const number: string = row.goesOn ? above : row.orderNumber;
			above = row.slipped ? '' : number;
			if (row.slipped) this.#reject(table, row);
			else if (number !== '') this.#join(number, row, table);
			else this.#reject(table, row, row.problems.length > 0 ? [] : [missing(table, 'orderNumber')]);
		}
	}

	#reject(table: Table, { line, writtenNumber, problems }: RowReading, more: Problem[] = []): void {
		const sheet = table.sheet.name;
		this.#rejected.push({ line, sheet, orderNumber: writtenNumber, problems: [...more, ...problems] });
	}

	#join(number: string, row: RowReading, table: Table): void {
		const known = this.#groups.get(number);
		const [first] = known?.rows ?? [];
		if (!known || !first) {
			this.#groups.set(number, { table, rows: [row] });
			return;
		}
		if (known.rows.some(({ text }) => text === row.text)) return;
		const plates = known.rows.map(({ fields }) => fields.plate).filter(isGiven);
		const another = isGiven(row.fields.plate) && plates.length > 0 && !plates.includes(row.fields.plate);
		if (!another && known.table === table) {
			known.rows.push(row);
			return;
		}
		const [column, value, firstLine] = [headerOf(table, 'orderNumber'), row.writtenNumber, first.line];
		this.#reject(table, row, [{ code: 'duplicateInFile', column, value, firstLine }]);
	}

	finish(): Collected {
		const orders: WorkOrder[] = [];
		for (const [orderNumber, group] of this.#groups) {
			const whole = problemsOfAll(group);
			const wrong = group.rows.find(({ problems }) => problems.length > 0);
			if (!wrong && whole.length === 0) {
				orders.push(merged(orderNumber, group));
				continue;
			}
			for (const row of group.rows) {
				// An order is not taken without one of its rows.
				const other: Problem[] =
					wrong && whole.length === 0 && row.problems.length === 0
						? [{ code: 'otherLine', column: '', value: '', otherLine: wrong.line }]
						: [];
				this.#reject(group.table, row, [...whole, ...other]);
			}
		}
		return { orders, rejected: this.#rejected };
	}
}

const missing = (table: Table, field: Field): Problem => ({
	code: 'missing',
	column: headerOf(table, field),
	value: ''
});

/** What is wrong with an order as a whole: no car, or rows that contradict each other. */
function problemsOfAll({ table, rows }: Group): Problem[] {
	const column = headerOf(table, 'plate');
	const blamed = rows.some(({ problems }) => problems.some((problem) => problem.column === column));
	const car = rows.some(({ fields }) => isGiven(fields.plate) || isGiven(fields.vin));
	if (!car && !blamed) return [missing(table, 'plate')];
	for (const field of whose) {
		const [first, ...rest] = rows.filter(({ fields }) => isGiven(fields[field]));
		const other = rest.find((row) => keyOf(row.fields[field]) !== keyOf(first?.fields[field]));
		if (!first || !other) continue;
		const lines = { firstLine: first.line, otherLine: other.line };
		return [{ code: 'linesDiffer', column: headerOf(table, field as Field), value: '', ...lines }];
	}
	return [];
}

const keyOf = (value: unknown) => (typeof value === 'string' ? nameKey(value) : value);

/** The first word that any row gives; '' or null where all leave it empty. */
function first<Key extends keyof Fields>(rows: RowReading[], key: Key): Fields[Key] {
	const spoken = rows.map(({ fields }) => fields[key]).filter((value) => value !== undefined);
	return spoken.find(isGiven) ?? spoken[0];
}

function listed(rows: RowReading[], key: 'work' | 'note', limit: number): string | undefined {
	const texts = rows.map(({ fields }) => fields[key]).filter((text) => text !== undefined);
	if (texts.length === 0) return undefined;
	const unlike = [...new Set(texts.filter((text) => text !== ''))];
	const eastern = unlike.some((text) => /[一-鿿]/.test(text));
	return readProse(unlike.join(eastern ? '；' : '; '), limit);
}

/** A column of totals repeats the order's hours in each of its rows. */
function hoursOf({ table, rows }: Group): number | null | undefined {
	const said = rows.map(({ fields }) => fields.standardHours).filter((hours) => hours !== undefined);
	const hours = said.filter((value) => value !== null);
	if (hours.length === 0) return said[0];
	const isTotal = /^(?:总|合计|total)/.test(plainWord(headerOf(table, 'standardHours')));
	const sum = isTotal ? Math.max(...hours) : hours.reduce((all, one) => all + one, 0);
	return Math.round(sum * 100) / 100;
}

/** One order of all its rows: words joined, hours summed, of the rest the first that is given. */
function merged(orderNumber: string, group: Group): WorkOrder {
	const { rows, table } = group;
	const [top] = rows as [RowReading];
	const base: WorkOrder = {
		line: top.line,
		sheet: table.sheet.name,
		orderNumber,
		writtenNumber: top.writtenNumber,
		...top.fields
	};
	if (rows.length === 1) return base;
	const rest = Object.fromEntries(
		(Object.keys(top.fields) as (keyof Fields)[]).map((key) => [key, first(rows, key)])
	);
	const states = rows.map(({ fields }) => fields);
	return {
		...base,
		...rest,
		work: listed(rows, 'work', limits.work),
		note: listed(rows, 'note', limits.note),
		standardHours: hoursOf(group),
		// Over is the order where all of its rows are, or where it is void.
		over: states.every(({ over }) => over) ? states[0]?.over : undefined
	};
}
