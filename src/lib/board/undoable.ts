import type { BoardCard } from '../feeds/board.ts';

/**
 * A card with the stretches of work that there were before its last move, which the feed leaves out: those that the
 * move began are none, and those that it ended go on. [FEED9] [MOVE7]
 */
export function undoable(job: BoardCard): BoardCard {
	const { lastMove, worked } = job;
	if (!lastMove) return job;
	const { at, before } = lastMove;
	const spans = worked
		.filter((span) => span.from !== at)
		.map((span) => (span.to === at ? { ...span, to: null } : span));
	return { ...job, lastMove: { ...lastMove, before: { ...before, worked: spans } } };
}
