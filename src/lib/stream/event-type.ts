import type { GenericSchema } from 'valibot';
import type { Actor } from '../model/actor.ts';
import type { Treatments } from './personal.ts';

/** When and by whom an event came about; epoch milliseconds. */
export interface Stamp {
	at: number;
	by: Actor;
}

/** Makes of an older version's fields those of the version after it. */
export type Upcast = (older: Record<string, unknown>) => Record<string, unknown>;

/**
 * One type of event of a stream: its shape, what it makes of the state, and what of it is personal.
 *
 * Events are kept for ever. A changed shape is a new version: raise `version`, add an upcast from the version before, and
 * add an event of the new version to tests/golden. [EVT1] [EVT2]
 */
export interface EventType<State, Event extends object> {
	/** Counts from 1. */
	version: number;
	/** The fields of the present version, without `type`. */
	schema: GenericSchema<unknown, Event>;
	/** The first makes version 2 of version 1, and so on: one fewer than `version`. */
	upcasts: readonly Upcast[];
	/** The fields of the state that change. Total: it never refuses, since the event has happened. */
	evolve(state: State, event: Event, stamp: Stamp): Partial<State>;
	personal: Treatments<Event>;
}

/** Whatever its state and its event are. */
export interface AnyEventType {
	version: number;
	schema: GenericSchema;
	upcasts: readonly Upcast[];
	evolve(state: never, event: never, stamp: Stamp): object;
	personal: object;
}

/** An event type of version 1, which all are until their shape changes. */
export const firstVersion = <State, Event extends object>(
	type: Omit<EventType<State, Event>, 'version' | 'upcasts'>
): EventType<State, Event> => ({ version: 1, upcasts: [], ...type });

/** What an event type's fields are. */
export type EventOf<Type> = Type extends { schema: GenericSchema<unknown, infer Event> } ? Event : never;

/** All events of a stream, by their types. */
export type EventUnion<Types> = {
	[Name in keyof Types & string]: { type: Name } & EventOf<Types[Name]>;
}[keyof Types & string];

/** The shape that a stored event has today. The event is returned as it is where its type is of a later build. [EVT2] */
export function upcast<Event extends { type: string }>(
	types: Record<string, AnyEventType>,
	stored: Event,
	version: number
): Event {
	const type = types[stored.type];
	if (!type || version >= type.version) return stored;
	const { type: name, ...fields } = stored;
	let upcasted: Record<string, unknown> = fields;
	for (const step of type.upcasts.slice(version - 1)) upcasted = step(upcasted);
	return { type: name, ...upcasted } as unknown as Event;
}
