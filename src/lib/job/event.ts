import { type EventType, type EventUnion, upcast } from '../stream/event-type.ts';
import type { EventsOf } from '../stream/facet.ts';
import { orderEvents } from './facets/order/events.ts';
import { stoppageEvents } from './facets/stoppage/events.ts';
import { booked } from './facets/visit/booked.ts';
import { visitEvents } from './facets/visit/events.ts';
import { workEvents } from './facets/work/events.ts';
import type { Job } from './job.ts';
import { facets } from './registry.ts';

const ownEvents = Object.assign({}, ...Object.values(facets).map(({ events }) => events)) as EventsOf<
	typeof facets
>;

/** Every type of event that happens to a job. */
export const jobEvents = {
	booked,
	...visitEvents,
	...orderEvents,
	...workEvents,
	...stoppageEvents,
	...ownEvents
};

export type JobEventType = keyof typeof jobEvents;

/** What happened to a job, in the past tense. Appended for ever: the audit log and the source of KPIs. */
export type JobEvent = EventUnion<typeof jobEvents>;

type AnyType = EventType<Job, never>;

export const eventTypeOf = (type: JobEventType): AnyType => jobEvents[type] as unknown as AnyType;

/** An event as it was stored, in the shape that it has today. [EVT2] */
export const storedEvent = (event: JobEvent, version: number): JobEvent => upcast(jobEvents, event, version);

/** Of which facet each type of event is. */
const facetOf = new Map<string, string>([
	...Object.keys(visitEvents).map((type) => [type, 'visit'] as const),
	...Object.keys(orderEvents).map((type) => [type, 'order'] as const),
	...Object.keys(workEvents).map((type) => [type, 'work'] as const),
	...Object.keys(stoppageEvents).map((type) => [type, 'stoppage'] as const),
	...Object.entries(facets).flatMap(([facet, { events }]) =>
		Object.keys(events).map((type) => [type, facet] as const)
	)
]);

export const facetNames = [
	'visit',
	'order',
	'work',
	'stoppage',
	...Object.keys(facets)
] as readonly FacetName[];
export type FacetName = 'visit' | 'order' | 'work' | 'stoppage' | keyof typeof facets;

/** The facets that an event changed: those that the sender of a command on them has to have seen. [CMD14] */
export function facetsChangedBy(event: JobEvent): FacetName[] {
	// What a move took along comes back with it.
	if (event.type === 'moveUndone') return ['visit', 'work', 'stoppage'];
	// Standard hours stand in the order, and dispatching sets them too.
	if (event.type === 'amended' && event.order.standardHours !== undefined) return ['order', 'work'];
	const facet = facetOf.get(event.type);
	return facet === undefined ? [] : [facet as FacetName];
}
