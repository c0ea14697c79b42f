import type { Destination, JobEvent } from './event.ts';
import type { Job, Span, Standing } from './job.ts';
import type { Actor } from '../model/actor.ts';
import { isWork, progressOf } from '../model/stage.ts';
import { haltsWork } from './halts-work.ts';
import { closed, withBoundedSpans, withSpan } from './worked.ts';

/** When and by whom an event came about; epoch milliseconds. */
export interface Stamp {
	at: number;
	by: Actor;
}

/**
 * The job after an event. Pure and total: it never refuses, since the event has happened.
 * `job` is null only before `booked`.
 */
export function evolve(job: Job | null, event: JobEvent, stamp: Stamp, jobId: string): Job {
	if (event.type === 'booked') return booked(event, stamp, jobId);
	if (!job) throw new Error(`event ${event.type} on a job that was never booked`);
	return { ...job, ...change(job, event, stamp) };
}

/** One command is one version, however many events it made. */
export function evolveAll(job: Job | null, events: readonly JobEvent[], stamp: Stamp, jobId: string): Job {
	let next = job;
	for (const event of events) next = evolve(next, event, stamp, jobId);
	if (!next) throw new Error('a command without events makes no job');
	return { ...next, version: (job?.version ?? 0) + 1, changedBy: stamp.by.name, changedAt: stamp.at };
}

function change(job: Job, event: Exclude<JobEvent, { type: 'booked' }>, stamp: Stamp): Partial<Job> {
	const { at, by } = stamp;
	switch (event.type) {
		case 'checkedIn':
			return { ...entered(job, event, stamp), arrivedAt: event.arrivedAt };
		case 'moved':
			if (event.stageId === job.stageId) return { position: event.position };
			return { ...entered(job, event, stamp), rework: job.rework + (event.rework ? 1 : 0) };
		case 'moveUndone':
			return { ...withBoundedSpans(event.restored), lastMove: null };
		case 'dispatched': {
			const { technicianId, bayId, standardHours } = event;
			return { technicianId, bayId, standardHours, lastMove: null };
		}
		case 'stopped': {
			const { type: _, ...details } = event;
			const stoppage = { ...details, since: at };
			const worked = haltsWork(stoppage) ? closed(job.worked, at) : job.worked;
			return { stoppage, worked, bayId: event.blocksBay ? job.bayId : null, lastMove: null };
		}
		case 'resumed':
			return { stoppage: null, worked: running(job, job.stageKind, false, at), lastMove: null };
		case 'promiseRevised': {
			const { promise, previous, reason } = event;
			const promiseChange = previous === null ? null : { from: previous, reason, at };
			return { promise, firstPromise: job.firstPromise ?? promise, promiseChange };
		}
		case 'parked':
			return { parking: { spot: event.spot, keyTag: event.keyTag } };
		case 'noted':
			return { lastNote: { text: event.text, by: by.name, at } };
		case 'amended':
			return event.order;
		case 'sourceRead':
			return { source: event.source };
		case 'delivered':
			return left(job, 'delivered', stamp);
		case 'cancelled':
			return left(job, 'cancelled', stamp);
	}
}

function booked(event: Extract<JobEvent, { type: 'booked' }>, stamp: Stamp, jobId: string): Job {
	const { order, stageId, stageKind, position, ticket, fromSource } = event;
	return {
		...order,
		id: jobId,
		version: 0,
		ticket,
		status: 'open',
		stageId,
		stageKind,
		stageSince: stamp.at,
		position,
		bayId: null,
		rework: 0,
		arrivedAt: null,
		repairDoneAt: null,
		readyAt: null,
		closedAt: null,
		reached: { [stageKind]: stamp.at },
		stoppage: null,
		worked: [],
		technicianId: null,
		firstPromise: order.promise,
		promiseChange: null,
		parking: { spot: '', keyTag: '' },
		lastNote: null,
		lastMove: null,
		changedBy: stamp.by.name,
		changedAt: stamp.at,
		source: fromSource ? order : null
	};
}

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
		worked: running(job, stageKind, haltsWork(job.stoppage), at),
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

function standingOf(job: Job): Standing {
	const { status, stageId, stageKind, stageSince, position, bayId, rework, arrivedAt } = job;
	const { repairDoneAt, readyAt, closedAt, reached, stoppage, worked } = job;
	return {
		...{ status, stageId, stageKind, stageSince, position, bayId, rework, arrivedAt },
		...{ repairDoneAt, readyAt, closedAt, reached, stoppage, worked }
	};
}

/** The spans once the job stands in `kind`: at most the last one is open, and only while work goes on. */
function running(job: Job, kind: Job['stageKind'], halted: boolean, at: number): Span[] {
	if (!isWork(kind) || halted) return closed(job.worked, at);
	return job.worked.some((span) => span.to === null)
		? job.worked
		: withSpan(job.worked, { from: at, to: null });
}
