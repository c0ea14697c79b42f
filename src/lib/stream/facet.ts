import type { AnyEventType } from './event-type.ts';
import type { Treatments } from './personal.ts';

/** Whether the board of a workshop's staff carries a field. [FEED1] */
export type OnBoard = 'shown' | 'left out';

/**
 * A part of a job that has its own events and can be told without the rest. Its fields are fields of the job.
 *
 * @template State the fields
 */
export interface Facet<State extends object, Events extends Record<string, AnyEventType>> {
	/** The fields of a job to which nothing of this happened yet. */
	start: State;
	/** `columns`: each field is a column of the table of jobs; `details`: they are kept together in its `details`. */
	stored: 'columns' | 'details';
	personal: Treatments<State>;
	board: { [Field in keyof State]: OnBoard };
	/** What a customer who asks gets of it; absent: the personal fields of the job's own export. [PRIV7] */
	exported?: (state: State) => object;
	events: Events;
}

export const facet = <State extends object>() => {
	return <Events extends Record<string, AnyEventType>>(
		description: Facet<State, Events>
	): Facet<State, Events> => description;
};

/** The fields of several facets together. */
export type StateOf<Facets> = Together<
	{ [Name in keyof Facets]: Facets[Name] extends { start: infer State } ? State : never }[keyof Facets]
>;

/** The event types of several facets together. */
export type EventsOf<Facets> = Together<
	{ [Name in keyof Facets]: Facets[Name] extends { events: infer Events } ? Events : never }[keyof Facets]
>;

type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
	all: infer All
) => void
	? All
	: never;
