import type { BoardCard } from '../../feeds/board.ts';
import type { Board } from '../board.svelte.ts';

/** What every form of an opened card is given. */
export interface FormProps {
	board: Board;
	job: BoardCard;
	/** With the job as it is after the command. */
	ondone: (job: BoardCard) => void;
	oncancel: () => void;
}
