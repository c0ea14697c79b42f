import { kept, treat, type Treatments } from '../../../stream/personal.ts';
import type { StageKind } from '../../../model/stage.ts';
import { type Stopped, stoppagePersonal } from '../stoppage/state.ts';
import { type Work, workPersonal } from '../work/state.ts';

export type JobStatus = 'open' | 'delivered' | 'cancelled';

/** Where the car is in its visit. Moments are epoch milliseconds. */
interface Place {
	status: JobStatus;
	stageId: string;
	stageKind: StageKind;
	/** When the job came into its stage. */
	stageSince: number;
	/** Rank inside the stage: a fractional index, compared by code unit. */
	position: string;
	/** How often an inspection sent the car back to repair. */
	rework: number;
	arrivedAt: number | null;
	/** When the last work stage was left forwards. */
	repairDoneAt: number | null;
	readyAt: number | null;
	/** When it was delivered or cancelled. */
	closedAt: number | null;
	/** When each kind of stage was last entered. */
	reached: Partial<Record<StageKind, number>>;
}

/** What a move may change, of other facets too, kept so that the last one can be taken back whole. [MOVE7] */
export type Standing = Place & Stopped & Pick<Work, 'bayId' | 'worked'>;

export interface Visit extends Place {
	lastMove: { at: number; by: string; before: Standing } | null;
}

const placePersonal: Treatments<Place> = {
	status: kept,
	stageId: kept,
	stageKind: kept,
	stageSince: kept,
	position: kept,
	rework: kept,
	arrivedAt: kept,
	repairDoneAt: kept,
	readyAt: kept,
	closedAt: kept,
	reached: kept
};

const standingPersonal: Treatments<Standing> = {
	...placePersonal,
	...stoppagePersonal,
	bayId: workPersonal.bayId,
	worked: workPersonal.worked
};

export const erasedStanding = (standing: Standing): Standing => treat(standingPersonal, standing);

const movePersonal: Treatments<NonNullable<Visit['lastMove']>> = {
	at: kept,
	by: kept,
	before: erasedStanding
};

export const visitPersonal: Treatments<Visit> = {
	...placePersonal,
	lastMove: (move) => move && treat(movePersonal, move)
};

export function standingOf(job: Standing): Standing {
	const { status, stageId, stageKind, stageSince, position, bayId, rework, arrivedAt } = job;
	const { repairDoneAt, readyAt, closedAt, reached, stoppage, worked } = job;
	return {
		...{ status, stageId, stageKind, stageSince, position, bayId, rework, arrivedAt },
		...{ repairDoneAt, readyAt, closedAt, reached, stoppage, worked }
	};
}
