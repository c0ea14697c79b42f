/** A card that stood in another stage when the page was painted. */
export interface Paint {
	plate: string;
	stage: string;
	/** Two animation frames after its place changed, by `clock`. */
	at: number;
}

/**
 * Milliseconds from when each move was due until its card was painted in its new stage; what never was is left out.
 *
 * @param moves with the stage's name, as the wall writes it
 */
export function paintTimes(
	moves: readonly { due: number; plate: string; stage: string }[],
	paints: readonly Paint[]
): number[] {
	const times: number[] = [];
	for (const { due, plate, stage } of moves) {
		const paint = paints.find((each) => each.at >= due && each.plate === plate && each.stage === stage);
		if (paint) times.push(paint.at - due);
	}
	return times;
}
