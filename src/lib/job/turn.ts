import { firstStage } from '../model/first-stage.ts';
import type { Role } from '../model/person.ts';
import { progressOf, type Stage, type StageKind } from '../model/stage.ts';
import { arrivalKinds } from './entry.ts';
import { haltsWork } from './halts-work.ts';
import type { Job } from './job.ts';
import { clockOwner, type ClockOwner, isAfterWork, type StoppageReason } from './stoppage.ts';

/** Who can have a job: a role of the workshop, or a party outside that it waits for. */
export type Holder = ClockOwner | 'advisor' | 'technician';

/** Who has the job now. */
export interface Turn {
	holder: Holder;
	/** The technician; null for anybody of the role. */
	personId: string | null;
	/** Epoch milliseconds. */
	since: number;
	/** Why it is stopped, where the stoppage says whose turn it is. */
	reason: StoppageReason | null;
}

/** Whose turn it is in a stage, where nothing else says so. [TURN5] */
const holders: Record<StageKind, Holder> = {
	booked: 'advisor',
	arrived: 'advisor',
	waiting: 'technician',
	diagnosis: 'technician',
	repair: 'technician',
	inspection: 'inspector',
	wash: 'foreman',
	ready: 'advisor'
};

/** The roles that act when it is a holder's turn; the others are outside the workshop. */
const rolesOf: Partial<Record<Holder, Role>> = {
	advisor: 'advisor',
	foreman: 'foreman',
	technician: 'technician',
	inspector: 'inspector',
	parts: 'parts'
};

/**
 * Who has an open job now: exactly one. A stoppage says so before anything else, then the stage. [TURN1]
 *
 * @param now epoch milliseconds
 */
export function turnOf(job: Job, stages: readonly Stage[], now: number): Turn {
	const { stoppage, stageSince, stageKind, bookedFor, technicianId } = job;
	const held = (holder: Holder, since = stageSince): Turn => ({
		holder,
		personId: null,
		since,
		reason: null
	});
	if (stoppage) {
		const { reason, since } = stoppage;
		return { ...held(clockOwner[reason], since), reason };
	}
	if (job.arrivedAt === null) {
		// The customer comes at the time agreed; after that the advisor calls. [TURN3]
		if (bookedFor === null) return held('advisor');
		return bookedFor > now ? held('customer') : held('advisor', Math.max(bookedFor, stageSince));
	}
	if (lacksPromise(job, stages)) return held('advisor');
	const holder = holders[stageKind];
	if (holder !== 'technician')
		return held(holder, stageKind === 'ready' ? (job.readyAt ?? stageSince) : stageSince);
	return technicianId === null ? held('foreman') : { ...held('technician'), personId: technicianId };
}

/** Nothing is promised while the car stands where arrived cars come in: the advisor's to do before it goes on. [TURN4] */
export function lacksPromise({ promise, arrivedAt, stageKind }: Job, stages: readonly Stage[]): boolean {
	if (promise !== null || arrivedAt === null) return false;
	return stageKind === 'arrived' || firstStage(stages, ...arrivalKinds)?.kind === stageKind;
}

/** Whether nothing goes on before it is resumed: with its work done it may still be delivered. [TURN2] [STOP5] */
export function isHeldUp({ stoppage, stageKind }: Job): boolean {
	if (!stoppage || !haltsWork(stoppage)) return false;
	return !isAfterWork(stoppage.reason) || progressOf(stageKind) <= progressOf('repair');
}

/** Whether a turn is this person's: a technician's own jobs, of other roles all. [TURN7] */
export function isTurnOf(
	{ holder, personId }: Turn,
	person: { personId: string; roles: readonly Role[] }
): boolean {
	if (personId !== null) return personId === person.personId;
	const role = rolesOf[holder];
	return role !== undefined && person.roles.includes(role);
}

/** Whether people with these roles ever have a turn. */
export const takesTurns = (roles: readonly Role[]): boolean =>
	roles.some((role) => Object.values(rolesOf).includes(role));
