import { feedVersions } from './versions.ts';
import type { OpenWindows } from '../model/open-time.ts';
import type { Projected } from '../job/outlook.ts';
import { byPosition, type Stage, type StageKind } from '../model/stage.ts';
import { maskPlate } from '../model/plate.ts';
import type { StoppageReason } from '../job/stoppage.ts';
import type { Job } from '../job/job.ts';
import type { Feed } from './feed.ts';
import { nameOf } from '../model/settings.ts';

/** The workshop's own wall: plates and technicians, nobody's name or number, no free text. */
export interface WallCard extends Projected {
	id: string;
	ticket: string;
	/** Masked where the workshop wishes so; cars may then look alike. [FEED6] */
	plate: string;
	model: string;
	colour: string;
	technician: string;
	bay: string;
	waiting: boolean;
	stageKind: StageKind;
	stoppage: {
		reason: StoppageReason;
		since: number;
		expectedUntil: number | null;
		otherWork: boolean;
	} | null;
}

export interface WallMeta {
	workshop: { name: string; timeZone: string };
	stages: Pick<Stage, 'id' | 'kind' | 'name' | 'position' | 'hidden' | 'allowance' | 'workTypes'>[];
	openWindows: OpenWindows;
	/** By name, of those who work here now: a wall by technician shows who is free. [FEED7] */
	technicians: string[];
	/** By name, as the workshop orders them. */
	bays: string[];
}

/** Of 30 cars two look alike by the last 3 signs every third day, by 2 always: those show their codes. */
const MASKED_SHOWS = 3;

export const wallFeed: Feed<Job, WallCard, WallMeta> = {
	stream: 'job',
	version: feedVersions.wall,
	card(job, { bays, people, workshop }) {
		// A booking is no car yet: it is on the wall once it has come in.
		if (job.status !== 'open' || job.arrivedAt === null) return null;
		const { id, ticket, status, stageId, stageKind, stageSince, waiting, stoppage } = job;
		const { bookedFor, readyAt, promise, standardHours, worked, workType } = job;
		return {
			...{ id, ticket, status, stageId, stageKind, stageSince, waiting },
			...{ bookedFor, readyAt, promise, standardHours, worked, workType },
			plate: workshop.platesMasked ? maskPlate(job.vehicle.plate, MASKED_SHOWS) : job.vehicle.plate,
			model: job.vehicle.model,
			colour: job.vehicle.colour,
			technician: nameOf(people, job.technicianId),
			bay: nameOf(bays, job.bayId),
			stoppage: stoppage && {
				reason: stoppage.reason,
				since: stoppage.since,
				expectedUntil: stoppage.expectedUntil,
				otherWork: stoppage.otherWork
			}
		};
	},
	meta: ({ workshop, stages, openWindows, people, bays }) => ({
		workshop: { name: workshop.name, timeZone: workshop.timeZone },
		stages: stages.map(({ id, kind, name, position, hidden, allowance, workTypes }) => ({
			...{ id, kind, name, position, hidden, allowance, workTypes }
		})),
		openWindows,
		technicians: people
			.filter(({ active, roles }) => active && roles.includes('technician'))
			.map(({ name }) => name),
		bays: bays
			.filter(({ hidden }) => !hidden)
			.sort(byPosition)
			.map(({ name }) => name)
	})
};
