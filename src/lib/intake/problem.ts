import type { Field } from './columns.ts';
import type { Sample } from './encoding/encodings.ts';

/**
 * Why a row did not come in. Each code has a sentence in every language (`intake_problem_<code>`) that
 * tells what to fix. `column` is the header as the file writes it, `value` what stands in the cell, cut short.
 */
export type Problem = { column: string; value: string } & Cause;

/** A problem before it is known where it stands. */
export type Cause =
	| {
			code:
				| 'missing'
				| 'damaged'
				| 'plateInvalid'
				| 'scientific'
				| 'vinLetters'
				| 'phoneInvalid'
				| 'hoursInvalid'
				| 'waitingInvalid'
				| 'momentUnreadable'
				| 'momentAmbiguous'
				| 'momentImpossible'
				| 'momentRange'
				| 'momentFar'
				| 'timeMissing'
				| 'codeFormatted'
				| 'extraCells'
				| 'quoteUnclosed';
	  }
	/** `limit` in characters. */
	| { code: 'tooLong'; limit: number }
	/** `length`: how many characters were given. */
	| { code: 'vinLength'; length: number }
	/** `firstLine`: where the order number stands first. */
	| { code: 'duplicateInFile'; firstLine: number }
	/** `otherLine`: of the same order, and not to be taken. */
	| { code: 'otherLine'; otherLine: number }
	/** Two rows of one order that say different things. */
	| { code: 'linesDiffer'; firstLine: number; otherLine: number }
	/** The number is on the board for another car of another customer. */
	| { code: 'anotherOrder'; plate: string; name: string }
	/** `arrival`: as the file writes it. */
	| { code: 'promiseBeforeArrival'; arrival: string };

export type ProblemCode = Cause['code'];

/** A row that did not come in; `line` is where the row begins, from 1, as an editor or Excel counts. */
export interface RejectedRow {
	line: number;
	/** Where several sheets were read. */
	sheet?: string;
	orderNumber: string;
	problems: Problem[];
}

/** Why a whole file cannot be read; a sentence for each is `intake_unreadable_<code>`. */
export type Unreadable =
	| {
			code:
				| 'empty'
				| 'notText'
				| 'oldExcel'
				| 'encrypted'
				| 'webPage'
				| 'brokenWorkbook'
				| 'tooComplex'
				| 'noHeader'
				/** Every sheet that could be read is hidden. */
				| 'onlyHidden'
				/** Several files of this workshop are being read. */
				| 'busy';
	  }
	/** `limit` in megabytes. */
	| { code: 'tooLarge'; limit: number }
	/** `limit` in rows below the header. */
	| { code: 'tooManyRows'; limit: number }
	| { code: 'missingColumns'; columns: Field[] }
	/** The bytes can be read in several ways; people choose by a row of each. [IMP11] */
	| { code: 'whichEncoding'; samples: Sample[] };

export type UnreadableCode = Unreadable['code'];

/** Nothing of the file can be taken in; `reason` says why. */
export class UnreadableFile extends Error {
	readonly reason: Unreadable;

	constructor(reason: Unreadable) {
		super(`The file cannot be read: ${reason.code}`);
		this.name = 'UnreadableFile';
		this.reason = reason;
	}
}
