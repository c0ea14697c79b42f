import { feedVersions } from './versions.ts';
import type { Case } from '../case/case.ts';
import type { Person } from '../model/person.ts';
import type { Feed } from './feed.ts';

/** A case as those see it who speak with customers. [FEED11] */
export type CaseCard = Pick<
	Case,
	| 'id'
	| 'version'
	| 'facetVersions'
	| 'jobId'
	| 'kind'
	| 'priority'
	| 'words'
	| 'customer'
	| 'status'
	| 'openedAt'
	| 'openedBy'
	| 'ownerId'
	| 'dueAt'
	| 'answer'
	| 'answeredAt'
	| 'customerSaid'
	| 'closedAt'
	| 'reopened'
	| 'changedBy'
	| 'changedAt'
>;

export interface CasesMeta {
	workshop: { slug: string; name: string; timeZone: string };
	/** Who works here now, and everybody who owns a case may be among the others. */
	people: Person[];
}

export const casesFeed: Feed<Case, CaseCard, CasesMeta> = {
	stream: 'case',
	version: feedVersions.cases,
	card: (of) => (of.status === 'closed' ? null : caseCard(of)),
	meta: ({ workshop: { slug, name, timeZone }, people }) => ({
		workshop: { slug, name, timeZone },
		people: people.map(({ id, name, roles, active }) => ({ id, name, roles, active }))
	})
};

/** Closed ones too. */
export function caseCard(of: Case): CaseCard {
	const { id, version, facetVersions, jobId, kind, priority, words, customer, status } = of;
	const { openedAt, openedBy, ownerId, dueAt, answer, answeredAt, customerSaid } = of;
	const { closedAt, reopened, changedBy, changedAt } = of;
	return {
		...{ id, version, facetVersions, jobId, kind, priority, words, customer, status },
		...{ openedAt, openedBy, ownerId, dueAt, answer, answeredAt, customerSaid },
		...{ closedAt, reopened, changedBy, changedAt }
	};
}
