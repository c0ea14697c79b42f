import type { FormName } from './sheet/forms.ts';

declare global {
	namespace App {
		/** What lies over the board, so that the back button closes it. */
		interface PageState {
			/** The id of the opened card; null: closed, whatever the address says. */
			job?: string | null;
			form?: FormName | null;
			making?: boolean;
			/** The jobs that have left the board. */
			closed?: boolean;
			/** Which opening this is: each has its own. */
			layer?: string;
		}
	}
}

export {};
