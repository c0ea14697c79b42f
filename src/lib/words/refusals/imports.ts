import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { FileCode, RowCode } from '../../model/refusal.ts';
import { formatPlate } from '../../model/plate.ts';
import { columnWords } from '../column-words.ts';
import type { Sentences } from './sentences.ts';

const listed = (texts: string[]): string => new Intl.ListFormat(getLocale()).format(texts);

export const fileSentences: Sentences<FileCode> = {
	empty: m.refusal_empty,
	notText: m.refusal_notText,
	oldExcel: m.refusal_oldExcel,
	encrypted: m.refusal_encrypted,
	webPage: m.refusal_webPage,
	brokenWorkbook: m.refusal_brokenWorkbook,
	tooComplex: m.refusal_tooComplex,
	noHeader: m.refusal_noHeader,
	onlyHidden: m.refusal_onlyHidden,
	busy: m.refusal_busy,
	tooLarge: m.refusal_tooLarge,
	tooManyRows: m.refusal_tooManyRows,
	missingColumns: ({ columns }) =>
		m.refusal_missingColumns({ columns: listed(columns.map((column) => columnWords[column]())) }),
	whichEncoding: ({ samples }) =>
		m.refusal_whichEncoding({ samples: listed(samples.map(({ encoding, row }) => `${encoding} “${row}”`)) })
};

export const rowSentences: Sentences<RowCode> = {
	missing: m.refusal_missing,
	damaged: m.refusal_damaged,
	plateInvalid: m.refusal_plateInvalid,
	scientific: m.refusal_scientific,
	vinLetters: m.refusal_vinLetters,
	phoneInvalid: m.refusal_phoneInvalid,
	hoursInvalid: m.refusal_hoursInvalid,
	waitingInvalid: m.refusal_waitingInvalid,
	momentUnreadable: m.refusal_momentUnreadable,
	momentAmbiguous: m.refusal_momentAmbiguous,
	momentImpossible: m.refusal_momentImpossible,
	momentRange: m.refusal_momentRange,
	momentFar: m.refusal_momentFar,
	timeMissing: m.refusal_timeMissing,
	codeFormatted: m.refusal_codeFormatted,
	extraCells: m.refusal_extraCells,
	quoteUnclosed: m.refusal_quoteUnclosed,
	tooLong: m.refusal_tooLong,
	vinLength: m.refusal_vinLength,
	duplicateInFile: m.refusal_duplicateInFile,
	otherLine: m.refusal_otherLine,
	linesDiffer: m.refusal_linesDiffer,
	anotherOrder: (row) => m.refusal_anotherOrder({ ...row, plate: formatPlate(row.plate) }),
	promiseBeforeArrival: m.refusal_promiseBeforeArrival
};
