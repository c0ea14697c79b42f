import type { CommandOf } from './command.ts';
import { type Context, type Decision, happened, inPast, refuse } from './context.ts';
import type { Destination, JobEvent } from './event.ts';
import type { Job, Order } from './job.ts';
import { rankAtEnd } from './place.ts';
import { firstStage } from '../model/first-stage.ts';
import type { Stage, StageKind } from '../model/stage.ts';

/** The most open jobs of a workshop: fifty times those of a large one, and `npm run strain` shows a board of them. [JOB9] */
export const MOST_OPEN_JOBS = 10_000;

/** Where a car that has just come in goes: check-in, or what the workshop has instead. [JOB3] */
const arrivalKinds: StageKind[] = [
	'arrived',
	'waiting',
	'diagnosis',
	'repair',
	'inspection',
	'wash',
	'ready'
];

const bookingKinds: StageKind[] = ['booked', ...arrivalKinds];

/** The stages a job may come onto the board in. */
export const entryStages = (stages: readonly Stage[]): Stage[] =>
	[firstStage(stages, ...bookingKinds), firstStage(stages, ...arrivalKinds)].filter((stage) => !!stage);

function entry(context: Context, jobId: string, kinds: StageKind[]): Destination | null {
	const stage = firstStage(context.stages, ...kinds);
	if (!stage) return null;
	return { stageId: stage.id, stageKind: stage.kind, position: rankAtEnd(context.column(stage.id), jobId) };
}

export function book(command: CommandOf<'book'>, context: Context): Decision {
	const { order, arrivedAt, fromSource, jobId } = command;
	if (!knownAdvisor(order.advisorId, context)) return refuse({ code: 'unknownAdvisor' });
	// A day's orders read in the evening hold promises that have passed: history, not a mistake.
	if (!fromSource && inPast(order.promise, context)) return refuse({ code: 'promiseInPast' });
	const booking = entry(context, jobId, bookingKinds);
	const arrival = entry(context, jobId, arrivalKinds);
	if (!booking || !arrival) return refuse({ code: 'noStage' });
	const made: JobEvent = {
		type: 'booked',
		ticket: context.ticket,
		order,
		fromSource,
		...(arrivedAt === null ? booking : arrival)
	};
	if (arrivedAt === null) return happened(made);
	return happened(made, { type: 'checkedIn', arrivedAt: Math.min(arrivedAt, context.now), ...arrival });
}

export function checkIn(job: Job, arrivedAt: number | null, context: Context): Decision {
	if (job.arrivedAt !== null) return refuse({ code: 'alreadyArrived' });
	const destination = entry(context, job.id, arrivalKinds);
	if (!destination) return refuse({ code: 'noStage' });
	return happened({
		type: 'checkedIn',
		arrivedAt: Math.min(arrivedAt ?? context.now, context.now),
		...destination
	});
}

export function amend(job: Job, order: Partial<Order>, context: Context): Decision {
	const changed = difference(job, order);
	if (!knownAdvisor(changed.advisorId ?? null, context)) return refuse({ code: 'unknownAdvisor' });
	if (Object.keys(changed).length === 0) return refuse({ code: 'nothingChanged' });
	return happened({ type: 'amended', order: changed });
}

/**
 * A later reading of the same work order. What the dealer's system changed since its last reading is
 * taken, except where people changed the same field on the board: theirs stays. [IMP3]
 */
export function readSource(job: Job, command: CommandOf<'readSource'>, context: Context): Decision {
	if (job.status !== 'open') return refuse({ code: 'nothingChanged' });
	const reading: Order = command.order;
	const events: JobEvent[] = [];
	const { promise, ...details } = changedAtSource(job, reading);
	if (!knownAdvisor(details.advisorId ?? null, context)) return refuse({ code: 'unknownAdvisor' });
	if (Object.keys(details).length > 0) events.push({ type: 'amended', order: details });
	if (promise != null) events.push({ type: 'promiseRevised', promise, previous: job.promise, reason: '' });
	if (command.arrivedAt !== null && job.arrivedAt === null) {
		const arrival = checkIn(job, command.arrivedAt, context);
		if ('refusal' in arrival) return arrival;
		events.push(...arrival.events);
	}
	if (!isSameReading(job.source, reading)) {
		events.push({ type: 'sourceRead', source: reading });
	}
	return events.length > 0 ? happened(...events) : refuse({ code: 'nothingChanged' });
}

/**
 * Takes an import back: a job that it made leaves the board without its number, so that the order can come in
 * again; of any other the order is as it was. A promise that was given stays given. [IMP16]
 */
export function takeBack(job: Job, { order, source, reason }: CommandOf<'takeBack'>): Decision {
	const events: JobEvent[] = [];
	if (order === null) {
		if (job.source) events.push({ type: 'sourceRead', source: { ...job.source, orderNumber: null } });
		if (job.orderNumber !== null) events.push({ type: 'amended', order: { orderNumber: null } });
		return happened(...events, { type: 'cancelled', reason });
	}
	const { promise, ...details } = difference(job, order);
	if (Object.keys(details).length > 0) events.push({ type: 'amended', order: details });
	if (promise != null) events.push({ type: 'promiseRevised', promise, previous: job.promise, reason });
	if (!isSameReading(job.source, source)) events.push({ type: 'sourceRead', source });
	return events.length > 0 ? happened(...events) : refuse({ code: 'nothingChanged' });
}

/** Whether a reading says what the one before said. */
export const isSameReading = (before: Order | null, reading: Order | null): boolean =>
	before === reading ||
	(before !== null && reading !== null && Object.keys(difference(before, reading)).length === 0);

type Fields = Record<string, unknown>;
const fieldsOf = (order: Order): Fields => ({ ...order });

/** The fields to take from a reading, vehicle and customer looked at field by field. */
function changedAtSource(job: Job, reading: Order): Partial<Order> {
	const take = (have: Fields, read: Fields, before: Fields | undefined): Fields => {
		const taken: Fields = {};
		for (const [key, value] of Object.entries(read)) {
			const mine = have[key];
			if (isFields(value) && isFields(mine)) {
				const inner = take(mine, value, before?.[key] as Fields | undefined);
				if (Object.keys(inner).length > 0) taken[key] = { ...mine, ...inner };
			} else if (value !== mine && (before ? before[key] === mine : isEmpty(mine))) {
				taken[key] = value;
			}
		}
		return taken;
	};
	return take(fieldsOf(job), fieldsOf(reading), job.source ? fieldsOf(job.source) : undefined);
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown): boolean => value === '' || value === null;

const same = (a: unknown, b: unknown): boolean =>
	isFields(a) && isFields(b) ? Object.keys(a).every((key) => same(a[key], b[key])) : a === b;

/** The fields of `order` that differ from `have`. */
function difference(have: Order, order: Partial<Order>): Partial<Order> {
	const differs = ([key, value]: [string, unknown]) =>
		value !== undefined && !same(value, have[key as keyof Order]);
	return Object.fromEntries(Object.entries(order).filter(differs));
}

const knownAdvisor = (advisorId: string | null, { people }: Context): boolean =>
	advisorId === null || people.some((person) => person.id === advisorId && person.active);
