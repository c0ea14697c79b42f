import { byPosition, type Stage, type StageKind } from './stage.ts';

// Apart from what walls load.

/** The leftmost stage in use of the first kind that the workshop has, in the order of preference given. */
export function firstStage(stages: readonly Stage[], ...kinds: StageKind[]): Stage | undefined {
	const inUse = stages.filter((stage) => !stage.hidden).sort(byPosition);
	for (const kind of kinds) {
		const stage = inUse.find((candidate) => candidate.kind === kind);
		if (stage) return stage;
	}
	return undefined;
}
