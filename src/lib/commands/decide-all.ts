import { createHash } from 'node:crypto';
import { mayCommand } from '../access/table.ts';
import type { Settings } from '../model/settings.ts';
import type { Command, CommandType } from '../job/command.ts';
import { decide } from '../job/decide.ts';
import type { JobEvent, JobEventType } from '../job/event.ts';
import { evolveAll } from '../job/evolve.ts';
import type { Job } from '../job/job.ts';
import { entryStages, MOST_OPEN_JOBS } from '../job/order.ts';
import type { Refusal } from '../job/refusal.ts';
import type { Role } from '../model/person.ts';
import type { commands, events } from '../database/schema.ts';
import type { Columns } from './columns.ts';
import type { CommandReply } from './reply.ts';
import type { Sender } from './sender.ts';
import { ticketCode } from './ticket.ts';

export type CommandRow = typeof commands.$inferSelect;
export type EventRow = typeof events.$inferSelect;

/** A command, and who sent it. */
export interface Asked {
	command: Command;
	sender: Sender;
	/** Its end, epoch milliseconds by this process's clock: it is not written after that. Null for none. [CMD12] */
	until: number | null;
}

/** The first end of several commands, by the clock that `ahead` is measured for; null where none of them ends. */
export function firstEnd(asked: readonly Asked[], ahead = 0): number | null {
	const ends = asked.flatMap(({ until }) => until ?? []);
	return ends.length === 0 ? null : Math.min(...ends) + ahead;
}

const isOver = ({ until }: Asked): boolean => until !== null && Date.now() > until;

/** A workshop as it is at one of its revisions: what commands are decided upon. */
export interface State {
	workshopId: string;
	epoch: string;
	revision: number;
	/** How many tickets were given. */
	ticketsGiven: number;
	/** When its last command was done: epoch milliseconds. */
	lastAt: number;
	settings: Settings;
	/** Of its open jobs, and the closed ones that somebody asks of, those that were read. */
	jobs: Map<string, Job>;
	columns: Columns;
}

/** What a decision needs to know of the workshop's other jobs. */
export interface Found {
	/** The ids of jobs that have an order number which one of the commands gives, by that number. [JOB5] */
	numbered: ReadonlyMap<string, string>;
	/** How many jobs are open. [JOB9] */
	open: number;
}

/** What a command did: one revision of the workshop, one version of the job. */
export interface Done {
	epoch: string;
	revision: number;
	job: Job;
	did: JobEventType[];
}

/** Done, once it is written; or answered without a change: refused, or done before. */
export type Outcome = Done | { reply: CommandReply };

/** What one command leaves behind. */
export interface Change {
	done: CommandRow;
	before: Job | null;
	after: Job;
	happened: EventRow[];
}

const refused = (refusal: Refusal, job: Job | null): Outcome => ({ reply: { ok: false, refusal, job } });

/**
 * Decides commands of one workshop in the order given: each upon what those before it did. Those that are refused or
 * repeated leave no trace, so revisions stay gapless. [CMD4]
 *
 * @param state becomes what it is after them
 * @param known the commands done before, by id; becomes those done now besides
 * @param now epoch milliseconds
 * @param found counts only where a job is made, reopened or given an order number
 */
