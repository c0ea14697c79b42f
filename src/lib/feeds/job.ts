import { feedVersions } from './versions.ts';
import type { Job, JobStatus } from '../job/job.ts';
import { maskPlate } from '../model/plate.ts';
import { progressOf, type StageKind } from '../model/stage.ts';
import type { StoppageReason } from '../job/stoppage.ts';
import { lateFrom } from '../job/outlook.ts';
import type { Feed } from './feed.ts';
import { nameOf } from '../model/settings.ts';
import { stepsOf } from './steps.ts';

/** What a customer may know of a stoppage: its kind, and only of those that are no business of the workshop's own. */
export type WaitsFor = 'parts' | 'approval' | 'insurer' | 'manufacturer';

const waitsFor: Partial<Record<StoppageReason, WaitsFor>> = {
	parts: 'parts',
	approval: 'approval',
	insurer: 'insurer',
	warranty: 'manufacturer'
};

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
	/** From when on, if nothing changes, the workshop knows that it will break the promise, epoch milliseconds. */
	lateFrom: number | null;
	/** Whom or what a stopped car waits for; null for a reason that only the workshop can act on. */
	waitsFor: WaitsFor | null;
}

export interface ProgressMeta {
	workshop: { name: string; timeZone: string; phone: string };
	steps: StageKind[];
}

export const jobFeed: Feed<Job, ProgressCard, ProgressMeta> = {
	stream: 'job',
	version: feedVersions.job,
	card(job, { people, stages, openWindows }) {
		const { stoppage } = job;
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
			step: job.stageKind,
			lateFrom: lateFrom(job, { stages, openWindows }, job.changedAt),
			waitsFor: (stoppage && waitsFor[stoppage.reason]) ?? null
		};
	},
	meta: ({ workshop, stages }) => ({
		workshop: { name: workshop.name, timeZone: workshop.timeZone, phone: workshop.phone },
		steps: stepsOf(stages)
	})
};
