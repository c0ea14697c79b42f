import type { RefusalOf } from '../model/refusal.ts';
import type { Preview, Report } from './report.ts';

/** What becomes of a file, or became of it: a preview, a report, or the sentence why there is neither. */
export interface ImportAnswer {
	file: string;
	preview: Preview | null;
	/** The file is another than the one that was looked at. */
	changed: boolean;
	/** Named by who imports; '' where the file tells. */
	encoding: string;
	/** A row in each way to read the file, where it can be read in several. */
	samples: RefusalOf<'whichEncoding'>['samples'];
	report: Report | null;
	/** Orders not come to because the database went away; null where it did not. */
	left: number | null;
	problem: string | null;
}

export const noAnswer: ImportAnswer = {
	...{ file: '', preview: null, changed: false, encoding: '', samples: [] },
	...{ report: null, left: null, problem: null }
};
