import type { Role } from '../model/person.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import { commandTypes, type CommandType, moduleOf, type OfferedType } from './command.ts';
import type { Context } from './context.ts';
import type { Job, JobStatus } from './job.ts';

/** A command that the roles allow. `refusal` says why it may not be done now; null where it may. */
export interface Offer {
	type: OfferedType;
	refusal: CommandRefusal | null;
}

/** The commands with a button, in the order of the registry. */
export const offeredTypes = commandTypes.filter((type): type is OfferedType => {
	const module = moduleOf(type);
	return module.on !== 'new' && module.offered === true;
});

/** Whether people with these roles may send a command at all. [ACC1] */
export function maySend(roles: readonly Role[], type: CommandType): boolean {
	const module = moduleOf(type);
	return module.senders.includes('person') && roles.some((role) => module.roles.includes(role));
}

/** Why a command may not be done on the job now, whatever its content; null where it may. */
export function refusalOf(type: CommandType, job: Job, context: Context): CommandRefusal | null {
	const module = moduleOf(type);
	if (module.on === 'new') return { code: 'jobExists' };
	if (module.on === 'open' && job.status !== 'open') return { code: 'jobClosed' };
	return module.refuses?.(job, context) ?? null;
}

/** Every command that people with these roles may send, and whether it may be done on the job now. [OFF1] */
export const offersFor = (job: Job, roles: readonly Role[], context: Context): Offer[] =>
	offeredTypes
		.filter((type) => maySend(roles, type))
		.map((type) => ({ type, refusal: refusalOf(type, job, context) }));

/** Whether the command that was done last is one that undo takes back. [MOVE7] */
export const isUndoable = ({ lastMove, changedAt }: Job): boolean => lastMove?.at === changedAt;

/** Whether people with these roles may take a closing back: only those who may close a job so. [KEEP8] */
export const mayReopen = (roles: readonly Role[], closedAs: Exclude<JobStatus, 'open'>): boolean =>
	maySend(roles, 'undo') && maySend(roles, closedAs === 'delivered' ? 'deliver' : 'cancel');
