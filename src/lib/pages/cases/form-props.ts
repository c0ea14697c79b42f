import type { CaseFormName } from '../../case/registry.ts';
import type { CaseCard } from '../../feeds/cases.ts';
import type { CaseBook, CaseOutcome } from './case-book.svelte.ts';

/** What every small form of an opened case gets. */
export interface CaseFormProps {
	book: CaseBook;
	of: CaseCard;
	name: CaseFormName;
	ondone: (after: CaseCard) => void;
	oncancel: () => void;
	/** The answer came when the form was closed. */
	onlate: (outcome: CaseOutcome) => void;
}
