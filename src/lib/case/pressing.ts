import type { Case } from './case.ts';

type Open = Pick<Case, 'status' | 'priority' | 'dueAt' | 'openedAt' | 'id'>;

const HOUR = 3_600_000;

/** An answer that is due within this time is due soon, milliseconds. */
export const SOON = 2 * HOUR;
/** A case that is open for this time is open for long, milliseconds. */
export const LONG = 3 * 24 * HOUR;

/**
 * How its answer stands against the time that it is due; null where it is answered or no time was given. After the answer
 * the customer has the word, whom nobody hurries. [CASE7]
 */
export function dueState({ status, dueAt }: Open, now: number): 'overdue' | 'soon' | 'later' | null {
	if (status !== 'open' || dueAt === null) return null;
	if (dueAt <= now) return 'overdue';
	return dueAt - now <= SOON ? 'soon' : 'later';
}

/** [CASE7] */
export const isLong = ({ status, openedAt }: Open, now: number): boolean =>
	status !== 'closed' && now - openedAt >= LONG;

/** Overdue ones, then urgent ones that wait for an answer, then by the time due, then the oldest first. [CASE6] */
export function byPressure(one: Open, other: Open, now: number): number {
	const due = (of: Open) => (of.status === 'open' ? (of.dueAt ?? Infinity) : Infinity);
	const [a, b] = [due(one), due(other)];
	return (
		rank(one, now) - rank(other, now) ||
		(a === b ? 0 : a - b) ||
		one.openedAt - other.openedAt ||
		(one.id < other.id ? -1 : 1)
	);
}

function rank(of: Open, now: number): number {
	if (dueState(of, now) === 'overdue') return 0;
	return of.priority === 'urgent' && of.status === 'open' ? 1 : 2;
}
