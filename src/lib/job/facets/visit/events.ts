import * as v from 'valibot';
import { isWork, progressOf, type StageKind } from '../../../model/stage.ts';
import { firstVersion, type Stamp } from '../../../stream/event-type.ts';
import { emptied, kept } from '../../../stream/personal.ts';
import { haltsWork } from '../../halts-work.ts';
import type { Job } from '../../job.ts';
import { closed, running, withBoundedSpans } from '../work/worked.ts';
import { destination, standing } from './schema.ts';
import { erasedStanding, type Standing, standingOf } from './state.ts';

export interface Destination {
	stageId: string;
	stageKind: StageKind;
	position: string;
}

const destinationKept = { stageId: kept, stageKind: kept, position: kept } as const;

export const visitEvents = {
	checkedIn: firstVersion<Job, Destination & { arrivedAt: number }>({
		schema: v.strictObject({ arrivedAt: v.number(), ...destination }),
		personal: { ...destinationKept, arrivedAt: kept },
		evolve: (job, event, stamp) => ({ ...entered(job, event, stamp), arrivedAt: event.arrivedAt })
	}),
	/** `from`: a stage's id. `rework`: an inspection sent the car back. */
	moved: firstVersion<Job, Destination & { from: string; rework: boolean }>({
		schema: v.strictObject({ from: v.string(), rework: v.boolean(), ...destination }),
		personal: { ...destinationKept, from: kept, rework: kept },
		evolve(job, event, stamp) {
			if (event.stageId === job.stageId) return { position: event.position };
			return { ...entered(job, event, stamp), rework: job.rework + (event.rework ? 1 : 0) };
		}
	}),
	moveUndone: firstVersion<Job, { restored: Standing }>({
		schema: v.strictObject({ restored: standing }),
		personal: { restored: erasedStanding },
		evolve: (_job, { restored }) => ({ ...withBoundedSpans(restored), lastMove: null })
	}),
	delivered: firstVersion<Job, object>({
		schema: v.strictObject({}),
		personal: {},
		evolve: (job, _event, stamp) => left(job, 'delivered', stamp)
	}),
	cancelled: firstVersion<Job, { reason: string }>({
		schema: v.strictObject({ reason: v.string() }),
		personal: { reason: emptied },
		evolve: (job, _event, stamp) => left(job, 'cancelled', stamp)
	})
};

/** [MOVE2] [MOVE5] [MOVE6] [OUT2] */
function entered(job: Job, to: Destination, { at, by }: Stamp): Partial<Job> {
	const { stageId, stageKind, position } = to;
	const workDone = isWork(job.stageKind) && progressOf(stageKind) > progressOf('repair');
	const workAhead = progressOf(stageKind) <= progressOf('repair');
	const ready = stageKind === 'ready';
	return {
		stageId,
		stageKind,
		position,
		stageSince: at,
		reached: { ...job.reached, [stageKind]: at },
		repairDoneAt: workAhead ? null : workDone ? at : job.repairDoneAt,
		readyAt: ready ? (job.readyAt ?? at) : null,
		bayId: ready ? null : job.bayId,
		worked: running(job.worked, stageKind, haltsWork(job.stoppage), at),
		// A car that was checked in as it was booked has no earlier standing to go back to.
		lastMove: job.version === 0 ? null : { at, by: by.name, before: standingOf(job) }
	};
}

function left(job: Job, status: 'delivered' | 'cancelled', { at, by }: Stamp): Partial<Job> {
	return {
		status,
		closedAt: at,
		bayId: null,
		stoppage: null,
		worked: closed(job.worked, at),
		lastMove: { at, by: by.name, before: standingOf(job) }
	};
}
