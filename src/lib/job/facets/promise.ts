import * as v from 'valibot';
import { firstVersion } from '../../stream/event-type.ts';
import { facet } from '../../stream/facet.ts';
import { emptied, kept, treat, type Treatments } from '../../stream/personal.ts';

/** Promised delivery times, epoch milliseconds. */
export interface Promised {
	promise: number | null;
	/** The first promise ever given: kept for ever. [PROM1] */
	firstPromise: number | null;
	promiseChange: { from: number | null; reason: string; at: number } | null;
}

const changePersonal: Treatments<NonNullable<Promised['promiseChange']>> = {
	from: kept,
	reason: emptied,
	at: kept
};

export const promise = facet<Promised>()({
	start: { promise: null, firstPromise: null, promiseChange: null },
	stored: 'columns',
	personal: {
		promise: kept,
		firstPromise: kept,
		promiseChange: (change) => change && treat(changePersonal, change)
	},
	board: { promise: 'shown', firstPromise: 'shown', promiseChange: 'shown' },
	events: {
		promiseRevised: firstVersion<Promised, { promise: number; previous: number | null; reason: string }>({
			schema: v.strictObject({ promise: v.number(), previous: v.nullable(v.number()), reason: v.string() }),
			personal: { promise: kept, previous: kept, reason: emptied },
			evolve(state, { promise, previous, reason }, { at }) {
				const promiseChange = previous === null ? null : { from: previous, reason, at };
				return { promise, firstPromise: state.firstPromise ?? promise, promiseChange };
			}
		})
	}
});
