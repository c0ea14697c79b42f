import type * as v from 'valibot';
import type { SenderKind } from '../model/sender.ts';
import type { Person } from '../model/person.ts';
import type { ChangingCommand, Decision, MakingCommand } from '../stream/command-module.ts';
import type { Case } from './case.ts';
import type { CaseEvent, CaseFacet } from './event.ts';

/** Cases name customers: not at a shared tablet, where every passer-by can look. [FEED11] */
export const byPeopleAlone: readonly SenderKind[] = ['person', 'operator'];

/** What a decision may look at beside the case. */
export interface CaseContext {
	/** Epoch milliseconds. */
	now: number;
	people: readonly Person[];
	/** Whether the workshop has a job with this id. */
	hasJob(id: string): boolean;
}

export interface CaseStream {
	State: Case;
	Event: CaseEvent;
	Context: CaseContext;
	Facet: CaseFacet;
	Subject: { caseId: string };
}

export type CaseDecision = Decision<CaseEvent>;
export const happened = (...events: CaseEvent[]): CaseDecision => ({ events });

export const makingCommand = <const Type extends string, Entries extends v.ObjectEntries>(
	description: MakingCommand<CaseStream, Type, Entries>
): MakingCommand<CaseStream, Type, Entries> => description;

export const command = <const Type extends string, Entries extends v.ObjectEntries>(
	description: ChangingCommand<CaseStream, Type, Entries>
): ChangingCommand<CaseStream, Type, Entries> => description;
