import { createHash } from 'node:crypto';
import { mayCommand } from '../access/table.ts';
import type { commands, events } from '../database/schema.ts';
import { MOST_OPEN_JOBS } from '../job/entry.ts';
import type { Job } from '../job/job.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import type { Role } from '../model/person.ts';
import type { Settings } from '../model/settings.ts';
import type { Needs } from '../stream/command-module.ts';
import type { StoredEvent, StreamName } from '../stream/stream-name.ts';
import {
	type AnyCommand,
	type AnyCommandType,
	type AnyState,
	commandModule,
	streamOf,
	streams
} from '../streams/streams.ts';
import type { Columns } from './columns.ts';
import type { CommandReply } from './reply.ts';
import type { Sender } from './sender.ts';
import { ticketCode } from './ticket.ts';

export type CommandRow = typeof commands.$inferSelect;
export type EventRow = typeof events.$inferSelect;

/** A command, and who sent it. */
export interface Asked {
	command: AnyCommand;
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

/** What was read of each stream's states, by id. */
export type States = Record<StreamName, Map<string, AnyState>>;

export const noStates = (): States => ({ job: new Map(), case: new Map() });

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
	/** Open ones, and closed ones that a command names, as far as they were read. */
	states: States;
	columns: Columns;
}

/** What a decision needs to know of the workshop's other jobs. */
export interface Found {
	/** The ids of jobs that have an order number which one of the commands gives, by that number. [JOB5] */
	numbered: ReadonlyMap<string, string>;
	/** How many jobs are open. [JOB9] */
	open: number;
}

/** What a command did: one revision of the workshop, one version of what it changed. */
export interface Done {
	epoch: string;
	revision: number;
	stream: StreamName;
	state: AnyState;
	did: string[];
}

/** Done, once it is written; or answered without a change: refused, or done before. */
export type Outcome = Done | { reply: CommandReply };

/** What one command leaves behind. */
export interface Change {
	stream: StreamName;
	done: CommandRow;
	before: AnyState | null;
	after: AnyState;
	happened: EventRow[];
}

const refused = (refusal: CommandRefusal, state: AnyState | null): Outcome => ({
	reply: { ok: false, refusal, state }
});

/** Of which stream a command is, and the id of what it changes. */
export function subjectOf(command: AnyCommand): { stream: StreamName; id: string } {
	const stream = streamOf(command.type)!;
	return { stream, id: streams[stream].idOf(command) };
}

/** What a command has to know beside what it changes. @param settings with no stages: as far as that is known without them */
export const needsOf = (
	command: AnyCommand,
	state: AnyState | null,
	settings: Pick<Settings, 'stages'>
): Needs => commandModule(command.type).needs?.(command as never, state as never, settings) ?? {};

/**
 * Decides commands of one workshop in the order given: each sees the effects of the previous ones. Those that are refused or
 * repeated leave no trace, so revisions stay gapless. [CMD4]
 *
 * @param state becomes what it is after them
 * @param known the commands done before, by id; becomes those done now besides
 * @param now epoch milliseconds
 * @param found counts only where a job is made, reopened or given an order number
 */
