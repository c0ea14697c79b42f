import type { Queryable } from '../database/database.ts';
import type { Job } from '../job/job.ts';
import type { Needs } from '../stream/command-module.ts';
import { type StreamName, streamNames } from '../stream/stream-name.ts';
import type { AnyCommand } from '../streams/streams.ts';
import type { Clock } from './clock.ts';
import { Columns } from './columns.ts';
import {
	type Asked,
	type Change,
	type CommandRow,
	decideBatch,
	firstEnd,
	needsOf,
	noStates,
	type Outcome,
	type State,
	type States,
	subjectOf
} from './decide-batch.ts';
import { settingsOf } from './read-settings.server.ts';
import { forgetUnused } from './registers.server.ts';
import { type Entry, loaders, register, saveState } from './rows.server.ts';
import { send, statements } from './statements.server.ts';

/** What is no job has no vehicle and customer in the registers. */
const noEntry: Entry = { now: {}, before: {} };

/** A command's end passed while it was written: nothing of the transaction is to stay. [CMD12] */
export class Expired extends Error {
	override name = 'Expired';
}

/**
 * Executes commands of one workshop in one transaction, behind the lock of its row.
 *
 * Statements are sent without waiting for each other's answers wherever none needs another's: what counts is how long
 * the row is locked, and that is mostly round trips.
 *
 * @param remembered the state that this process cached; used where nobody else committed since
 */
export async function transact(
	tx: Queryable,
	workshopId: string,
	asked: readonly Asked[],
	remembered: State | null,
	clock: Clock
): Promise<{ outcomes: Outcome[]; state: State | null }> {
	const commands = asked.map(({ command }) => command);
	const early = commands.map((command) => needsOf(command, null, { stages: [] }));
	const numbers = early.flatMap(({ orderNumber }) => orderNumber ?? []);
	const moves = [...new Set(early.flatMap(({ columns = [] }) => columns))];
	// The lock goes first on its connection: all the rest is read behind it.
	const askedAt = Date.now();
	const [[line], [moment], known, states, ranks, numbered] = await Promise.all([
		send(tx, statements.lock, { workshopId }),
		send(tx, statements.moment, { workshopId }),
		earlierCommands(tx, asked),
		loadStates(tx, workshopId, commands, early),
		readRanks(tx, moves),
		numbers.length === 0 ? [] : send(tx, statements.numbered, { workshopId, numbers })
	]);
	if (!line || !moment) {
		const forbidden = { reply: { ok: false, refusal: { code: 'forbidden' }, state: null } } as const;
		return { outcomes: asked.map(() => forbidden), state: null };
	}
	clock.hear(moment.now, askedAt);
	// Read behind the lock: the times of events ascend with their revisions, also where a clock was set back.
	const now = clock.ascends ? Math.max(moment.now, moment.last ?? 0) : clock.now()!;
	const settings = await settingsOf(tx, workshopId, line, now);
	const holds = remembered?.epoch === line.epoch && remembered.revision === line.revision;
	const kept = holds ? remembered : { states: noStates(), columns: new Columns() };
	const state: State = {
		...{ workshopId, epoch: line.epoch, revision: line.revision, ticketsGiven: line.ticketsGiven },
		lastAt: moment.last ?? 0,
		...{ settings, states: kept.states, columns: kept.columns }
	};
	for (const name of streamNames) {
		for (const [id, found] of states[name]) state.states[name].set(id, found);
	}
	state.columns.add(moves, ranks);
	const needs = commands.map((command) => {
		const { stream, id } = subjectOf(command);
		return needsOf(command, states[stream].get(id) ?? null, settings);
	});
	const more = needs.flatMap(({ columns = [] }) => columns).filter((stageId) => !state.columns.has(stageId));
	if (more.length > 0) state.columns.add(more, await readRanks(tx, more));

	const opens = needs.some(({ opensJob }) => opensJob);
	const found = {
		numbered: new Map(numbered.map(({ id, number }) => [number, id])),
		open: opens ? (await send(tx, statements.open, { workshopId }))[0]!.count : 0
	};
	const { outcomes, changes } = decideBatch(state, known, asked, now, found);
	if (changes.length > 0) await write(tx, state, changes, firstEnd(asked, moment.now - Date.now()));
	return { outcomes, state };
}

/** What the commands change, and the jobs that they name besides. */
async function loadStates(
	tx: Queryable,
	workshopId: string,
	commands: readonly AnyCommand[],
	needs: readonly Needs[]
): Promise<States> {
	const ids: Record<StreamName, string[]> = { job: needs.flatMap(({ job }) => job ?? []), case: [] };
	for (const command of commands) {
		const { stream, id } = subjectOf(command);
		ids[stream].push(id);
	}
	const loaded = await Promise.all(
		streamNames.map(async (name) => {
			const found = ids[name].length === 0 ? new Map() : await loaders[name](tx, workshopId, ids[name]);
			return [name, found] as const;
		})
	);
	return Object.fromEntries(loaded) as States;
}

/** Those of them that were done before, by id. */
async function earlierCommands(tx: Queryable, asked: readonly Asked[]): Promise<Map<string, CommandRow>> {
	const rows = await send(tx, statements.earlier, { ids: asked.map(({ command }) => command.id) });
	return new Map(rows.map((row) => [row.id, row]));
}

const readRanks = async (tx: Queryable, stageIds: readonly string[]) =>
	stageIds.length === 0 ? [] : send(tx, statements.ranks, { stageIds });

/** Writes what the commands leave behind, and how far the workshop has come. */
async function write(
	tx: Queryable,
	{ workshopId, revision, ticketsGiven }: State,
	changes: readonly Change[],
	until: number | null
): Promise<void> {
	const registered = await Promise.all(
		changes.map(({ stream, before, after }) =>
			stream === 'job' ? register(tx, workshopId, before as Job | null, after as Job) : noEntry
		)
	);
	// From here on in order, for a job may change twice, and without waiting.
	const sent = await Promise.allSettled([
		...changes.flatMap(({ stream, done, before, after, happened }, index) => [
			// First: where another workshop does the same command at once, its id is what they share. [CMD3]
			send(tx, statements.command, { ...done }),
			saveState(
				tx,
				stream,
				{ ...registered[index]!.now, workshopId, revision: done.revision },
				before,
				after
			),
			...happened.map((row) => send(tx, statements.event, { ...row }))
		]),
		send(tx, statements.line, {
			...{ revision, ticketsGiven, workshopId },
			until: until === null ? null : new Date(until).toISOString()
		})
	]);
	// The first that failed tells why; those behind it only that the transaction is over.
	for (const each of sent) if (each.status === 'rejected') throw each.reason;
	const line = sent[sent.length - 1] as PromiseFulfilledResult<unknown[]>;
	if (line.value.length === 0) throw new Expired();
	await forgetLeft(tx, workshopId, registered);
}

/** What a rewritten order has left in the registers, and no job uses any more, goes with the same command. [PRIV5] */
async function forgetLeft(tx: Queryable, workshopId: string, entries: readonly Entry[]): Promise<void> {
	const rewritten = entries.filter(
		({ now, before }) =>
			(before.vehicleId && before.vehicleId !== now.vehicleId) ||
			(before.customerId && before.customerId !== now.customerId)
	);
	if (rewritten.length === 0) return;
	// Also what an earlier command of the same transaction entered.
	const all = entries.flatMap(({ now, before }) => [now, before]);
	await forgetUnused(tx, workshopId, {
		vehicles: all.flatMap(({ vehicleId }) => vehicleId ?? []),
		customers: all.flatMap(({ customerId }) => customerId ?? [])
	});
}
