import { kept, treat, type Treatments } from '../stream/personal.ts';
import type { StateOf } from '../stream/facet.ts';
import { eventTypeOf, type JobEvent } from './event.ts';
import {
	type Customer,
	customerPersonal,
	type Order,
	orderPersonal,
	type Vehicle,
	vehiclePersonal
} from './facets/order/state.ts';
import { stoppagePersonal } from './facets/stoppage/state.ts';
import { visitPersonal } from './facets/visit/state.ts';
import { workPersonal } from './facets/work/state.ts';
import type { Job } from './job.ts';
import { facets } from './registry.ts';

/** The lists of the facets together: a field of a job that none of them has does not compile. [PRIV8] */
const jobPersonal: Treatments<Job> = {
	...visitPersonal,
	...orderPersonal,
	...workPersonal,
	...stoppagePersonal,
	...(Object.assign({}, ...Object.values(facets).map(({ personal }) => personal)) as Treatments<
		StateOf<typeof facets>
	>),
	id: kept,
	version: kept,
	facetVersions: kept,
	ticket: kept,
	changedBy: kept,
	changedAt: kept
};

/** The job without what is personal in it. Erased again it is the same. [PRIV2] */
export const erasedJob = (job: Job): Job => treat(jobPersonal, job);

/** The event without what is personal in it. [PRIV2] */
export function erasedEvent({ type, ...fields }: JobEvent): JobEvent {
	return { type, ...treat(eventTypeOf(type).personal as Treatments<object>, fields) } as JobEvent;
}

/** What the register keeps of a vehicle that was here. */
export const erasedVehicle = (vehicle: Vehicle): Vehicle => treat(vehiclePersonal, vehicle);

/** What takes the place of a job and of its events. */
export interface Rewriting {
	job(job: Job): Job;
	event(event: JobEvent): JobEvent;
}

export const erasing: Rewriting = { job: erasedJob, event: erasedEvent };

/**
 * Takes one customer out of jobs that were theirs at first and then somebody else's: they stand in the
 * events of before, and perhaps in what the dealer's system says. What is the other's stays. [PRIV6]
 */
export function leavingOut({ name, phone }: Customer): Rewriting {
	const less = <Part extends Partial<Order>>(some: Part): Part =>
		some.customer?.name === name && some.customer.phone === phone
			? { ...some, customer: treat(customerPersonal, some.customer) }
			: some;
	return {
		job: (job) => ({ ...job, source: job.source && less(job.source) }),
		event(event) {
			if ('order' in event) return { ...event, order: less(event.order) } as JobEvent;
			return 'source' in event ? { ...event, source: event.source && less(event.source) } : event;
		}
	};
}
