import type { ProgressCard } from '../feeds/job.ts';
import { progressOf, type StageKind } from '../model/stage.ts';

export interface Step {
	kind: StageKind | 'delivered';
	state: 'done' | 'current' | 'ahead';
	/** When it was entered, epoch milliseconds; of a booking when the car is expected. */
	at: number | null;
}

/**
 * The visit as its customer reads it. A step that this visit passed without taking it is left out; one
 * that lies ahead is shown without a time.
 *
 * @param steps those a visit takes in this workshop, in order
 */
export function stepsOfVisit(card: ProgressCard, steps: readonly StageKind[]): Step[] {
	const { status, step, reached, arrivedAt, bookedFor, closedAt } = card;
	if (status === 'cancelled') return [];
	if (arrivedAt === null) {
		return [{ kind: 'booked', state: 'current', at: bookedFor }, ...steps.map(ahead)];
	}
	const all = withStep(steps, step);
	const here = all.indexOf(step);
	const open = status === 'open';
	const shown: Step[] = all
		.slice(0, here + 1)
		.filter((kind) => kind === step || reached[kind] !== undefined)
		.map((kind) => ({
			kind,
			state: kind === step && open ? 'current' : 'done',
			at: kind === 'arrived' ? arrivedAt : (reached[kind] ?? null)
		}));
	if (!open) return [...shown, { kind: 'delivered', state: 'current', at: closedAt }];
	return [...shown, ...all.slice(here + 1).map(ahead)];
}

const ahead = (kind: StageKind): Step => ({ kind, state: 'ahead', at: null });

/** A stage that the workshop hides may still hold a car: then it is a step of this visit. */
function withStep(steps: readonly StageKind[], step: StageKind): StageKind[] {
	if (steps.includes(step)) return [...steps];
	const before = steps.filter((kind) => progressOf(kind) < progressOf(step));
	return [...before, step, ...steps.filter((kind) => !before.includes(kind))];
}

/** What the customer wants to know first. Moments are epoch milliseconds. */
export type Headline =
	| { kind: 'booked'; at: number | null }
	| { kind: 'promised'; at: number }
	/** The workshop knows that it will break the promise. */
	| { kind: 'delayed'; at: number }
	/** The promise has passed and the car is not ready: told calmly, with whom to ask. */
	| { kind: 'passed'; at: number }
	| { kind: 'unpromised' }
	| { kind: 'ready'; at: number }
	| { kind: 'delivered'; at: number | null }
	| { kind: 'cancelled' };

/** @param now the server's clock, epoch milliseconds */
export function headlineOf(card: ProgressCard, now: number): Headline {
	const { status, arrivedAt, bookedFor, readyAt, closedAt, promise, lateFrom } = card;
	if (status === 'cancelled') return { kind: 'cancelled' };
	if (status === 'delivered') return { kind: 'delivered', at: closedAt };
	if (arrivedAt === null) return { kind: 'booked', at: bookedFor };
	if (readyAt !== null) return { kind: 'ready', at: readyAt };
	if (promise === null) return { kind: 'unpromised' };
	if (promise < now) return { kind: 'passed', at: promise };
	return { kind: lateFrom !== null && lateFrom <= now ? 'delayed' : 'promised', at: promise };
}
