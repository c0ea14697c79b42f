import type { Cell, RefusalOf, RowCode } from '../model/refusal.ts';

/** Why a row did not come in: where in it, and what to fix. */
export type Problem = RefusalOf<RowCode>;

/** A problem before it is known where it stands. */
export type Cause = CauseOf<Problem>;
type CauseOf<Each> = Each extends Problem ? Omit<Each, keyof Cell> : never;

/** A row that did not come in; `line` is where the row begins, from 1, as an editor or Excel counts. */
export interface RejectedRow {
	line: number;
	/** Where several sheets were read. */
	sheet?: string;
	orderNumber: string;
	problems: Problem[];
}
