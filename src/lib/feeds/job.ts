import type { JobStatus } from '../job/job.ts';
import { maskPlate } from '../job/plate.ts';
import { progressOf, type StageKind } from '../job/stage.ts';
import { type Feed } from './feed.ts';
import { nameOf } from './settings.ts';
import { stepsOf } from './steps.ts';

/** The customer's own job. The link is forwarded to the family: no name, no number, a masked plate. [FEED4] */
export interface ProgressCard {
	id: string;
	status: JobStatus;
	ticket: string;
	plate: string;
	model: string;
	colour: string;
	work: string;
	advisor: string;
	step: StageKind;
	/** When each step was entered, epoch milliseconds; only steps up to the present one. */
	reached: Partial<Record<StageKind, number>>;
	bookedFor: number | null;
	arrivedAt: number | null;
	readyAt: number | null;
	closedAt: number | null;
	promise: number | null;
	promiseChange: { from: number | null; reason: string; at: number } | null;
}

export interface ProgressMeta {
	workshop: { name: string; timeZone: string; phone: string };
	steps: StageKind[];
}

export const jobFeed: Feed<ProgressCard, ProgressMeta> = {
	card(job, { people }) {
		const { id, status, ticket, work, reached, bookedFor, arrivedAt, readyAt, closedAt } = job;
		return {
			...{ id, status, ticket, work, bookedFor, arrivedAt, readyAt, closedAt },
			// A car sent back from inspection has not been inspected: later steps lie ahead again.
			reached: Object.fromEntries(
				Object.entries(reached).filter(([kind]) => progressOf(kind as StageKind) <= progressOf(job.stageKind))
			),
			promise: job.promise,
			promiseChange: job.promiseChange,
			plate: maskPlate(job.vehicle.plate),
			model: job.vehicle.model,
			colour: job.vehicle.colour,
			advisor: nameOf(people, job.advisorId),
			step: job.stageKind
		};
	},
	meta: ({ workshop, stages }) => ({
		workshop: { name: workshop.name, timeZone: workshop.timeZone, phone: workshop.phone },
		steps: stepsOf(stages)
	})
};
