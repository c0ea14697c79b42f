import { getTableColumns, type Table } from 'drizzle-orm';
import type { Case } from '../case/case.ts';
import { cases, jobs } from '../database/schema.ts';
import { withBoundedSpans } from '../job/facets/work/worked.ts';
import type { Job } from '../job/job.ts';
import { facets } from '../job/registry.ts';
import type { StreamName } from '../stream/stream-name.ts';
import type { AnyState } from '../streams/streams.ts';

type JobRow = typeof jobs.$inferSelect;
type CaseRow = typeof cases.$inferSelect;

/** Of a state's table: which columns it fills, and how. Both ways of writing and all reading go by it. */
export interface Projection {
	table: Table;
	name: string;
	/** Columns that the rules do not know: commands leave them as they are. A new row begins with these values. */
	others: Record<string, unknown>;
	/** Columns that a command may change. */
	changing: readonly string[];
	rowOf(state: AnyState): Record<string, unknown>;
	stateOf(row: never): AnyState;
}

function projection<State extends AnyState, Row>(
	table: Table,
	name: string,
	others: Record<string, unknown>,
	rowOf: (state: State) => Record<string, unknown>,
	stateOf: (row: Row) => State
): Projection {
	const fixed = ['id', 'workshopId', ...Object.keys(others)];
	const changing = Object.keys(getTableColumns(table)).filter((column) => !fixed.includes(column));
	return {
		...{ table, name, others, changing },
		rowOf: rowOf as Projection['rowOf'],
		stateOf: stateOf as Projection['stateOf']
	};
}

/** The fields that `details` keeps, as they start. */
const details = Object.assign(
	{},
	...Object.values(facets)
		.filter(({ stored }: { stored: 'columns' | 'details' }) => stored === 'details')
		.map(({ start }) => start)
) as Record<string, unknown>;

function jobRow(job: Job): Record<string, unknown> {
	const row: Record<string, unknown> = { ...job };
	const kept: Record<string, unknown> = {};
	for (const field of Object.keys(details)) {
		kept[field] = row[field];
		delete row[field];
	}
	return { ...row, details: kept };
}

/** A row as the rules know it: without where it is kept. */
export function toJob(row: JobRow): Job {
	const { workshopId: _w, revision: _r, vehicleId: _v, customerId: _c, details: own, ...rest } = row;
	const { erasedAt: _e, orderSeal: _s, lastMove, ...job } = rest;
	// Rows of before the limit. [JOB8]
	const before = lastMove && withBoundedSpans(lastMove.before);
	const move = lastMove && before && { ...lastMove, before };
	return withBoundedSpans({ ...details, ...own, ...job, lastMove: move } as Job);
}

/** A row as the rules know it. */
export function toCase(row: CaseRow): Case {
	const { workshopId: _w, revision: _r, erasedAt: _e, ...of } = row;
	return of;
}

/** The table of each stream. A new stream's is described here, and nowhere else. */
export const projections: Record<StreamName, Projection> = {
	job: projection(
		jobs,
		'jobs',
		{ vehicleId: null, customerId: null, erasedAt: null, orderSeal: null },
		jobRow,
		toJob
	),
	case: projection(cases, 'cases', { erasedAt: null }, (of: Case) => ({ ...of }), toCase)
};
