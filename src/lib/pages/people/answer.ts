import type { FormAnswer } from '#lib/forms/answer.ts';

/** What became of one form of this page. */
export interface Answer extends FormAnswer {
	/** Of a link just made, shown this once. */
	address?: string | null;
	signedOut?: boolean;
	/** Of somebody, shown this once. */
	pin?: string;
}
