import { byPosition, isPassedBy, type Stage } from '../model/stage.ts';
import type { WorkType } from '../model/work-type.ts';

type Passed = Pick<Stage, 'id' | 'position' | 'hidden' | 'workTypes'>;

/** The stages in use that the visit still passes, from left to right; none where the job's own stage is unknown. [OUT9] */
export function stagesAhead<Known extends Passed>(
	job: { stageId: string; workType: WorkType },
	stages: readonly Known[]
): Known[] {
	const here = stages.find((stage) => stage.id === job.stageId);
	if (!here) return [];
	return stages
		.filter((stage) => !stage.hidden && byPosition(here, stage) < 0 && isPassedBy(stage, job.workType))
		.sort(byPosition);
}
