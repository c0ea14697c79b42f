import { decideBy } from '../stream/decide.ts';
import { type Command, moduleOf } from './command.ts';
import type { Context, Decision } from './context.ts';
import type { Job } from './job.ts';

const refusals = {
	unknown: { code: 'unknownJob' },
	exists: { code: 'jobExists' },
	closed: { code: 'jobClosed' },
	isOpen: (job: Job) => job.status === 'open'
} as const;

/**
 * What a command does to a job, or why not. Pure: the server runs it inside the transaction, the board
 * runs it to show a move before it is confirmed.
 *
 * @param job null for an id the workshop does not know
 */
export const decide = (job: Job | null, command: Command, context: Context): Decision =>
	decideBy(moduleOf(command.type), refusals, job, command, context);
