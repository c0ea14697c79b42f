import { feedVersions } from './versions.ts';
import type { StageKind } from '../model/stage.ts';
import type { Job } from '../job/job.ts';
import type { Feed } from './feed.ts';
import { stepsOf } from './steps.ts';

/** Seen by strangers: no plate, no name, no fault, no stoppage. [FEED3] */
export interface LoungeCard {
	id: string;
	ticket: string;
	model: string;
	colour: string;
	step: StageKind;
	/** The customer waits here. */
	waiting: boolean;
	/** Epoch milliseconds. */
	promise: number | null;
	readyAt: number | null;
}

export interface LoungeMeta {
	workshop: { name: string; timeZone: string };
	/** Where cars are fetched; empty when the workshop named no place. */
	pickupDesk: string;
	/** The kinds of step a visit takes here, in order. */
	steps: StageKind[];
}

export const loungeFeed: Feed<Job, LoungeCard, LoungeMeta> = {
	stream: 'job',
	version: feedVersions.lounge,
	card(job) {
		if (job.status !== 'open' || job.arrivedAt === null) return null;
		const { id, ticket, waiting, promise, readyAt, stageKind, vehicle } = job;
		return {
			...{ id, ticket, waiting, promise, readyAt },
			model: vehicle.model,
			colour: vehicle.colour,
			step: stageKind
		};
	},
	meta: ({ workshop, stages }) => ({
		workshop: { name: workshop.name, timeZone: workshop.timeZone },
		pickupDesk: workshop.pickupDesk,
		steps: stepsOf(stages)
	})
};
