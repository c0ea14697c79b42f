import type { JobEvent } from './event.ts';
import type { Decision as Made } from '../stream/command-module.ts';
import type { Bay } from '../model/bay.ts';
import type { Person } from '../model/person.ts';
import type { Placed } from './place.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import type { Stage } from '../model/stage.ts';
import { MINUTE } from '../model/moments.ts';

/** What a decision may look at beside the job: the workshop as it is when the command is done. */
export interface Context {
	/** Epoch milliseconds. */
	now: number;
	stages: readonly Stage[];
	bays: readonly Bay[];
	people: readonly Person[];
	/** The open cards of the stage with this id. */
	column: (stageId: string) => readonly Placed[];
	/** The ticket code to give if this command makes a job. */
	ticket: string;
}

export type Decision = Made<JobEvent>;

export const refuse = (refusal: CommandRefusal): Decision => ({ refusal });
export const happened = (...events: JobEvent[]): Decision => ({ events });

/** Clocks of tablets run ahead and a form is filled in for a while: five minutes' grace, in milliseconds. */
const GRACE = 5 * MINUTE;

export const inPast = (moment: number | null, { now }: Context): boolean =>
	moment !== null && moment < now - GRACE;
