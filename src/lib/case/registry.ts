import type { GenericSchema } from 'valibot';
import type { AnyModule, ContentOf } from '../stream/command-module.ts';
import { decideBy } from '../stream/decide.ts';
import type { Expect } from '../stream/expect.ts';
import { commandSchemaOf } from '../stream/schema.ts';
import type { Case } from './case.ts';
import { answerCase } from './commands/answer-case.ts';
import { assignCase } from './commands/assign-case.ts';
import { closeCase } from './commands/close-case.ts';
import { openCase } from './commands/open-case.ts';
import { reopenCase } from './commands/reopen-case.ts';
import type { CaseContext, CaseDecision, CaseStream } from './define-command.ts';
import { caseFacets } from './event.ts';

/** All that can be done to a case, in the order in which its page offers it. */
export const caseCommands = { openCase, assignCase, answerCase, closeCase, reopenCase };

type Named = typeof caseCommands;

export type CaseCommandType = keyof Named;
/** Those on a case that is there. */
export type CaseFormName = Exclude<CaseCommandType, 'openCase'>;
export type CaseCommandOf<Type extends CaseCommandType> = Type extends CaseCommandType
	? { id: string; caseId: string; type: Type } & ContentOf<Named[Type]> &
			(Type extends 'openCase' ? object : { expect: Expect })
	: never;
export type CaseCommand = CaseCommandOf<CaseCommandType>;

export const caseCommandSchema = commandSchemaOf(
	Object.values(caseCommands),
	'caseId',
	caseFacets
) as unknown as GenericSchema<unknown, CaseCommand>;

export const caseModuleOf = (type: CaseCommandType): AnyModule<CaseStream> =>
	caseCommands[type] as unknown as AnyModule<CaseStream>;

/** The commands that a case's page offers, in their order: what its state allows now. The sender's roles are the access table's. */
export function caseOffers(of: Case, context: CaseContext): CaseFormName[] {
	const isOpen = refusals.isOpen(of);
	return (Object.keys(caseCommands) as CaseCommandType[]).filter((type): type is CaseFormName => {
		const module = caseModuleOf(type);
		if (module.on === 'new' || !module.offered || (module.on === 'open' && !isOpen)) return false;
		return !module.refuses?.(of, context);
	});
}

const refusals = {
	unknown: { code: 'unknownCase' },
	exists: { code: 'caseExists' },
	closed: { code: 'caseClosed' },
	isOpen: (of: Case) => of.status !== 'closed'
} as const;

/** What a command does to a case, or why not. Pure. @param of null for an id the workshop does not know */
export const decideCase = (of: Case | null, command: CaseCommand, context: CaseContext): CaseDecision =>
	decideBy(caseModuleOf(command.type), refusals, of, command, context);
