import type { Outlook } from '../job/outlook.ts';

/** What the order of a wall looks at. */
export interface Ranked {
	id: string;
	outlook: Pick<Outlook, 'state' | 'minutes' | 'ready' | 'overdue'>;
	stopped: boolean;
	/** Epoch milliseconds. */
	promise: number | null;
}

/** Late or stopped, and not ready yet: what somebody must act on. A ready car only waits to be fetched. */
export const isPinned = ({ outlook, stopped }: Ranked): boolean =>
	!outlook.ready && (outlook.state === 'late' || stopped);

function rank({ outlook, stopped }: Ranked): number {
	if (outlook.ready) return 4;
	if (outlook.state === 'late') return 0;
	if (stopped) return 1;
	return outlook.state === 'tight' ? 2 : 3;
}

/** Late first, the latest on top; then stopped, tight, the others and the ready ones, each by promise. [DISP3] */
export function byUrgency(a: Ranked, b: Ranked): number {
	const difference = rank(a) - rank(b);
	if (difference !== 0) return difference;
	if (rank(a) === 0 && a.outlook.minutes !== b.outlook.minutes) return b.outlook.minutes - a.outlook.minutes;
	return byPromise(a, b);
}

/** The soonest promise first, none last; the id decides, so that equals do not change places. */
export function byPromise(a: Pick<Ranked, 'id' | 'promise'>, b: Pick<Ranked, 'id' | 'promise'>): number {
	return (a.promise ?? Infinity) - (b.promise ?? Infinity) || (a.id < b.id ? -1 : 1);
}
