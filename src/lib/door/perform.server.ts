import { createHash } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import * as v from 'valibot';
import { mayCommand } from '../access/table.ts';
import type { Who } from '../audit/record.server.ts';
import type { Settings } from '../feeds/settings.ts';
import { type Command, type CommandType, commandSchema } from '../job/command.ts';
import { decide } from '../job/decide.ts';
import { evolveAll } from '../job/evolve.ts';
import type { JobEvent, JobEventType } from '../job/event.ts';
import type { Job } from '../job/job.ts';
import { entryStages } from '../job/order.ts';
import type { Placed } from '../job/place.ts';
import type { Refusal } from '../job/refusal.ts';
import type { Role } from '../people/person.ts';
import type { Database, Queryable } from '../server/database.ts';
import { commands, events, jobs, workshops } from '../server/schema.ts';
import type { CommandReply } from './reply.ts';
import { loadJob, saveJob } from './rows.server.ts';
import { settingsOf } from './settings.server.ts';
import { ticketCode } from './ticket.ts';

/** Who sends a command, into which workshop, from which screen. */
export interface Sender extends Who {
	workshopId: string;
	/**
	 * Those that the sender's screen was opened with; null for a machine of the house (import, demo): it may
	 * do what it is made for.
	 */
	roles: readonly Role[] | null;
}

/** What was committed, for whoever tells the screens. */
export interface Committed {
	workshopId: string;
	/** The line of revisions it belongs to: a backup may have been restored under a running process. */
	epoch: string;
	revision: number;
	job: Job;
}

export interface Door {
	/**
	 * Does a command, once however often it is sent, and answers after COMMIT. Everything that changes a
	 * job comes through here. [CMD1-CMD6]
	 *
	 * @param input untrusted
	 * @throws when the database cannot be reached; then nothing is known of the command's fate, and the
	 *   sender repeats it under the same id
	 */
	perform(input: unknown, sender: Sender): Promise<CommandReply>;
}

/** @param clock epoch milliseconds; a seeded past has a clock of its own */
export function openDoor(
	db: Database,
	committed: (change: Committed) => void,
	clock: () => number = Date.now
): Door {
	return {
		async perform(input, sender) {
			const parsed = v.safeParse(commandSchema, input);
			if (!parsed.success) return { ok: false, refusal: { code: 'invalid' }, job: null };
			const command = parsed.output;
			if (!mayCommand(sender.roles, command.type)) {
				return { ok: false, refusal: { code: 'forbidden' }, job: null };
			}
			try {
				const done = await db.transaction((tx) => run(tx, command, sender, clock));
				const { epoch, revision, job, did } = done;
				committed({ workshopId: sender.workshopId, epoch, revision, job });
				return { ok: true, revision, jobId: job.id, version: job.version, did };
			} catch (error) {
				if (error instanceof Answered) return error.reply;
				const refusal = refusalOf(error, command);
				if (refusal) return { ok: false, refusal, job: null };
				throw error;
			}
		}
	};
}

/**
 * Thrown to roll the revision back where nothing is done: refusals and repeats leave no trace, so
 * revisions stay gapless. [CMD4]
 */
class Answered extends Error {
	reply: CommandReply;

	constructor(reply: CommandReply) {
		super('answered without a change');
		this.reply = reply;
	}
}

const refused = (refusal: Refusal, job: Job | null): Answered => new Answered({ ok: false, refusal, job });

interface Done {
	epoch: string;
	revision: number;
	job: Job;
	did: JobEventType[];
}

