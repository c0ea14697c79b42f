import { counted } from '../stream/expect.ts';
import type { Stamp } from '../stream/event-type.ts';
import type { StateOf } from '../stream/facet.ts';
import { eventTypeOf, facetNames, facetsChangedBy, type JobEvent } from './event.ts';
import type { Job } from './job.ts';
import { facets } from './registry.ts';

export type { Stamp } from '../stream/event-type.ts';

const facetsStart = Object.assign({}, ...Object.values(facets).map(({ start }) => start)) as StateOf<
	typeof facets
>;

/** A job to which nothing happened yet. `booked` says the rest. */
function startOf(id: string, { at, by }: Stamp): Job {
	return {
		...facetsStart,
		...{ id, version: 0, ticket: '', facetVersions: { counted: 0, facets: {} } },
		...{ changedBy: by.name, changedAt: at },
		...{ status: 'open', stageId: '', stageKind: 'booked', stageSince: at, position: '', rework: 0 },
		...{ arrivedAt: null, repairDoneAt: null, readyAt: null, closedAt: null, reached: {}, lastMove: null },
		...{ technicianId: null, bayId: null, standardHours: null, worked: [], stoppage: null },
		...{ orderNumber: null, vehicle: { plate: '', vin: '', brand: '', model: '', colour: '' } },
		...{ customer: { name: '', phone: '' }, waiting: false, workType: 'other', work: '', remark: '' },
		...{ advisorId: null, bookedFor: null }
	};
}

/**
 * The job after an event. Pure and total: it never refuses, since the event has happened.
 * `job` is null only before `booked`.
 */
export function evolve(job: Job | null, event: JobEvent, stamp: Stamp, jobId: string): Job {
	const before = event.type === 'booked' ? startOf(jobId, stamp) : job;
	if (!before) throw new Error(`event ${event.type} on a job that was never booked`);
	const { type, ...fields } = event;
	return { ...before, ...eventTypeOf(type).evolve(before, fields as never, stamp) };
}

/** One command is one version, however many events it made. */
export function evolveAll(job: Job | null, events: readonly JobEvent[], stamp: Stamp, jobId: string): Job {
	let next = job;
	for (const event of events) next = evolve(next, event, stamp, jobId);
	if (!next) throw new Error('a command without events makes no job');
	const { at, by } = stamp;
	const changed = new Set(job ? events.flatMap(facetsChangedBy) : []);
	return {
		...next,
		version: (job?.version ?? 0) + 1,
		facetVersions: job ? counted(job, changed, facetNames, by.name, at) : { counted: 1, facets: {} },
		changedBy: by.name,
		changedAt: at
	};
}
