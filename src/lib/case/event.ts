import * as v from 'valibot';
import {
	type AnyEventType,
	type EventUnion,
	firstVersion,
	type Stamp,
	upcast
} from '../stream/event-type.ts';
import { counted } from '../stream/expect.ts';
import { emptied, kept, treat } from '../stream/personal.ts';
import {
	type Case,
	type CaseKind,
	caseKinds,
	casePriorities,
	type CasePriority,
	customerPersonal
} from './case.ts';

interface Opened {
	jobId: string | null;
	kind: CaseKind;
	priority: CasePriority;
	words: string;
	customer: Case['customer'];
}

/** Every type of event that happens to a case. */
export const caseEvents = {
	caseOpened: firstVersion<Case, Opened>({
		schema: v.strictObject({
			jobId: v.nullable(v.string()),
			kind: v.picklist(caseKinds),
			priority: v.picklist(casePriorities),
			words: v.string(),
			customer: v.strictObject({ name: v.string(), phone: v.string() })
		}),
		personal: {
			jobId: kept,
			kind: kept,
			priority: kept,
			words: emptied,
			customer: (customer) => treat(customerPersonal, customer)
		},
		evolve: (_start, { jobId, kind, priority, words, customer }, { at, by }) => ({
			...{ jobId, kind, priority, words, customer },
			...{ openedAt: at, openedBy: by.name }
		})
	}),
	caseAssigned: firstVersion<Case, { ownerId: string | null; dueAt: number | null }>({
		schema: v.strictObject({ ownerId: v.nullable(v.string()), dueAt: v.nullable(v.number()) }),
		personal: { ownerId: kept, dueAt: kept },
		evolve: (_case, { ownerId, dueAt }) => ({ ownerId, dueAt })
	}),
	caseAnswered: firstVersion<Case, { answer: string }>({
		schema: v.strictObject({ answer: v.string() }),
		personal: { answer: emptied },
		evolve: (_case, { answer }, { at }) => ({ answer, answeredAt: at, status: 'answered' })
	}),
	caseClosed: firstVersion<Case, { customerSaid: string }>({
		schema: v.strictObject({ customerSaid: v.string() }),
		personal: { customerSaid: emptied },
		evolve: (_case, { customerSaid }, { at }) => ({ customerSaid, closedAt: at, status: 'closed' })
	}),
	caseReopened: firstVersion<Case, { reason: string }>({
		schema: v.strictObject({ reason: v.string() }),
		personal: { reason: emptied },
		evolve: ({ reopened }) => ({
			...{ status: 'open', closedAt: null, customerSaid: '' },
			...{ answer: '', answeredAt: null, reopened: reopened + 1 }
		})
	})
};

export type CaseEventType = keyof typeof caseEvents;
export type CaseEvent = EventUnion<typeof caseEvents>;

export const caseFacets = ['assignment', 'progress'] as const;
export type CaseFacet = (typeof caseFacets)[number];

const eventTypeOf = (type: CaseEventType): AnyEventType => caseEvents[type] as unknown as AnyEventType;

/** An event as it was stored, in the shape that it has today. [EVT2] */
export const storedCaseEvent = (event: CaseEvent, version: number): CaseEvent =>
	upcast(caseEvents, event, version);

/** The event without what is personal in it. [PRIV2] */
export function erasedCaseEvent({ type, ...fields }: CaseEvent): CaseEvent {
	return { type, ...treat(eventTypeOf(type).personal as Record<string, typeof kept>, fields) } as CaseEvent;
}

const startOf = (id: string, { at, by }: Stamp): Case => ({
	...{ id, version: 0, facetVersions: { counted: 0, facets: {} }, changedBy: by.name, changedAt: at },
	...{ jobId: null, kind: 'complaint', priority: 'normal', words: '', customer: { name: '', phone: '' } },
	...{ status: 'open', openedAt: at, openedBy: by.name, ownerId: null, dueAt: null },
	...{ answer: '', answeredAt: null, customerSaid: '', closedAt: null, reopened: 0 }
});

/** One command is one version, however many events it made. */
export function evolveCase(
	before: Case | null,
	events: readonly CaseEvent[],
	stamp: Stamp,
	caseId: string
): Case {
	let next = before ?? startOf(caseId, stamp);
	for (const { type, ...fields } of events) {
		next = { ...next, ...eventTypeOf(type).evolve(next as never, fields as never, stamp) };
	}
	const changed = new Set<CaseFacet>(
		events.map(({ type }) => (type === 'caseAssigned' ? 'assignment' : 'progress'))
	);
	return {
		...next,
		version: (before?.version ?? 0) + 1,
		facetVersions: before
			? counted(before, changed, caseFacets, stamp.by.name, stamp.at)
			: { counted: 1, facets: {} },
		changedBy: stamp.by.name,
		changedAt: stamp.at
	};
}
