import type { CaseFormName } from '../case/registry.ts';
import type { FormName } from './sheet/forms.ts';

declare global {
	namespace App {
		/** What lies over the board or the list of cases, so that the back button closes it. */
		interface PageState {
			/** The id of the opened card; null: closed, whatever the address says. */
			job?: string | null;
			/** The id of the opened case, in the same way. */
			case?: string | null;
			/** The form at which it opens. */
			caseForm?: CaseFormName | null;
			form?: FormName | null;
			making?: boolean;
			/** The jobs that have left the board, or the cases that were closed. */
			closed?: boolean;
			/** Which opening this is: each has its own. */
			layer?: string;
		}
	}
}

export {};
