import type { CommandReply } from '../door/reply.ts';
import type { RejectedRow } from './problem.ts';

/** A row that could be read but that the board did not take. */
export interface RefusedRow {
	line: number;
	orderNumber: string;
	refusal: Extract<CommandReply, { ok: false }>['refusal'];
}

/** What became of a file of work orders. */
export interface Report {
	created: number;
	updated: number;
	unchanged: number;
	/** By line. */
	rejected: (RejectedRow | RefusedRow)[];
	/** Headers of columns that are not read. */
	ignoredColumns: string[];
	/** Names that nobody of the staff had: they are advisors now, without an account. */
	advisorsAdded: string[];
	/** Too many new names to be added: their orders came in without an advisor. */
	advisorsRefused: string[];
	/** Names of people who no longer work here: their orders came in without an advisor. */
	advisorsGone: string[];
}

/**
 * The database went away. What the report counts is in for good; importing the file again repeats nothing.
 */
export class ImportInterrupted extends Error {
	override name = 'ImportInterrupted';
	readonly report: Report;
	/** Orders that the import did not come to. */
	readonly left: number;

	constructor(report: Report, left: number, cause: unknown) {
		super('The database went away during an import', { cause });
		this.report = report;
		this.left = left;
	}
}
