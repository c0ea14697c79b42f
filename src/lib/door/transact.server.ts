import { createHash } from 'node:crypto';
import { mayCommand } from '../access/table.ts';
import type { Settings } from '../feeds/settings.ts';
import type { Command, CommandType } from '../job/command.ts';
import { decide } from '../job/decide.ts';
import type { JobEvent, JobEventType } from '../job/event.ts';
import { evolveAll } from '../job/evolve.ts';
import type { Job } from '../job/job.ts';
import { entryStages } from '../job/order.ts';
import type { Refusal } from '../job/refusal.ts';
import type { Role } from '../people/person.ts';
import type { Queryable } from '../server/database.ts';
import type { commands, events } from '../server/schema.ts';
import { Columns } from './columns.server.ts';
import type { Sender } from './perform.server.ts';
import type { CommandReply } from './reply.ts';
import { loadJobs, register, saveJob } from './rows.server.ts';
import { settingsOf } from './settings.server.ts';
import { send, statements } from './statements.server.ts';
import { ticketCode } from './ticket.ts';

/** A command, and who sent it. */
export interface Asked {
	command: Command;
	sender: Sender;
}

/** What a command did: one revision of the workshop, one version of the job. */
export interface Done {
	epoch: string;
	revision: number;
	job: Job;
	did: JobEventType[];
}

/** Done with the transaction; or answered without a change: refused, or done before. */
export type Outcome = Done | { reply: CommandReply };

const refused = (refusal: Refusal, job: Job | null): Outcome => ({ reply: { ok: false, refusal, job } });

/**
 * Does commands of one workshop in the order given, in one transaction: each sees what those before it did. Those that
 * are refused or repeated leave no trace, so revisions stay gapless. [CMD4]
 *
 * Statements are sent without waiting for each other's answers wherever none needs another's: what counts is how long
 * the workshop's row is locked, and that is mostly round trips.
 */
export async function transact(
	tx: Queryable,
	workshopId: string,
	asked: readonly Asked[],
	clock: () => number
): Promise<Outcome[]> {
	const ids = asked.map(({ command }) => command.jobId);
	const moves = asked.flatMap(({ command }) => (command.type === 'move' ? [command.stageId] : []));
	// The lock goes first on its connection: all the rest is read behind it.
	const [[line], known, jobs, columns] = await Promise.all([
		send(tx, statements.lock, { workshopId }),
		earlierCommands(tx, asked),
		loadJobs(tx, workshopId, ids),
		Columns.read(tx, moves)
	]);
	if (!line) return asked.map(() => refused({ code: 'forbidden' }, null));
	// Read under the lock: the times of events ascend with their revisions.
	const now = clock();
	const settings = await settingsOf(tx, workshopId, line, now);
	await columns.readMore(
		tx,
		asked.flatMap(({ command }) => columnsFor(command, jobs.get(command.jobId) ?? null, settings))
	);

	let { revision, ticketsGiven } = line;
	const changes: Change[] = [];
	const outcomes = asked.map(({ command, sender }): Outcome => {
		const fingerprint = fingerprintOf(command);
		const earlier = known.get(command.id);
		if (earlier) return repeated(earlier, workshopId, fingerprint);
		const job = jobs.get(command.jobId) ?? null;
		if (!mayCommand(rolesNow(sender, settings), rightNeeded(command, job))) {
			return refused({ code: 'forbidden' }, null);
		}
		const decision = decide(job, command, {
			now,
			stages: settings.stages,
			bays: settings.bays,
			people: settings.people,
			column: (stageId) => columns.of(stageId),
			ticket: ticketCode(ticketsGiven)
		});
		if ('refusal' in decision) return refused(decision.refusal, job);

		const after = evolveAll(job, decision.events, { at: now, by: sender.actor }, command.jobId);
		const did = decision.events.map((event) => event.type);
		revision += 1;
		if (command.type === 'book') ticketsGiven += 1;
		const done = {
			...{ id: command.id, workshopId, jobId: after.id, fingerprint },
			...{ revision, version: after.version, did, at: now }
		};
		known.set(command.id, done);
		jobs.set(after.id, after);
		columns.place(after);
		const happened = decision.events.map(eventRow(command, sender, revision, now));
		changes.push({ done, before: job, after, happened });
		return { epoch: line.epoch, revision, job: after, did };
	});
	if (changes.length > 0) await write(tx, workshopId, changes, { revision, ticketsGiven });
	return outcomes;
}

type CommandRow = typeof commands.$inferSelect;
type EventRow = typeof events.$inferSelect;

/** What one command leaves behind. */
interface Change {
	done: CommandRow;
	before: Job | null;
	after: Job;
	happened: EventRow[];
}

/** Those of them that were done before, by id. */
async function earlierCommands(tx: Queryable, asked: readonly Asked[]): Promise<Map<string, CommandRow>> {
	const rows = await send(tx, statements.earlier, { ids: asked.map(({ command }) => command.id) });
	return new Map(rows.map((row) => [row.id, row]));
}

/** Writes what the commands leave behind, and how far the workshop has come. */
async function write(
	tx: Queryable,
	workshopId: string,
	changes: readonly Change[],
	line: { revision: number; ticketsGiven: number }
): Promise<void> {
	const registered = await Promise.all(
		changes.map(({ before, after }) => register(tx, workshopId, before, after))
	);
	// From here on in order, for a job may change twice, and without waiting.
	const sent = await Promise.allSettled([
		...changes.flatMap(({ done, before, after, happened }, index) => [
			// First: where another workshop does the same command at once, its id is what they share. [CMD3]
			send(tx, statements.command, { ...done }),
			saveJob(tx, { ...registered[index], workshopId, revision: done.revision }, before, after),
			...happened.map((row) => send(tx, statements.event, { ...row }))
		]),
		send(tx, statements.line, { ...line, workshopId })
	]);
	// The first that failed tells why; those behind it only that the transaction is over.
	for (const each of sent) if (each.status === 'rejected') throw each.reason;
}

const fingerprintOf = (command: Command): string =>
	createHash('sha256').update(JSON.stringify(command)).digest('hex');

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

/** The stages whose ranks a decision may need beside where a card is moved to: an arrival the few it may go to. */
function columnsFor(command: Command, job: Job | null, { stages }: Settings): string[] {
	switch (command.type) {
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