export function decideAll(
	state: State,
	known: Map<string, CommandRow>,
	asked: readonly Asked[],
	now: number,
	{ numbered, open }: Found = { numbered: new Map(), open: 0 }
): { outcomes: Outcome[]; changes: Change[] } {
	const { workshopId, epoch, settings, jobs, columns } = state;
	const changes: Change[] = [];
	const outcomes = asked.map((each): Outcome => {
		const { command, sender } = each;
		const fingerprint = fingerprintOf(command);
		const earlier = known.get(command.id);
		if (earlier) return repeated(earlier, workshopId, fingerprint);
		// Behind what was done before: one that was written in its time stays done.
		if (isOver(each)) return refused({ code: 'expired' }, null);
		const job = jobs.get(command.jobId) ?? null;
		if (!mayCommand(rolesNow(sender, settings), rightNeeded(command, job))) {
			return refused({ code: 'forbidden' }, null);
		}
		const number = numberGiven(command, job);
		const owner = number === null ? undefined : numbered.get(number);
		if (number !== null && owner !== undefined && owner !== command.jobId) {
			return refused({ code: 'orderExists', orderNumber: number }, null);
		}
		if (opensJob(command, job) && open >= MOST_OPEN_JOBS) return refused({ code: 'boardFull' }, job);
		const decision = decide(job, command, {
			now,
			stages: settings.stages,
			bays: settings.bays,
			people: settings.people,
			column: (stageId) => columns.of(stageId),
			ticket: ticketCode(state.ticketsGiven)
		});
		if ('refusal' in decision) return refused(decision.refusal, job);

		const after = evolveAll(job, decision.events, { at: now, by: sender.actor }, command.jobId);
		const did = decision.events.map((event) => event.type);
		const revision = (state.revision += 1);
		if (command.type === 'book') state.ticketsGiven += 1;
		const done = {
			...{ id: command.id, workshopId, jobId: after.id, fingerprint },
			...{ revision, version: after.version, did, at: now }
		};
		open += Number(after.status === 'open') - Number(job?.status === 'open');
		known.set(command.id, done);
		jobs.set(after.id, after);
		columns.place(after);
		const happened = decision.events.map(eventRow(command, sender, revision, now));
		changes.push({ done, before: job, after, happened });
		state.lastAt = now;
		return { epoch, revision, job: after, did };
	});
	return { outcomes, changes };
}

const fingerprintOf = (command: Command): string =>
	createHash('sha256').update(JSON.stringify(command)).digest('hex');

/** Whether there is one open job more after a command. */
export const opensJob = (command: Command, job: Job | null): boolean =>
	command.type === 'book' || (command.type === 'undo' && job !== null && job.status !== 'open');

/** The order number that people give a job; null where they give none, or it has that already. */
export function numberGiven(command: Command, job: Job | null): string | null {
	if (command.type !== 'book' && command.type !== 'amend') return null;
	const number = command.order.orderNumber ?? null;
	return number === job?.orderNumber ? null : number;
}

/** Who takes a delivery or a cancelling back must be allowed to give it. [ACC6] */
function rightNeeded(command: Command, job: Job | null): CommandType {
	if (command.type !== 'undo' || !job || job.status === 'open') return command.type;
	return job.status === 'delivered' ? 'deliver' : 'cancel';
}

/** Somebody may have left, or have lost a role, since the socket was asked; at a station not all count. [ACC1] */
function rolesNow({ actor, roles }: Sender, { people }: Settings): readonly Role[] | null {
	if (roles === null) return null;
	const person = people.find((candidate) => candidate.id === actor.id);
	return person?.active ? person.roles.filter((role) => roles.includes(role)) : [];
}

/** The answer to a command sent again. [CMD2] [CMD3] */
function repeated(earlier: CommandRow, workshopId: string, fingerprint: string): Outcome {
	if (earlier.fingerprint !== fingerprint || earlier.workshopId !== workshopId) {
		return refused({ code: 'commandReused' }, null);
	}
	const { revision, jobId, version, did } = earlier;
	return { reply: { ok: true, revision, jobId, version, did } };
}

const eventRow =
	(command: Command, { workshopId, actor, screen }: Sender, revision: number, at: number) =>
	(event: JobEvent, ordinal: number): EventRow => ({
		...{ workshopId, revision, ordinal, jobId: command.jobId, type: event.type, event },
		...{ actor, screen, commandId: command.id, at }
	});

/** The stages whose ranks a decision may need. A move needs one column, an arrival the few it may go to. */
export function columnsFor(command: Command, job: Job | null, { stages }: Settings): string[] {
	switch (command.type) {
		case 'move':
			return [command.stageId];
		case 'undo':
			return job?.lastMove ? [job.lastMove.before.stageId] : [];
		case 'book':
		case 'checkIn':
		case 'readSource':
			return entryStages(stages).map((stage) => stage.id);
		default:
			return [];
	}
}
