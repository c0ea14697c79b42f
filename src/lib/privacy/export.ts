import type { Case } from '../case/case.ts';
import type { CaseEvent } from '../case/event.ts';
import type { jobEvents, JobEvent, JobEventType } from '../job/event.ts';
import type { Customer, Job, Order } from '../job/job.ts';
import { facets } from '../job/registry.ts';
import type { Stage } from '../model/stage.ts';
import type { AnyEventType, EventOf } from '../stream/event-type.ts';
import type { EventsOf, ExportWords, Facet, InDetails } from '../stream/facet.ts';

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

/** Who asks, and how things are written for them. */
interface Reader extends ExportWords {
	customer: Customer;
	site: Site;
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
	const to: Reader = { customer, site, time, stage };
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
		...detailWords(job, to),
		fromDealerSystem: job.source && orderWords(job.source, customer, site),
		events: events.map(({ at, event }) => ({
			at: time(at),
			type: event.type,
			...wordsOf(event, to)
		}))
	};
}

/** The person who complains about a car may be another than its customer. */
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

type EventTypes = typeof jobEvents;
type DetailFacets = InDetails<typeof facets>;
type DetailEvent = keyof DetailFacets extends never ? never : keyof EventsOf<DetailFacets>;
type Worded = {
	[Type in Exclude<JobEventType, DetailEvent>]: (event: EventOf<EventTypes[Type]>, to: Reader) => object;
};

/** A facet that is kept in `details` says what the export has of its events. */
const eventWords: Worded = {
	booked: ({ ticket, order }, { customer, site }) => ({ ticket, order: orderWords(order, customer, site) }),
	checkedIn: ({ stageId, arrivedAt }, { stage, time }) => ({
		stage: stage(stageId),
		arrivedAt: time(arrivedAt)
	}),
	moved: ({ from, stageId, rework }, { stage }) => ({ from: stage(from), stage: stage(stageId), rework }),
	moveUndone: ({ restored }, { stage }) => ({
		stage: stage(restored.stageId),
		note: restored.stoppage?.note
	}),
	dispatched: ({ standardHours }) => ({ standardHours }),
	stopped: ({ reason, expectedUntil, note }, { time }) => ({
		reason,
		expectedUntil: time(expectedUntil),
		note
	}),
	promiseRevised: ({ promise, previous, reason }, { time }) => ({
		promise: time(promise),
		previous: time(previous),
		reason
	}),
	parked: ({ spot, keyTag }) => ({ spot, keyTag }),
	noted: ({ text }) => ({ text }),
	amended: ({ order }, { customer, site }) => ({ order: orderWords(order, customer, site) }),
	sourceRead: ({ source }, { customer, site }) =>
		source ? { fromDealerSystem: orderWords(source, customer, site) } : {},
	cancelled: ({ reason }) => ({ reason }),
	resumed: () => ({}),
	delivered: () => ({})
};

type AnyFacet = Facet<object, Record<string, AnyEventType>>;

/** The facets that are kept in `details`. */
const details = (Object.values(facets) as unknown as AnyFacet[]).filter(({ stored }) => stored === 'details');

/** What the export has of their fields. */
function detailWords(job: Job, to: Reader): object {
	const told = details.map(({ start, exported }) => {
		const own = Object.fromEntries(Object.keys(start).map((field) => [field, job[field as keyof Job]]));
		return exported ? exported(own, to) : own;
	});
	return Object.assign({}, ...told) as object;
}

function wordsOf({ type, ...fields }: JobEvent, to: Reader): object {
	const facet = details.find(({ events }) => Object.hasOwn(events, type));
	if (facet) return facet.exportedEvent ? facet.exportedEvent({ type, ...fields } as never, to) : fields;
	return (eventWords as Record<string, (event: never, to: Reader) => object>)[type]!(fields as never, to);
}

/** A name or number written anew may still be the same person; where neither is theirs it is somebody else. */
const isSame = (one: Customer, other: Customer): boolean =>
	(one.name !== '' && one.name === other.name) || (one.phone !== '' && one.phone === other.phone);

/** Times as 2026-11-23T14:05:09+08:00, by the workshop's clock; stages by their names. */
const words = ({ timeZone, stages }: Site): ExportWords => ({
	time(at) {
		if (at == null) return at;
		return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone, smallestUnit: 'second' });
	},
	stage: (id) => stages.find((stage) => stage.id === id)?.name ?? ''
});
