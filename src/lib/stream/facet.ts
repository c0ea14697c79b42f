import type { AnyEventType, EventUnion } from './event-type.ts';
import type { Treatments } from './personal.ts';

/** Whether the board of a workshop's staff carries a field. [FEED1] */
export type OnBoard = 'shown' | 'left out';

/** How a customer's export writes things. */
export interface ExportWords {
	/** A moment by the workshop's clock. */
	time(at: number | null | undefined): string | null | undefined;
	/** A stage's name by its id. */
	stage(id: string): string;
}

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
	/**
	 * What a customer who asks gets of the fields in `details`; absent: the fields as they are. Give it where one names staff
	 * or holds a moment. [PRIV7]
	 */
	exported?: (state: State, words: ExportWords) => object;
	/** The same of its events; absent: their fields as they are. */
	exportedEvent?: (event: EventUnion<Events>, words: ExportWords) => object;
	events: Events;
}

export const facet = <State extends object>() => {
	return <Events extends Record<string, AnyEventType>, const Stored extends 'columns' | 'details'>(
		description: Facet<State, Events> & { stored: Stored }
	): Facet<State, Events> & { stored: Stored } => description;
};

/** The fields of several facets together. */
export type StateOf<Facets> = Together<
	{ [Name in keyof Facets]: Facets[Name] extends { start: infer State } ? State : never }[keyof Facets]
>;

/** The event types of several facets together. */
export type EventsOf<Facets> = Together<
	{ [Name in keyof Facets]: Facets[Name] extends { events: infer Events } ? Events : never }[keyof Facets]
>;

/** Those whose fields are kept in `details`: screens and exports show them without knowing each. */
export type InDetails<Facets> = {
	[Name in keyof Facets as Facets[Name] extends { stored: 'details' } ? Name : never]: Facets[Name];
};

type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
	all: infer All
) => void
	? All
	: never;
