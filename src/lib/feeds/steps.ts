import { byPosition, type Stage, type StageKind } from '../model/stage.ts';

/**
 * The steps a customer is told of: each kind of stage in use once, in the order of the board. The booking
 * is behind whoever looks, so it is none.
 */
export function stepsOf(stages: readonly Stage[]): StageKind[] {
	const kinds = [...stages]
		.sort(byPosition)
		.filter((stage) => !stage.hidden && stage.kind !== 'booked')
		.map((stage) => stage.kind);
	return [...new Set(kinds)];
}
