import type { ClosedJob } from '../../board/closed/closed-job.ts';
import { fetchWithin } from '../../forms/fetch-within.ts';
import { foldSigns } from '../../model/fold.ts';
import { compact } from '../../model/plate.ts';
import type { CaseJob } from './case-job.ts';

/** Rows that a search shows: who looks for one car then says more. */
export const MOST_FOUND = 6;

/** Visits on the board by part of a plate, a name or a phone number, or by ticket. */
export function onBoard(jobs: Iterable<CaseJob>, words: string): CaseJob[] {
	const [signs, folded] = [compact(words), foldSigns(words).trim()];
	if (signs === '') return [];
	return [...jobs].filter(
		({ isOpen, plate, ticket, customer }) =>
			isOpen &&
			(compact(plate).includes(signs) ||
				compact(ticket) === signs ||
				foldSigns(customer.name).includes(folded) ||
				compact(customer.phone).includes(signs))
	);
}

/**
 * Visits that have left the board; most complain after they drove off. Null where they could not be read.
 *
 * @param slug the workshop's
 */
export async function offBoard(slug: string, words: string): Promise<CaseJob[] | null> {
	const answer = await fetchWithin(`/w/${slug}/board/closed`, {
		...{ method: 'POST', body: JSON.stringify({ words }), headers: { 'content-type': 'application/json' } }
	}).catch(() => null);
	if (!answer?.ok) return null;
	const { jobs } = (await answer.json()) as { jobs: ClosedJob[] };
	return jobs.map(({ id, ticket, plate, model, customer }) => ({
		...{ id, ticket, plate, model, customer: { name: customer, phone: '' }, isOpen: false }
	}));
}
