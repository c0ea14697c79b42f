import type { CommandReply } from '../commands/reply.ts';
import type { Encoding } from './encoding/encodings.ts';
import type { RejectedRow } from './problem.ts';
import type { ListedCard } from '../model/import-run.ts';
import type { SheetNote } from './workbook-sheets.ts';

/** A row that could be read but that the board did not take. */
export interface RefusedRow {
	line: number;
	/** Where several sheets were read. */
	sheet?: string;
	orderNumber: string;
	refusal: Extract<CommandReply, { ok: false }>['refusal'];
}

/** What a file says of itself, before and after it comes in. */
export interface About {
	/** Headers of columns that are not read. */
	ignoredColumns: string[];
	/** Of a workbook: what was read and what was not. */
	sheets: SheetNote[];
	/** Of a text. */
	encoding: Encoding | null;
	/** Orders that are over in the dealer's system and stay out, by the word that says so. */
	over: Record<string, number>;
	/** Words for the state of an order that nobody knows: their orders count as open. */
	unknownStatus: string[];
	/** Names of columns that nobody and nothing here has: nobody is dispatched by them. */
	unknownTechnicians: string[];
	unknownBays: string[];
	/** Open cards that are over there, or that the file no longer has. */
	listed: ListedCard[];
}

/** What an import will do. [IMP17] */
export interface Preview extends About {
	/** Of the file: a file that changed since is looked at again. */
	digest: string;
	/** That are not over. */
	orders: number;
	create: number;
	change: number;
	same: number;
	rejected: (RejectedRow | RefusedRow)[];
	/** In days of the workshop's calendar, less than 0 where they have passed; null without a promise. */
	newestInDays: number | null;
	/** Of those to be made and changed, the ones that may still be open. */
	mayBeOpen: number;
	/** Of those to be made and changed, the ones promised for a time when the workshop is closed. */
	promisedWhileClosed: number;
	/** Names that would become advisors. */
	newAdvisors: string[];
}

/** What became of a file of work orders. */
export interface Report extends About {
	/** By which it is taken back; null where nothing is written down. */
	run: string | null;
	created: number;
	updated: number;
	unchanged: number;
	/** Left out by who imported. */
	leftOut: number;
	/** By line. */
	rejected: (RejectedRow | RefusedRow)[];
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
