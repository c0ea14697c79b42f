import type { GenericSchema } from 'valibot';
import { caseEvents, type CaseEventType, caseFacets, evolveCase, storedCaseEvent } from '../case/event.ts';
import {
	type CaseCommand,
	caseCommands,
	type CaseCommandType,
	caseCommandSchema,
	decideCase
} from '../case/registry.ts';
import { type Command, commandSchema, type CommandType } from '../job/command.ts';
import { decide } from '../job/decide.ts';
import { facetNames, jobEvents, type JobEventType, storedEvent } from '../job/event.ts';
import { evolveAll } from '../job/evolve.ts';
import type { Job } from '../job/job.ts';
import { commands } from '../job/registry.ts';
import type { AnyModule, Decision, StreamTypes } from '../stream/command-module.ts';
import type { AnyEventType, Stamp } from '../stream/event-type.ts';
import type { Expect, Versioned } from '../stream/expect.ts';
import type { StoredEvent, StreamName } from '../stream/stream-name.ts';
import type { Case } from '../case/case.ts';

/** Every command of every stream. */
export type AnyCommand = Command | CaseCommand;
export type AnyCommandType = CommandType | CaseCommandType;
export type AnyEventName = JobEventType | CaseEventType;

export type AnyState = Versioned & { id: string };

/** What changed, and of which stream it is. */
export interface Changed {
	stream: StreamName;
	state: AnyState;
}

/** What the command execution knows of a stream. */
export interface Stream {
	schema: GenericSchema<unknown, AnyCommand>;
	commands: Record<string, AnyModule<StreamTypes>>;
	facets: readonly string[];
	events: Record<string, AnyEventType>;
	/** The id of what a command changes. */
	idOf(command: AnyCommand): string;
	/** Whether commands may go on: not delivered, not closed. */
	isOpen(state: AnyState): boolean;
	decide(state: AnyState | null, command: AnyCommand, context: object): Decision<StoredEvent>;
	evolve(state: AnyState | null, events: readonly StoredEvent[], stamp: Stamp, id: string): AnyState;
	/** An event in the shape that it has today. [EVT2] */
	stored(event: StoredEvent, version: number): StoredEvent;
}

/** One stream, with its own types checked where they meet. */
const stream = <State extends AnyState, Sent extends AnyCommand, Event extends StoredEvent, Context>(
	of: Omit<Stream, 'idOf' | 'isOpen' | 'decide' | 'evolve' | 'stored' | 'schema' | 'commands'> & {
		schema: GenericSchema<unknown, Sent>;
		commands: object;
		idOf(command: Sent): string;
		isOpen(state: State): boolean;
		decide(state: State | null, command: Sent, context: Context): Decision<Event>;
		evolve(state: State | null, events: readonly Event[], stamp: Stamp, id: string): State;
		stored(event: Event, version: number): Event;
	}
): Stream => of as unknown as Stream;

/** All streams there are. A new kind of thing with a history is a line here. */
export const streams: Record<StreamName, Stream> = {
	job: stream<Job, Command, ReturnType<typeof storedEvent>, Parameters<typeof decide>[2]>({
		schema: commandSchema,
		commands,
		facets: facetNames,
		events: jobEvents,
		idOf: ({ jobId }) => jobId,
		isOpen: ({ status }) => status === 'open',
		decide,
		evolve: evolveAll,
		stored: storedEvent
	}),
	case: stream<Case, CaseCommand, ReturnType<typeof storedCaseEvent>, Parameters<typeof decideCase>[2]>({
		schema: caseCommandSchema,
		commands: caseCommands,
		facets: caseFacets,
		events: caseEvents,
		idOf: ({ caseId }) => caseId,
		isOpen: ({ status }) => status !== 'closed',
		decide: decideCase,
		evolve: evolveCase,
		stored: storedCaseEvent
	})
};

const streamOfType = new Map<string, StreamName>(
	(Object.keys(streams) as StreamName[]).flatMap((name) =>
		Object.keys(streams[name].commands).map((type) => [type, name] as const)
	)
);

/** The stream that a type of command belongs to; null where there is no such type. */
export const streamOf = (type: unknown): StreamName | null =>
	typeof type === 'string' ? (streamOfType.get(type) ?? null) : null;

export const allCommandTypes = [...streamOfType.keys()] as AnyCommandType[];

export const commandModule = (type: AnyCommandType): AnyModule<StreamTypes> =>
	streams[streamOf(type)!].commands[type]!;

/** What a command expects, as it came. */
export const expectIn = (command: AnyCommand): Expect | undefined =>
	'expect' in command ? command.expect : undefined;

/** An event as the database keeps it, in the shape that it has today. [EVT2] */
export const readEvent = <Event extends StoredEvent>(row: {
	stream: StreamName;
	version: number;
	event: StoredEvent;
}): Event => streams[row.stream].stored(row.event, row.version) as Event;
