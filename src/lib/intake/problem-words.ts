import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { formatPlate } from '../model/plate.ts';
import { columnWords } from './column-words.ts';
import type { Problem, Unreadable } from './problem.ts';

/** What is wrong with a row and how to put it right, in the reader's language. */
export function problemText(problem: Problem): string {
	switch (problem.code) {
		case 'missing':
			return m.intake_problem_missing(problem);
		case 'damaged':
			return m.intake_problem_damaged(problem);
		case 'tooLong':
			return m.intake_problem_tooLong(problem);
		case 'plateInvalid':
			return m.intake_problem_plateInvalid(problem);
		case 'scientific':
			return m.intake_problem_scientific(problem);
		case 'vinLength':
			return m.intake_problem_vinLength(problem);
		case 'vinLetters':
			return m.intake_problem_vinLetters(problem);
		case 'phoneInvalid':
			return m.intake_problem_phoneInvalid(problem);
		case 'hoursInvalid':
			return m.intake_problem_hoursInvalid(problem);
		case 'waitingInvalid':
			return m.intake_problem_waitingInvalid(problem);
		case 'momentUnreadable':
			return m.intake_problem_momentUnreadable(problem);
		case 'momentAmbiguous':
			return m.intake_problem_momentAmbiguous(problem);
		case 'momentImpossible':
			return m.intake_problem_momentImpossible(problem);
		case 'momentRange':
			return m.intake_problem_momentRange(problem);
		case 'momentFar':
			return m.intake_problem_momentFar(problem);
		case 'otherLine':
			return m.intake_problem_otherLine(problem);
		case 'linesDiffer':
			return m.intake_problem_linesDiffer(problem);
		case 'anotherOrder':
			return m.intake_problem_anotherOrder({ ...problem, plate: formatPlate(problem.plate) });
		case 'timeMissing':
			return m.intake_problem_timeMissing(problem);
		case 'promiseBeforeArrival':
			return m.intake_problem_promiseBeforeArrival(problem);
		case 'duplicateInFile':
			return m.intake_problem_duplicateInFile(problem);
		case 'codeFormatted':
			return m.intake_problem_codeFormatted(problem);
		case 'extraCells':
			return m.intake_problem_extraCells(problem);
		case 'quoteUnclosed':
			return m.intake_problem_quoteUnclosed(problem);
	}
}

/** Why the whole file cannot be read and what to do, in the reader's language. */
export function unreadableText(reason: Unreadable): string {
	switch (reason.code) {
		case 'empty':
			return m.intake_unreadable_empty();
		case 'notText':
			return m.intake_unreadable_notText();
		case 'oldExcel':
			return m.intake_unreadable_oldExcel();
		case 'encrypted':
			return m.intake_unreadable_encrypted();
		case 'webPage':
			return m.intake_unreadable_webPage();
		case 'brokenWorkbook':
			return m.intake_unreadable_brokenWorkbook();
		case 'tooComplex':
			return m.intake_unreadable_tooComplex();
		case 'onlyHidden':
			return m.intake_unreadable_onlyHidden();
		case 'whichEncoding': {
			const samples = reason.samples.map(({ encoding, row }) => `${encoding} “${row}”`);
			return m.intake_unreadable_whichEncoding({ samples: new Intl.ListFormat(getLocale()).format(samples) });
		}
		case 'noHeader':
			return m.intake_unreadable_noHeader();
		case 'busy':
			return m.intake_unreadable_busy();
		case 'tooLarge':
			return m.intake_unreadable_tooLarge(reason);
		case 'tooManyRows':
			return m.intake_unreadable_tooManyRows(reason);
		case 'missingColumns':
			return m.intake_unreadable_missingColumns({
				columns: new Intl.ListFormat(getLocale()).format(
					reason.columns.map((column) => columnWords[column]())
				)
			});
	}
}
