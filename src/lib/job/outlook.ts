import { haltsWork } from './halts-work.ts';
import type { Job } from './job.ts';
import { addOpenTime, openTimeBetween, type OpenWindows } from '../model/open-time.ts';
import { progressOf, type Stage } from '../model/stage.ts';
import { ASSUMED_HOURS, HOUR, MINUTE } from '../model/moments.ts';
import { stagesAhead } from './stages-ahead.ts';

/** A job still in work is never projected as finished this instant, however long it took. [OUT3] */
const LEAST_LEFT = 5 * MINUTE;
/** Less slack than the greater of these two is tight. [OUT6] */
const TIGHT_FLOOR = 10 * MINUTE;
const TIGHT_SHARE = 0.15;

/** What the projection reads of a job: every feed whose screen shows an outlook carries these. */
export type Projected = Pick<
	Job,
	| 'status'
	| 'stageId'
	| 'stageKind'
	| 'stageSince'
	| 'bookedFor'
	| 'readyAt'
	| 'promise'
	| 'standardHours'
	| 'workType'
	| 'worked'
> & { stoppage: Pick<NonNullable<Job['stoppage']>, 'expectedUntil' | 'otherWork'> | null };

export interface Calendar {
	stages: readonly Pick<Stage, 'id' | 'kind' | 'position' | 'hidden' | 'allowance' | 'workTypes'>[];
	openWindows: OpenWindows;
}

export interface Outlook {
	state: 'none' | 'onTime' | 'tight' | 'late';
	/** The promise itself has passed; a late job that is not overdue will be. */
	overdue: boolean;
	/** The car is ready: nothing is projected any more. */
	ready: boolean;
	/** Whole minutes: late, how long past the promise by the clock; else the slack in opening hours. */
	minutes: number;
	/** When it will be ready (or was), epoch milliseconds. */
	readyBy: number;
}

/** What threatens a promise: it has passed (`late`), will be broken (`behind`), or has no slack (`tight`). */
export type Danger = 'late' | 'behind' | 'tight';

/** Null where nothing does: on time, ready, or nothing promised. [TIME6] */
export function dangerOf({
	state,
	overdue,
	ready
}: Pick<Outlook, 'state' | 'overdue' | 'ready'>): Danger | null {
	if (ready || state === 'none' || state === 'onTime') return null;
	return state === 'tight' ? 'tight' : overdue ? 'late' : 'behind';
}

/**
 * Will the car be ready when promised? Projected from what is left of the standard hours, the stoppage
 * and the opening hours, never from how cards are dragged. [OUT1-OUT7]
 *
 * @param now the server's time, epoch milliseconds
 */
export function outlook(job: Projected, calendar: Calendar, now: number): Outlook {
	const ready = job.readyAt !== null;
	const work = workLeft(job, calendar, now);
	const readyBy = job.readyAt ?? project(job, calendar, now, work);
	const { promise } = job;
	if (promise === null) return { state: 'none', overdue: false, ready, minutes: 0, readyBy };
	if (readyBy > promise) {
		// [OUT5]
		const minutes = Math.ceil((readyBy - promise) / MINUTE);
		return { state: 'late', overdue: ready || now > promise, ready, minutes, readyBy };
	}
	const slack = openTimeBetween(calendar.openWindows, readyBy, promise);
	const minutes = Math.floor(slack / MINUTE);
	const tight = !ready && (slack < Math.max(TIGHT_FLOOR, TIGHT_SHARE * work) || isOpenEnded(job, now));
	return { state: tight ? 'tight' : 'onTime', overdue: false, ready, minutes, readyBy };
}

/**
 * The first moment, to the minute, at which the promise counts as broken or about to be, if nothing changes from
 * `since` on; null where nothing is promised or the car is ready. For those who may not see what the outlook is
 * computed from. [OUT8]
 *
 * @param since epoch milliseconds
 */
export function lateFrom(job: Projected, calendar: Calendar, since: number): number | null {
	const { promise } = job;
	if (promise === null || job.readyAt !== null || job.status !== 'open') return null;
	const isLate = (at: number) => outlook(job, calendar, at).state === 'late';
	if (isLate(since)) return since;
	// What is left never shrinks faster than time passes: once late, it stays so.
	let [fine, late] = [since, Math.max(since, promise)];
	while (late - fine > MINUTE) {
		const middle = Math.floor((fine + late) / 2);
		if (isLate(middle)) late = middle;
		else fine = middle;
	}
	return late;
}

/** [OUT4] */
function project(job: Projected, calendar: Calendar, now: number, work: number): number {
	const { openWindows } = calendar;
	const { stoppage } = job;
	const released = Math.max(now, stoppage?.expectedUntil ?? now);
	const begin = job.stageKind === 'booked' ? Math.max(now, job.bookedFor ?? now) : now;
	const worked = addOpenTime(openWindows, stoppage && !stoppage.otherWork ? released : begin, work);
	return addOpenTime(
		openWindows,
		Math.max(worked, stoppage ? released : worked),
		passage(job, calendar, now)
	);
}

/** Milliseconds of mechanics' work left. [OUT2] [OUT3] */
export function workLeft(job: Projected, { openWindows }: Calendar, now: number): number {
	if (progressOf(job.stageKind) > progressOf('repair')) return 0;
	const standard = (job.standardHours ?? ASSUMED_HOURS) * HOUR;
	const done = job.worked.reduce(
		(sum, span) => sum + openTimeBetween(openWindows, span.from, span.to ?? now),
		0
	);
	return Math.max(standard - done, LEAST_LEFT);
}

/** Milliseconds that the stages from here to ready take beside the mechanics' work. [OUT4] [OUT9] */
function passage(job: Projected, { stages, openWindows }: Calendar, now: number): number {
	const here = stages.find((stage) => stage.id === job.stageId);
	if (!here) return 0;
	const stayed = openTimeBetween(openWindows, job.stageSince, now);
	const rightwards = stagesAhead(job, stages);
	const ready = rightwards.findIndex((stage) => stage.kind === 'ready');
	const ahead = rightwards.slice(0, Math.max(0, ready)).reduce((sum, stage) => sum + stage.allowance, 0);
	return Math.max(0, here.allowance * MINUTE - stayed) + ahead * MINUTE;
}

/** Stopped, and nobody knows (any more) until when: at best tight. [OUT6] */
function isOpenEnded({ stoppage }: Projected, now: number): boolean {
	return haltsWork(stoppage) && (stoppage?.expectedUntil ?? 0) <= now;
}
