import type { Customer } from '../job/job.ts';
import type { Versioned } from '../stream/expect.ts';
import { emptied, kept, treat, type Treatments } from '../stream/personal.ts';

export const caseKinds = ['complaint', 'suggestion'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Rising. */
export const casePriorities = ['normal', 'high', 'urgent'] as const;
export type CasePriority = (typeof casePriorities)[number];

export type CaseStatus = 'open' | 'answered' | 'closed';

/** A complaint or a suggestion 投诉/建议, from its opening to what the customer said to the answer. Moments are epoch milliseconds. */
export interface Case extends Versioned {
	id: string;
	/** The visit it is about; null for none. */
	jobId: string | null;
	kind: CaseKind;
	priority: CasePriority;
	/** The customer's own. */
	words: string;
	/** Both empty where the customer did not say. */
	customer: Customer;
	status: CaseStatus;
	openedAt: number;
	/** Who of the staff opened it. */
	openedBy: string;
	/** The person who answers for it. */
	ownerId: string | null;
	/** When it is to be answered. */
	dueAt: number | null;
	answer: string;
	answeredAt: number | null;
	/** What the customer said to the answer. */
	customerSaid: string;
	closedAt: number | null;
	/** How often it was opened again. */
	reopened: number;
}

export const customerPersonal: Treatments<Customer> = { name: emptied, phone: emptied };

const casePersonal: Treatments<Case> = {
	id: kept,
	version: kept,
	facetVersions: kept,
	changedBy: kept,
	changedAt: kept,
	jobId: kept,
	kind: kept,
	priority: kept,
	words: emptied,
	customer: (customer) => treat(customerPersonal, customer),
	status: kept,
	openedAt: kept,
	openedBy: kept,
	ownerId: kept,
	dueAt: kept,
	answer: emptied,
	answeredAt: kept,
	customerSaid: emptied,
	closedAt: kept,
	reopened: kept
};

/** The case without what is personal in it. [PRIV2] */
export const erasedCase = (of: Case): Case => treat(casePersonal, of);
