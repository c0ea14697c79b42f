import type { BoardCard } from '../../feeds/board.ts';
import type { Board, Outcome } from '../board.svelte.ts';
import type { FormName } from './forms.ts';

/** What every form of an opened card is given. */
export interface FormProps {
	board: Board;
	job: BoardCard;
	name: FormName;
	/** With the job as it is after the command. */
	ondone: (job: BoardCard) => void;
	/** What was typed is not wanted. */
	oncancel: () => void;
	/** The outcome, where the form was closed meanwhile. */
	onlate: (outcome: Outcome) => void;
}
