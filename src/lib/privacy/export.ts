import type { Case } from '../case/case.ts';
import type { CaseEvent } from '../case/event.ts';
import type { JobEvent } from '../job/event.ts';
import type { Customer, Job, Order } from '../job/job.ts';
import type { Stage } from '../model/stage.ts';

/*
 * What somebody gets who asks what is kept of them: in words and times that can be read without us. The
 * staff is not named in it, nor is whose car the order was before or after.
 */

/** What an export needs to know of the workshop. */
export interface Site {
	name: string;
	phone: string;
	/** IANA. */
	timeZone: string;
	stages: Pick<Stage, 'id' | 'name'>[];
}

/** A job with its events, the oldest first. */
export interface Past {
	job: Job;
	events: { at: number; event: JobEvent }[];
}

/** A case with its events, the oldest first. */
export interface PastCase {
	of: Case;
	events: { at: number; event: CaseEvent }[];
}

export type CustomerExport = ReturnType<typeof customerExport>;

/** @param now epoch milliseconds */
export function customerExport(
	site: Site,
	customer: Customer,
	past: { jobs: readonly Past[]; cases: readonly PastCase[] },
	now: number
) {
	const { time } = words(site);
	const { name, phone, timeZone } = site;
	const vehicles = new Map(past.jobs.map(({ job }) => [job.vehicle.plate, job.vehicle]));
	return {
		exportedAt: time(now),
		workshop: { name, phone, timeZone },
		customer: { name: customer.name, phone: customer.phone },
		vehicles: [...vehicles.values()],
		jobs: past.jobs.map(({ job, events }) => jobWords(job, events, customer, site)),
		cases: past.cases.map((each) => caseWords(each, customer, site))
	};
}

function jobWords(job: Job, events: Past['events'], customer: Customer, site: Site) {
	const { time, stage } = words(site);
	return {
		ticket: job.ticket,
		status: job.status,
		stage: stage(job.stageId),
		...orderWords(job, customer, site),
		firstPromise: time(job.firstPromise),
		promiseChange: job.promiseChange && {
			from: time(job.promiseChange.from),
			reason: job.promiseChange.reason,
			at: time(job.promiseChange.at)
		},
		arrivedAt: time(job.arrivedAt),
		repairDoneAt: time(job.repairDoneAt),
		readyAt: time(job.readyAt),
		closedAt: time(job.closedAt),
		worked: job.worked.map(({ from, to }) => ({ from: time(from), to: time(to) })),
		rework: job.rework,
		stoppage: job.stoppage && {
			reason: job.stoppage.reason,
			since: time(job.stoppage.since),
			expectedUntil: time(job.stoppage.expectedUntil),
			note: job.stoppage.note
		},
		parking: job.parking,
		lastNote: job.lastNote && { text: job.lastNote.text, at: time(job.lastNote.at) },
		fromDealerSystem: job.source && orderWords(job.source, customer, site),
		events: events.map(({ at, event }) => ({
			at: time(at),
			type: event.type,
			...eventWords(event, customer, site)
		}))
	};
}

/** Who complained about their car may be somebody else. */
function caseWords({ of, events }: PastCase, whose: Customer, site: Site) {
	const { time } = words(site);
	return {
		...{ kind: of.kind, priority: of.priority, status: of.status, words: of.words },
		...{ customer: isSame(of.customer, whose) ? of.customer : undefined, answer: of.answer },
		...{ customerSaid: of.customerSaid, openedAt: time(of.openedAt), dueAt: time(of.dueAt) },
		...{ answeredAt: time(of.answeredAt), closedAt: time(of.closedAt), reopened: of.reopened },
		events: events.map(({ at, event }) => ({ at: time(at), type: event.type, ...saidIn(event) }))
	};
}

/** The case has what it was opened with. */
function saidIn(event: CaseEvent): object {
	switch (event.type) {
		case 'caseAnswered':
			return { answer: event.answer };
		case 'caseClosed':
			return { customerSaid: event.customerSaid };
		case 'caseReopened':
			return { reason: event.reason };
		case 'caseOpened':
		case 'caseAssigned':
			return {};
	}
}

/** The fields there are: an amendment has but some. */
function orderWords(order: Partial<Order>, whose: Customer, site: Site) {
	const { time } = words(site);
	const { orderNumber, vehicle, customer, waiting, workType, work, standardHours, remark } = order;
	return {
		...{ orderNumber, vehicle, customer: customer && (isSame(customer, whose) ? customer : undefined) },
		...{ waiting, workType, work, standardHours, remark },
		bookedFor: time(order.bookedFor),
		promise: time(order.promise)
	};
}

function eventWords(event: JobEvent, customer: Customer, site: Site): object {
	const { time, stage } = words(site);
	switch (event.type) {
		case 'booked':
			return { ticket: event.ticket, order: orderWords(event.order, customer, site) };
		case 'checkedIn':
			return { stage: stage(event.stageId), arrivedAt: time(event.arrivedAt) };
		case 'moved':
			return { from: stage(event.from), stage: stage(event.stageId), rework: event.rework };
		case 'moveUndone':
			return { stage: stage(event.restored.stageId), note: event.restored.stoppage?.note };
		case 'dispatched':
			return { standardHours: event.standardHours };
		case 'stopped':
			return {
				reason: event.reason,
				expectedUntil: time(event.expectedUntil),
				note: event.note
			};
		case 'promiseRevised':
			return { promise: time(event.promise), previous: time(event.previous), reason: event.reason };
		case 'parked':
			return { spot: event.spot, keyTag: event.keyTag };
		case 'noted':
			return { text: event.text };
		case 'amended':
			return { order: orderWords(event.order, customer, site) };
		case 'sourceRead':
			return event.source ? { fromDealerSystem: orderWords(event.source, customer, site) } : {};
		case 'cancelled':
			return { reason: event.reason };
		case 'resumed':
		case 'delivered':
			return {};
	}
}

/** A name or number written anew may still be the same person; where neither is theirs it is somebody else. */
const isSame = (one: Customer, other: Customer): boolean =>
	(one.name !== '' && one.name === other.name) || (one.phone !== '' && one.phone === other.phone);

/** Times as 2026-11-23T14:05:09+08:00, by the workshop's clock; stages by their names. */
const words = ({ timeZone, stages }: Site) => ({
	time(at: number | null | undefined): string | null | undefined {
		if (at == null) return at;
		return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone, smallestUnit: 'second' });
	},
	stage: (id: string): string => stages.find((stage) => stage.id === id)?.name ?? ''
});
