import { firstStage } from '../model/first-stage.ts';
import type { Stage, StageKind } from '../model/stage.ts';
import type { Context } from './context.ts';
import type { Destination } from './facets/visit/events.ts';
import { rankAtEnd } from './place.ts';

/** The most open jobs of a workshop: fifty times those of a large one, and `npm run strain` shows a board of them. [JOB9] */
export const MOST_OPEN_JOBS = 10_000;

/** Where a car that has just come in goes: check-in, or what the workshop has instead. [JOB3] */
export const arrivalKinds: readonly StageKind[] = [
	'arrived',
	'waiting',
	'diagnosis',
	'repair',
	'inspection',
	'wash',
	'ready'
];

export const bookingKinds: readonly StageKind[] = ['booked', ...arrivalKinds];

/** The ids of the stages that a job may come onto the board in. */
export const entryStages = ({ stages }: { stages: readonly Stage[] }): string[] =>
	[firstStage(stages, ...bookingKinds), firstStage(stages, ...arrivalKinds)].flatMap(
		(stage) => stage?.id ?? []
	);

export function entry(context: Context, jobId: string, kinds: readonly StageKind[]): Destination | null {
	const stage = firstStage(context.stages, ...kinds);
	if (!stage) return null;
	return { stageId: stage.id, stageKind: stage.kind, position: rankAtEnd(context.column(stage.id), jobId) };
}
