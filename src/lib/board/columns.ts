import type { BoardCard } from '../feeds/board.ts';
import { byRank } from '../job/place.ts';
import { byPosition, type Stage } from '../model/stage.ts';

export interface Column {
	stage: Stage;
	/** All its jobs, filtered out or not: what the soft limit counts. */
	total: number;
	/** The jobs shown, from the top. */
	jobs: BoardCard[];
}

/** Pixels of a column beside its gap: as wide as it is comfortable, and of an empty one that is folded to a strip. */
export const ROOMY = 208;

/**
 * The stages whose empty columns fold to a strip, because the board has no room for all of them at their full width.
 *
 * @param width of the board, pixels; 0 where it is not known yet
 */
export function foldedIn(columns: readonly Column[], width: number): Set<string> {
	if (width === 0 || columns.length * ROOMY <= width) return new Set();
	return new Set(columns.filter(({ total }) => total === 0).map(({ stage }) => stage.id));
}

/**
 * The board from the left: the stages in use, and those taken out of use while a card still stands there,
 * so that no car is ever lost from sight.
 */
export function columnsOf(
	stages: readonly Stage[],
	jobs: Iterable<BoardCard>,
	shows: (job: BoardCard) => boolean
): Column[] {
	const byStage = new Map<string, BoardCard[]>();
	for (const job of jobs) {
		const column = byStage.get(job.stageId);
		if (column) column.push(job);
		else byStage.set(job.stageId, [job]);
	}
	return [...stages]
		.sort(byPosition)
		.filter((stage) => !stage.hidden || byStage.has(stage.id))
		.map((stage) => {
			const all = byStage.get(stage.id) ?? [];
			return { stage, total: all.length, jobs: all.filter(shows).sort(byRank) };
		});
}
