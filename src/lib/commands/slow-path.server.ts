import type { Queryable } from '../database/database.ts';
import type { Clock } from './clock.ts';
import { Columns } from './columns.ts';
import {
	type Asked,
	type Change,
	columnsFor,
	type CommandRow,
	decideAll,
	firstEnd,
	numberGiven,
	opensJob,
	type Outcome,
	type State
} from './decide-all.ts';
import { forgetUnused } from './registers.server.ts';
import { type Entry, loadJobs, register, saveJob } from './rows.server.ts';
import { settingsOf } from './read-settings.server.ts';
import { send, statements } from './statements.server.ts';

/** A command's end passed while it was written: nothing of the transaction is to stay. [CMD12] */
export class Expired extends Error {
	override name = 'Expired';
}

/**
 * Does commands of one workshop in one transaction, behind the lock of its row.
 *
 * Statements are sent without waiting for each other's answers wherever none needs another's: what counts is how long
 * the row is locked, and that is mostly round trips.
 *
 * @param remembered what this process did last, to be added to where nobody else did anything since
 */
export async function transact(
	tx: Queryable,
	workshopId: string,
	asked: readonly Asked[],
	remembered: State | null,
	clock: Clock
): Promise<{ outcomes: Outcome[]; state: State | null }> {
	const ids = asked.map(({ command }) => command.jobId);
	const numbers = asked.flatMap(({ command }) => numberGiven(command, null) ?? []);
	const moves = asked.flatMap(({ command }) => (command.type === 'move' ? [command.stageId] : []));
	// The lock goes first on its connection: all the rest is read behind it.
	const askedAt = Date.now();
	const [[line], [moment], known, jobs, ranks, numbered] = await Promise.all([
		send(tx, statements.lock, { workshopId }),
		send(tx, statements.moment, { workshopId }),
		earlierCommands(tx, asked),
		loadJobs(tx, workshopId, ids),
		readRanks(tx, moves),
		numbers.length === 0 ? [] : send(tx, statements.numbered, { workshopId, numbers })
	]);
	if (!line || !moment) {
		const forbidden = { reply: { ok: false as const, refusal: { code: 'forbidden' as const }, job: null } };
		return { outcomes: asked.map(() => forbidden), state: null };
	}
	clock.hear(moment.now, askedAt);
	// Read behind the lock: the times of events ascend with their revisions, also where a clock was set back.
	const now = clock.ascends ? Math.max(moment.now, moment.last ?? 0) : clock.now()!;
	const settings = await settingsOf(tx, workshopId, line, now);
	const holds = remembered?.epoch === line.epoch && remembered.revision === line.revision;
	const kept = holds ? remembered : { jobs: new Map<string, never>(), columns: new Columns() };
	const state: State = {
		...{ workshopId, epoch: line.epoch, revision: line.revision, ticketsGiven: line.ticketsGiven },
		lastAt: moment.last ?? 0,
		...{ settings, jobs: kept.jobs, columns: kept.columns }
	};
	for (const [id, job] of jobs) state.jobs.set(id, job);
	state.columns.add(moves, ranks);
	const more = asked
		.flatMap(({ command }) => columnsFor(command, jobs.get(command.jobId) ?? null, settings))
		.filter((stageId) => !state.columns.has(stageId));
	if (more.length > 0) state.columns.add(more, await readRanks(tx, more));

	const opens = asked.some(({ command }) => opensJob(command, jobs.get(command.jobId) ?? null));
	const found = {
		numbered: new Map(numbered.map(({ id, number }) => [number, id])),
		open: opens ? (await send(tx, statements.open, { workshopId }))[0]!.count : 0
	};
	const { outcomes, changes } = decideAll(state, known, asked, now, found);
	if (changes.length > 0) await write(tx, state, changes, firstEnd(asked, moment.now - Date.now()));
	return { outcomes, state };
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
		changes.map(({ before, after }) => register(tx, workshopId, before, after))
	);
	// From here on in order, for a job may change twice, and without waiting.
	const sent = await Promise.allSettled([
		...changes.flatMap(({ done, before, after, happened }, index) => [
			// First: where another workshop does the same command at once, its id is what they share. [CMD3]
			send(tx, statements.command, { ...done }),
			saveJob(tx, { ...registered[index]!.now, workshopId, revision: done.revision }, before, after),
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
