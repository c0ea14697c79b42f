import type { JobEvent, JobEventType } from './event.ts';
import type { Customer, Job, Order, Standing, Vehicle } from './job.ts';
import type { Stoppage } from './stoppage.ts';

/*
 * What of a job is about a person, field by field: the one list by which personal data is erased. A field
 * added to a job or an event does not compile before somebody has decided here. [PRIV8]
 *
 * Erased: what names a customer, leads to one (plate, VIN, order number), or was typed by people and may say
 * anything. Kept: what figures are made of, and who of the staff did it.
 *
 * Each field is treated alone and without a look at what it holds, so that erased events make the erased
 * job again. [PRIV3]
 */

const kept = 'kept';

/** What becomes of a field: kept, or what stands in its place. */
type Treatment<Value> = typeof kept | ((value: Value) => Value);

export type Treatments<Thing> = { [Field in keyof Thing]-?: Treatment<Thing[Field]> };

const emptied = (): '' => '';
const nothing = (): null => null;

/** @param part some or all fields of a thing; one that the list does not know is left out */
function treat<Thing extends object, Part extends Partial<Thing>>(
	treatments: Treatments<Thing>,
	part: Part
): Part {
	const known = treatments as Record<string, Treatment<unknown>>;
	const treated: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(part)) {
		const treatment = Object.hasOwn(known, field) ? known[field] : undefined;
		if (treatment) treated[field] = treatment === kept ? value : treatment(value);
	}
	return treated as Part;
}

const vehicleFields: Treatments<Vehicle> = {
	plate: emptied,
	vin: emptied,
	// Thousands drive the same; figures by model need them.
	brand: kept,
	model: kept,
	// With the model and the day it may single a car out, and no figure asks for it.
	colour: emptied
};

const customerFields: Treatments<Customer> = { name: emptied, phone: emptied };

const orderFields: Treatments<Order> = {
	// Leads to the person in the dealer's system.
	orderNumber: nothing,
	vehicle: (vehicle) => treat(vehicleFields, vehicle),
	customer: (customer) => treat(customerFields, customer),
	waiting: kept,
	workType: kept,
	// Typed: "Mr Li's brakes". Figures read the work type and the hours.
	work: emptied,
	standardHours: kept,
	remark: emptied,
	advisorId: kept,
	bookedFor: kept,
	promise: kept
};

const stoppageFields: Treatments<Stoppage> = {
	reason: kept,
	since: kept,
	expectedUntil: kept,
	note: emptied,
	otherWork: kept,
	blocksBay: kept
};

const standingFields: Treatments<Standing> = {
	status: kept,
	stageId: kept,
	stageKind: kept,
	stageSince: kept,
	position: kept,
	bayId: kept,
	rework: kept,
	arrivedAt: kept,
	repairDoneAt: kept,
	readyAt: kept,
	closedAt: kept,
	reached: kept,
	stoppage: (stoppage) => stoppage && treat(stoppageFields, stoppage),
	worked: kept
};

const order = <Part extends Partial<Order>>(some: Part): Part => treat(orderFields, some);
const standing = (whole: Standing): Standing => treat(standingFields, whole);

type Some<Field extends keyof Job> = NonNullable<Job[Field]>;

const promiseChangeFields: Treatments<Some<'promiseChange'>> = { from: kept, reason: emptied, at: kept };
/** Typed, too: a key's tag may be a name. */
const parkingFields: Treatments<Some<'parking'>> = { spot: emptied, keyTag: emptied };
const noteFields: Treatments<Some<'lastNote'>> = { text: emptied, by: kept, at: kept };
const moveFields: Treatments<Some<'lastMove'>> = { at: kept, by: kept, before: standing };

const jobFields: Treatments<Job> = {
	...standingFields,
	...orderFields,
	id: kept,
	version: kept,
	// Called out for a day, and given to another car some weeks later.
	ticket: kept,
	technicianId: kept,
	firstPromise: kept,
	promiseChange: (change) => change && treat(promiseChangeFields, change),
	parking: (parking) => treat(parkingFields, parking),
	lastNote: (note) => note && treat(noteFields, note),
	lastMove: (move) => move && treat(moveFields, move),
	changedBy: kept,
	changedAt: kept,
	source: (source) => source && order(source)
};

const destination = { stageId: kept, stageKind: kept, position: kept } as const;

const eventFields: {
	[Type in JobEventType]: Treatments<Omit<Extract<JobEvent, { type: Type }>, 'type'>>;
} = {
	booked: { ...destination, ticket: kept, order, fromSource: kept },
	checkedIn: { ...destination, arrivedAt: kept },
	moved: { ...destination, from: kept, rework: kept },
	moveUndone: { restored: standing },
	dispatched: { technicianId: kept, bayId: kept, standardHours: kept },
	stopped: { reason: kept, expectedUntil: kept, note: emptied, otherWork: kept, blocksBay: kept },
	resumed: {},
	promiseRevised: { promise: kept, previous: kept, reason: emptied },
	parked: { spot: emptied, keyTag: emptied },
	noted: { text: emptied },
	amended: { order },
	sourceRead: { source: (source) => source && order(source) },
	delivered: {},
	cancelled: { reason: emptied }
};

/** The job without what is personal in it. Erased again it is the same. [PRIV2] */
export const erasedJob = (job: Job): Job => treat(jobFields, job);

/** The event without what is personal in it. [PRIV2] */
export function erasedEvent({ type, ...fields }: JobEvent): JobEvent {
	return { type, ...treat(eventFields[type] as Treatments<object>, fields) } as JobEvent;
}

/** What the register keeps of a vehicle that was here. */
export const erasedVehicle = (vehicle: Vehicle): Vehicle => treat(vehicleFields, vehicle);

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
			? { ...some, customer: treat(customerFields, some.customer) }
			: some;
	return {
		job: (job) => ({ ...job, source: job.source && less(job.source) }),
		event(event) {
			if ('order' in event) return { ...event, order: less(event.order) } as JobEvent;
			return 'source' in event ? { ...event, source: event.source && less(event.source) } : event;
		}
	};
}
