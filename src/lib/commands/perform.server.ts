import * as v from 'valibot';
import { mayCommand } from '../access/table.ts';
import type { StreamName } from '../stream/stream-name.ts';
import {
	type AnyCommand,
	type AnyCommandType,
	type AnyState,
	streamOf,
	streams
} from '../streams/streams.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import type { Database } from '../database/database.ts';
import { inLine } from '../runtime/batch-queue.ts';
import { inSpan } from '../runtime/span.ts';
import { databaseClock, madeUpClock } from './clock.ts';
import type { CommandReply } from './reply.ts';
import type { Sender } from './sender.ts';
import { atOnce, knowsAll } from './fast-path.server.ts';
import { type Asked, type Outcome, type State, subjectOf } from './decide-batch.ts';
import { Expired, transact } from './slow-path.server.ts';

/** The most commands in one transaction: what waits behind it is not to wait long. */
const MOST_TOGETHER = 50;

/** What was committed, for whoever tells the screens. */
export interface Committed {
	workshopId: string;
	/** The line of revisions it belongs to: a backup may have been restored under a running process. */
	epoch: string;
	revision: number;
	/** What changed, and of which stream it is. */
	stream: StreamName;
	state: AnyState;
}

export interface Door {
	/**
	 * Does a command, once however often it is sent, and answers after COMMIT. Everything that changes a
	 * job comes through here. [CMD1-CMD6]
	 *
	 * @param input untrusted
	 * @param until when its sender's time for it is over, epoch milliseconds by this process's clock: after that it is
	 *   refused as `expired` unless it was done before; null for never [CMD12]
	 * @throws when the database cannot be reached; then nothing is known of the command's fate, and the
	 *   sender repeats it under the same id
	 */
	perform(input: unknown, sender: Sender, until?: number | null): Promise<CommandReply>;
}

/** @param past says the time, epoch milliseconds, where a past is made up; else the database's clock does */
export function openDoor(db: Database, committed: (change: Committed) => void, past?: () => number): Door {
	const clock = past ? madeUpClock(past) : databaseClock();
	/** Each workshop as this process left it last. */
	const memories = new Map<string, State>();
	/** Who waits, by workshop: the row of its revisions lets only one in at a time anyway. */
	const lines = new Map<string, (asked: Asked) => Promise<CommandReply>>();

	function lineOf(workshopId: string) {
		const known = lines.get(workshopId);
		if (known) return known;
		const line = inLine(MOST_TOGETHER, (asked: readonly Asked[]) => together(workshopId, asked));
		lines.set(workshopId, line);
		return line;
	}

	async function together(workshopId: string, asked: readonly Asked[]): Promise<CommandReply[]> {
		try {
			const outcomes = await inSpan('transaction', {}, () => write(workshopId, asked));
			return outcomes.map((outcome) => {
				if ('reply' in outcome) return outcome.reply;
				const { epoch, revision, stream, state, did } = outcome;
				committed({ workshopId, epoch, revision, stream, state });
				return { ok: true, revision, id: state.id, version: state.version, did };
			});
		} catch (error) {
			const isExpired = error instanceof Expired;
			if (!isExpired && !isTaken(error)) throw error;
			// One of them wants a key that another row has, or is over: the others are not to suffer for it.
			if (asked.length > 1) return alone(workshopId, asked);
			if (isExpired) return [{ ok: false, refusal: { code: 'expired' }, state: null }];
			const refusal = refusalOf(error, asked[0]!.command);
			if (refusal) return [{ ok: false, refusal, state: null }];
			throw error;
		}
	}

	/** Does them, and remembers how it left the workshop. */
	async function write(workshopId: string, asked: readonly Asked[]): Promise<Outcome[]> {
		const remembered = memories.get(workshopId) ?? null;
		// Until COMMIT nothing is known for sure.
		memories.delete(workshopId);
		const knows = remembered !== null && knowsAll(remembered, asked);
		const outcomes = knows ? await atOnce(db, asked, remembered, clock) : null;
		if (outcomes) return remember(asked, { outcomes, state: remembered });
		// What was decided upon, and not written, is no longer what it was.
		const kept = knows ? null : remembered;
		const done = await db.transaction((tx) => transact(tx, workshopId, asked, kept, clock));
		return remember(asked, done);
	}

	function remember(
		asked: readonly Asked[],
		{ outcomes, state }: { outcomes: Outcome[]; state: State | null }
	): Outcome[] {
		if (!state) return outcomes;
		// What was closed is seldom asked of again.
		for (const { command } of asked) {
			const { stream, id } = subjectOf(command);
			const left = state.states[stream].get(id);
			if (left && !streams[stream].isOpen(left)) state.states[stream].delete(id);
		}
		memories.set(state.workshopId, state);
		return outcomes;
	}

	async function alone(workshopId: string, asked: readonly Asked[]): Promise<CommandReply[]> {
		const replies: CommandReply[] = [];
		for (const one of asked) replies.push(...(await together(workshopId, [one])));
		return replies;
	}

	return {
		async perform(input, sender, until = null) {
			const type = (input as { type?: unknown } | null | undefined)?.type;
			const stream = streamOf(type);
			const parsed = stream && v.safeParse(streams[stream].schema, input);
			if (!parsed?.success) return { ok: false, refusal: { code: 'invalid' }, state: null };
			const command = parsed.output;
			if (!mayCommand(sender, command.type as AnyCommandType)) {
				return { ok: false, refusal: { code: 'forbidden' }, state: null };
			}
			return lineOf(sender.workshopId)({ command, sender, until });
		}
	};
}

/** The columns of PostgreSQL's own error, whoever wrapped it. */
function causeOf(error: unknown): { code?: string; constraint_name?: string } {
	return (error instanceof Error && error.cause ? error.cause : error) as object;
}

/** Two rows of one key. */
const isTaken = (error: unknown): boolean => causeOf(error).code === '23505';

/** What two rows of one key mean to the sender. */
function refusalOf(error: unknown, command: AnyCommand): CommandRefusal | null {
	const constraint = causeOf(error).constraint_name;
	if (constraint === 'jobs_order_number' && 'order' in command) {
		return { code: 'orderExists', orderNumber: command.order?.orderNumber ?? '' };
	}
	if (constraint === 'commands_pkey') return { code: 'commandReused' };
	if (constraint === 'jobs_pkey') return { code: 'jobExists' };
	if (constraint === 'cases_pkey') return { code: 'caseExists' };
	return null;
}