export function decideBatch(
	state: State,
	known: Map<string, CommandRow>,
	asked: readonly Asked[],
	now: number,
	{ numbered, open }: Found = { numbered: new Map(), open: 0 }
): { outcomes: Outcome[]; changes: Change[] } {
	const { workshopId, epoch, settings, states, columns } = state;
	const changes: Change[] = [];
	const outcomes = asked.map((each): Outcome => {
		const { command, sender } = each;
		const fingerprint = fingerprintOf(command);
		const earlier = known.get(command.id);
		if (earlier) return repeated(earlier, workshopId, fingerprint);
		// Behind what was done before: one that was written in its time stays done.
		if (isOver(each)) return refused({ code: 'expired' }, null);
		const { stream, id } = subjectOf(command);
		const before = states[stream].get(id) ?? null;
		if (!isAllowed(sender, settings, command, before)) return refused({ code: 'forbidden' }, null);
		const needs = needsOf(command, before, settings);
		const owner = needs.orderNumber == null ? undefined : numbered.get(needs.orderNumber);
		if (needs.orderNumber != null && owner !== undefined && owner !== id) {
			return refused({ code: 'orderExists', orderNumber: needs.orderNumber }, null);
		}
		if (needs.opensJob && open >= MOST_OPEN_JOBS) return refused({ code: 'boardFull' }, before);
		const decision = streams[stream].decide(before, command, {
			now,
			stages: settings.stages,
			bays: settings.bays,
			people: settings.people,
			column: (stageId: string) => columns.of(stageId),
			hasJob: (jobId: string) => states.job.has(jobId),
			ticket: ticketCode(state.ticketsGiven)
		});
		if ('refusal' in decision) return refused(decision.refusal, before);

		const after = streams[stream].evolve(before, decision.events, { at: now, by: sender.actor }, id);
		const did = decision.events.map((event) => event.type);
		const revision = (state.revision += 1);
		if (needs.ticket) state.ticketsGiven += 1;
		const done = {
			...{ id: command.id, workshopId, stream, streamId: id, jobId: jobIdOf(stream, id), fingerprint },
			...{ revision, version: after.version, did, at: now }
		};
		known.set(command.id, done);
		states[stream].set(id, after);
		if (stream === 'job') {
			open += Number(streams.job.isOpen(after)) - Number(before !== null && streams.job.isOpen(before));
			columns.place(after as Job);
		}
		const happened = decision.events.map(eventRow(each, stream, id, revision, now));
		changes.push({ stream, done, before, after, happened });
		state.lastAt = now;
		return { epoch, revision, stream, state: after, did };
	});
	return { outcomes, changes };
}

const fingerprintOf = (command: AnyCommand): string =>
	createHash('sha256').update(JSON.stringify(command)).digest('hex');

/** By the command's row, and of a customer for their own job alone. [ACC1] [ACC15] */
function isAllowed(
	sender: Sender,
	settings: Settings,
	command: AnyCommand,
	before: AnyState | null
): boolean {
	if (
		sender.kind === 'customer' &&
		(!sender.ofJob || !('jobId' in command) || command.jobId !== sender.ofJob)
	) {
		return false;
	}
	return mayCommand({ kind: sender.kind, roles: rolesNow(sender, settings) }, rightNeeded(command, before));
}

/** Who takes a delivery or a cancelling back must be allowed to give it. [ACC6] */
function rightNeeded({ type }: AnyCommand, before: AnyState | null): AnyCommandType {
	if (type !== 'undo' || !before) return type;
	const { status } = before as Job;
	return status === 'open' ? type : status === 'delivered' ? 'deliver' : 'cancel';
}

/** A person may have left, or have lost a role, since the socket was asked; at a station not all count. [ACC1] */
function rolesNow({ kind, actor, roles }: Sender, { people }: Settings): readonly Role[] {
	if (kind !== 'person' && kind !== 'station') return [];
	const person = people.find((candidate) => candidate.id === actor.id);
	return person?.active ? person.roles.filter((role) => roles.includes(role)) : [];
}

/** The answer to a command sent again. [CMD2] [CMD3] */
function repeated(earlier: CommandRow, workshopId: string, fingerprint: string): Outcome {
	if (earlier.fingerprint !== fingerprint || earlier.workshopId !== workshopId) {
		return refused({ code: 'commandReused' }, null);
	}
	const { revision, streamId, version, did } = earlier;
	return { reply: { ok: true, revision, id: streamId, version, did } };
}

/** For versions before streams, which know jobs alone. */
const jobIdOf = (stream: StreamName, id: string): string | null => (stream === 'job' ? id : null);

const eventRow =
	({ command, sender }: Asked, stream: StreamName, streamId: string, revision: number, at: number) =>
	(event: StoredEvent, ordinal: number): EventRow => ({
		...{ workshopId: sender.workshopId, revision, ordinal, stream, streamId },
		...{ jobId: jobIdOf(stream, streamId), type: event.type },
		...{ version: streams[stream].events[event.type]!.version, event: event as EventRow['event'] },
		...{ actor: sender.actor, screen: sender.screen, commandId: command.id, at }
	});
