import type { LoungeCard, LoungeMeta } from '../feeds/lounge.ts';
import { progressOf, type StageKind } from '../model/stage.ts';
import { shortDay, shortTime } from '../words/clock-words.ts';
import { stepWords } from '../words/stage-words.ts';
import { stepNames } from '../words/step-names.ts';
import { byPromise } from './order.ts';
import { MINUTE } from '../model/moments.ts';

/** How long a ready car is called out, milliseconds. */
const CALLED_FOR = 5 * MINUTE;

/** A car in work as its owner reads it. */
export interface LoungeRow {
	id: string;
	ticket: string;
	model: string;
	colour: string;
	step: string;
	/** The same from the longest form to the shortest. */
	stepForms: readonly string[];
	/** Steps reached, this one included. */
	reached: number;
	/** Empty when promised for today. */
	day: string;
	/** Empty without a promise, and for a day a week or more ahead. [TIME2] */
	time: string;
	/** The promise has passed: nobody is shown a failure in red, the advisor knows more. */
	passed: boolean;
}

/** The cars in work, the soonest promise first. @param now the server's clock, epoch milliseconds */
export function loungeRows(cards: readonly LoungeCard[], meta: LoungeMeta, now: number): LoungeRow[] {
	const { timeZone } = meta.workshop;
	return cards
		.filter((card) => card.readyAt === null)
		.sort(byPromise)
		.map(({ id, ticket, model, colour, step, promise }) => ({
			...{ id, ticket, model, colour },
			...stepTexts(step),
			reached: stepsReached(meta.steps, step),
			day: promise === null ? '' : shortDay(promise, now, timeZone),
			time: promise === null ? '' : shortTime(promise, now, timeZone),
			passed: promise !== null && promise < now
		}));
}

function stepTexts(kind: StageKind): { step: string; stepForms: string[] } {
	const step = stepWords[kind]();
	return { step, stepForms: [step, stepNames[kind]()] };
}

/** How many of the steps are behind or present; also at a step that the workshop no longer shows. */
export const stepsReached = (steps: readonly StageKind[], step: StageKind): number =>
	steps.indexOf(step) + 1 || steps.filter((other) => progressOf(other) <= progressOf(step)).length;

/** The ready cars, newest first. */
export const readyCars = (cards: readonly LoungeCard[]): LoungeCard[] =>
	cards.filter((card) => card.readyAt !== null).sort((a, b) => (b.readyAt ?? 0) - (a.readyAt ?? 0));

/**
 * The ready car shown large: the newest. While several are called out they take turns.
 *
 * @param ready newest first
 * @param turn counts up
 */
export function calledCar(
	ready: readonly LoungeCard[],
	now: number,
	turn: number
): { car: LoungeCard; justReady: boolean } | null {
	const called = ready.filter(({ readyAt }) => readyAt !== null && now - readyAt < CALLED_FOR);
	const car = called[turn % Math.max(1, called.length)] ?? ready[0];
	return car ? { car, justReady: called.length > 0 } : null;
}