async function run(tx: Queryable, command: Command, sender: Sender, clock: () => number): Promise<Done> {
	const { workshopId, actor } = sender;
	const making = command.type === 'book' ? 1 : 0;
	const [line] = await tx
		.update(workshops)
		.set({
			revision: sql`${workshops.revision} + 1`,
			ticketsGiven: sql`${workshops.ticketsGiven} + ${making}`
		})
		.where(eq(workshops.id, workshopId))
		.returning({
			epoch: workshops.epoch,
			revision: workshops.revision,
			settingsRevision: workshops.settingsRevision,
			ticketsGiven: workshops.ticketsGiven
		});
	if (!line) throw refused({ code: 'forbidden' }, null);
	// Read under the lock: the times of events ascend with their revisions.
	const now = clock();

	const fingerprint = createHash('sha256').update(JSON.stringify(command)).digest('hex');
	const [settings, [earlier], job] = await Promise.all([
		settingsOf(tx, workshopId, line, now),
		tx.select().from(commands).where(eq(commands.id, command.id)),
		loadJob(tx, workshopId, command.jobId)
	]);
	if (earlier) throw repeated(earlier, workshopId, fingerprint);
	const needed = rightNeeded(command, job);
	if (!mayCommand(rolesNow(sender, settings), needed)) throw refused({ code: 'forbidden' }, null);

	const columns = await ranks(tx, columnsFor(command, job, settings));
	const decision = decide(job, command, {
		now,
		stages: settings.stages,
		bays: settings.bays,
		people: settings.people,
		column: (stageId) => columns.get(stageId) ?? [],
		ticket: ticketCode(line.ticketsGiven - 1)
	});
	if ('refusal' in decision) throw refused(decision.refusal, job);

	const after = evolveAll(job, decision.events, { at: now, by: actor }, command.jobId);
	const did = decision.events.map((event) => event.type);
	await Promise.all([
		// First: where another workshop does the same command at once, its id is what they share. [CMD3]
		tx.insert(commands).values({
			...{ id: command.id, workshopId, jobId: after.id, fingerprint },
			...{ revision: line.revision, version: after.version, did, at: now }
		}),
		saveJob(tx, workshopId, line.revision, job, after)
	]);
	await tx.insert(events).values(decision.events.map(eventRow(command, sender, line.revision, now)));
	return { epoch: line.epoch, revision: line.revision, job: after, did };
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
function repeated(earlier: typeof commands.$inferSelect, workshopId: string, fingerprint: string): Answered {
	if (earlier.fingerprint !== fingerprint || earlier.workshopId !== workshopId) {
		return refused({ code: 'commandReused' }, null);
	}
	const { revision, jobId, version, did } = earlier;
	return new Answered({ ok: true, revision, jobId, version, did });
}

const eventRow =
	(command: Command, { workshopId, actor, screen }: Sender, revision: number, at: number) =>
	(event: JobEvent, ordinal: number) => ({
		...{ workshopId, revision, ordinal, jobId: command.jobId, type: event.type, event },
		...{ actor, screen, commandId: command.id, at }
	});

/** The stages whose ranks a decision may need. A move needs one column, an arrival the few it may go to. */
function columnsFor(command: Command, job: Job | null, { stages }: Settings): string[] {
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

async function ranks(tx: Queryable, stageIds: string[]): Promise<Map<string, Placed[]>> {
	const columns = new Map<string, Placed[]>();
	if (stageIds.length === 0) return columns;
	const rows = await tx
		.select({ id: jobs.id, position: jobs.position, stageId: jobs.stageId })
		.from(jobs)
		.where(and(inArray(jobs.stageId, stageIds), eq(jobs.status, 'open')));
	for (const { stageId, ...card } of rows) {
		const column = columns.get(stageId);
		if (column) column.push(card);
		else columns.set(stageId, [card]);
	}
	return columns;
}

/** What two rows of one key mean to the sender. */
function refusalOf(error: unknown, command: Command): Refusal | null {
	const cause = error instanceof Error && error.cause ? error.cause : error;
	const { code, constraint_name: constraint } = cause as { code?: string; constraint_name?: string };
	if (code !== '23505') return null;
	if (constraint === 'jobs_order_number' && 'order' in command) {
		return { code: 'orderExists', orderNumber: command.order.orderNumber ?? '' };
	}
	if (constraint === 'commands_pkey') return { code: 'commandReused' };
	if (constraint === 'jobs_pkey') return { code: 'jobExists' };
	return null;
}
