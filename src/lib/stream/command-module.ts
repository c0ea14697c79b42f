import type * as v from 'valibot';
import type { Role } from '../model/person.ts';
import type { SenderKind } from '../model/sender.ts';
import type { Settings } from '../model/settings.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import type { Versioned } from './expect.ts';

export type Decision<Event> = { events: Event[] } | { refusal: CommandRefusal };

/** What a command says beside what every command says. */
export type ContentOf<Command> = Command extends { entries: infer Entries extends v.ObjectEntries }
	? v.InferOutput<v.StrictObjectSchema<Entries, undefined>>
	: never;

/** What a command has to know of its workshop beside what it changes. */
export interface Needs {
	/** Ids of the stages whose open cards' ranks it looks at. */
	columns?: string[];
	/** The order number that people give the job: no other job may have it. [JOB5] */
	orderNumber?: string | null;
	/** Whether there is one open job more after it. [JOB9] */
	opensJob?: boolean;
	/** Whether it takes a ticket code. [JOB2] */
	ticket?: boolean;
	/** A job that it names. */
	job?: string | null;
}

/** What the modules of one stream have in common. */
export interface StreamTypes {
	State: Versioned & { id: string };
	Event: { type: string };
	Context: object;
	Facet: string;
	/** What every command's content has besides: the id of what it changes. */
	Subject: object;
}

type Content<S extends StreamTypes, Entries extends v.ObjectEntries> = ContentOf<{ entries: Entries }> &
	S['Subject'];

interface Common<S extends StreamTypes, Type extends string, Entries extends v.ObjectEntries> {
	type: Type;
	/** The fields of its content; its id, the id of what it changes and what was seen are in every command. */
	entries: Entries;
	/** People with one of these roles may send it. [ACC1] */
	roles: readonly Role[];
	/** Who may send it at all; of `person` and `station` the roles count. [ACC15] */
	senders: readonly SenderKind[];
	/** The facets whose change since the sender saw them refuses it. [CMD5] [CMD14] */
	touches(content: Content<S, Entries>): readonly S['Facet'][];
	needs?(content: Content<S, Entries>, state: S['State'] | null, settings: Pick<Settings, 'stages'>): Needs;
}

/** A command that begins a job, a case ... */
export interface MakingCommand<
	S extends StreamTypes,
	Type extends string,
	Entries extends v.ObjectEntries
> extends Common<S, Type, Entries> {
	on: 'new';
	make(content: Content<S, Entries>, context: S['Context']): Decision<S['Event']>;
}

/** One field of a form that is made from its description: see board/sheet/FieldsForm.svelte. */
export interface FormField<Field extends string> {
	field: Field;
	/** `number`: whole, from 0 on; null while it is empty. */
	kind: 'text' | 'longText' | 'number';
	required?: boolean;
	/** The most signs of a text; the greatest number. */
	max: number;
}

/** A command on one that is there. */
export interface ChangingCommand<
	S extends StreamTypes,
	Type extends string,
	Entries extends v.ObjectEntries
> extends Common<S, Type, Entries> {
	/** `open`: only while it is not closed. */
	on: 'open' | 'any';
	/** Whether sheet and menu offer it. */
	offered?: boolean;
	/** Its form, where text and numbers are all there is to fill in. Its labels stand in words/job-words.ts. */
	form?: readonly FormField<keyof Entries & string>[];
	/** What the form's fields hold when it opens; absent: nothing. */
	filled?(state: S['State']): Partial<Record<keyof Entries & string, string | number | null>>;
	/** Why it may not be done now, whatever its content; null where it may. */
	refuses?(state: S['State'], context: S['Context']): CommandRefusal | null;
	decide(state: S['State'], content: Content<S, Entries>, context: S['Context']): Decision<S['Event']>;
}

/** One command: everything that differs between commands but its words. */
export type CommandModule<S extends StreamTypes, Type extends string, Entries extends v.ObjectEntries> =
	MakingCommand<S, Type, Entries> | ChangingCommand<S, Type, Entries>;

/** Whatever it says. */
export type AnyModule<S extends StreamTypes> = CommandModule<S, string, v.ObjectEntries>;

/** Who sends what people do: the demo plays them. */
export const byPeople: readonly SenderKind[] = ['person', 'station', 'operator'];
export const byPeopleAndImport: readonly SenderKind[] = [...byPeople, 'import'];
