import type { GenericSchema } from 'valibot';
import type { AnyModule, ContentOf } from '../stream/command-module.ts';
import type { Expect } from '../stream/expect.ts';
import { commandSchemaOf } from '../stream/schema.ts';
import type { JobStream } from './define-command.ts';
import { type FacetName, facetNames } from './event.ts';
import { commands } from './registry.ts';

type Named = typeof commands;
type Making = { [Type in keyof Named]: Named[Type] extends { on: 'new' } ? Type : never }[keyof Named];

export type CommandType = keyof Named;
export type CommandOf<Type extends CommandType> = Type extends CommandType
	? { id: string; jobId: string; type: Type } & ContentOf<Named[Type]> &
			(Type extends Making ? object : { expect: Expect })
	: never;
export type Command = CommandOf<CommandType>;

/** Those that people are offered: each has a button. */
export type OfferedType = {
	[Type in CommandType]: true extends Exclude<OfferOf<Named[Type]>, undefined> ? Type : never;
}[CommandType];
type OfferOf<Module> = Module extends { on: 'new' }
	? never
	: Module extends { offered?: infer Offered }
		? Offered
		: never;

export const commandTypes = Object.keys(commands) as CommandType[];

/** Every change of a job there is. One command is one revision of its workshop. [CMD1] */
export const commandSchema = commandSchemaOf(
	Object.values(commands),
	'jobId',
	facetNames
) as unknown as GenericSchema<unknown, Command>;

export const moduleOf = (type: CommandType): AnyModule<JobStream> =>
	commands[type] as unknown as AnyModule<JobStream>;

/** The facets that a command touches: `expect` names them. [CMD14] */
export const touchedBy = (command: { type: CommandType }): readonly FacetName[] =>
	moduleOf(command.type).touches(command as never);
