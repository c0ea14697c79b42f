import { getTableColumns, type Table } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { Database } from '../database/database.ts';
import { commands, events } from '../database/schema.ts';
import type { Job } from '../job/job.ts';
import { type StreamName, streamNames } from '../stream/stream-name.ts';
import { type AnyState, streams } from '../streams/streams.ts';
import type { Clock } from './clock.ts';
import {
	type Asked,
	type Change,
	decideBatch,
	firstEnd,
	needsOf,
	type Outcome,
	type State,
	subjectOf
} from './decide-batch.ts';
import { projections } from './projections.server.ts';
import { clientOf } from './statements.server.ts';

/*
 * The fast path, which nearly all commands take: the state of the workshop is cached, so nothing is read. One statement
 * writes everything, conditional on the epoch and the revision that the commands were decided upon. It saves all round
 * trips but one.
 */

const list = (names: readonly string[], of = ''): string =>
	names.map((name) => `${of}"${toSnakeCase(name)}"`).join(', ');
/** By name: a later version's table may have columns that this one does not know. [RUN6] */
function insertInto(name: string, table: Table, parameter: string): string {
	const names = Object.keys(getTableColumns(table));
	return `insert into "${name}" (${list(names)})
		select ${list(names, 'fresh.')} from line, jsonb_populate_recordset(null::"${name}", ${parameter}) as fresh`;
}

/** Parameters before those of the streams' tables. */
const COMMON = 7;

function update(stream: StreamName, index: number): string {
	const { name, changing } = projections[stream];
	return `, "saved_${name}" as (
		update "${name}" set (${list(changing)}) = row (${list(changing, 'fresh.')})
		from line, jsonb_populate_recordset(null::"${name}", $${COMMON + 1 + index}) as fresh
		where "${name}"."id" = fresh."id"
	)`;
}

/**
 * Changes nothing, and returns no row, where the workshop is no longer at the revision that was decided upon, or where a
 * command's end has passed when the database comes to it. [CMD12]
 *
 * @param changed the streams whose tables it writes
 */
const statementFor = (changed: readonly StreamName[]): string => `
	with line as (
		update "workshops" set "revision" = $4 where "id" = $1 and "epoch" = $2 and "revision" = $3
			and ($7::bigint is null or extract(epoch from clock_timestamp()) * 1000 < $7::bigint) returning 1
	), noted as (
		${insertInto('commands', commands, '$5')}
	), told as (
		${insertInto('events', events, '$6')}
	)${changed.map(update).join('')}
	select (extract(epoch from clock_timestamp()) * 1000)::bigint as now from line`;

const built = new Map<string, string>();

function statementOf(changed: readonly StreamName[]): string {
	const key = changed.join();
	const statement = built.get(key) ?? statementFor(changed);
	built.set(key, statement);
	return statement;
}

const commandsOf = asJson(commands);
const eventsOf = asJson(events);
const rowsOf = Object.fromEntries(
	streamNames.map((stream) => [stream, asJson(projections[stream].table)])
) as Record<StreamName, (rows: readonly object[]) => string>;

/** Whether all that these commands are decided upon is cached. */
export const knowsAll = ({ states, settings, columns }: State, asked: readonly Asked[]): boolean =>
	asked.every(({ command }) => {
		const { stream, id } = subjectOf(command);
		const state = states[stream].get(id);
		if (!state || !streams[stream].isOpen(state)) return false;
		const needs = needsOf(command, state, settings);
		return needs.orderNumber == null && (needs.columns ?? []).every((stageId) => columns.has(stageId));
	});

/**
 * Executes commands against the cached state of their workshop.
 *
 * @param remembered the state after the last command of this process; not to be used again where the answer is null
 * @returns null where they take the slow path: a command was refused or repeated, or another process committed
 */
export async function atOnce(
	db: Database,
	asked: readonly Asked[],
	remembered: State,
	clock: Clock
): Promise<Outcome[] | null> {
	const { workshopId, epoch, revision } = remembered;
	const askedAt = Date.now();
	const time = clock.now();
	if (time === null) return null;
	const now = clock.ascends ? Math.max(time, remembered.lastAt) : time;
	const { outcomes, changes } = decideBatch(remembered, new Map(), asked, now);
	// A refusal needs the current state, and a repeated command is recognised only by what is read. [CMD2] [CMD5]
	if (changes.length < asked.length || changes.some(isRegistered)) return null;
	const changed = streamNames.filter((name) => changes.some(({ stream }) => stream === name));
	const values = [
		...[workshopId, epoch, revision, remembered.revision],
		commandsOf(changes.map(({ done }) => done)),
		eventsOf(changes.flatMap(({ happened }) => happened)),
		firstEnd(asked, Math.floor(time - askedAt)),
		...changed.map((name) => rowsOf[name](lastRows(name, changes)))
	];
	const [written] = await clientOf(db).unsafe<{ now: string }[]>(statementOf(changed), values, {
		prepare: true
	});
	if (!written) return null;
	clock.hear(Number(written.now), askedAt);
	return outcomes;
}

/** The rows of what changed, each as the last command left it. */
function lastRows(name: StreamName, changes: readonly Change[]): object[] {
	const last = new Map<string, { after: AnyState; revision: number }>();
	for (const { stream, done, after } of changes) {
		if (stream === name) last.set(after.id, { after, revision: done.revision });
	}
	return [...last.values()].map(({ after, revision }) => ({ ...projections[name].rowOf(after), revision }));
}

/** Vehicle or customer are others now: the registers are to learn of it. */
function isRegistered({ stream, before, after }: Change): boolean {
	if (stream !== 'job') return false;
	const [was, is] = [before as Job | null, after as Job];
	return was?.vehicle !== is.vehicle || was.customer !== is.customer;
}

/** Makes JSON of rows, of which PostgreSQL makes rows again. */
function asJson(table: Table): (rows: readonly object[]) => string {
	const columns = new Map(
		Object.entries(getTableColumns(table)).map(([key, column]) => [key, { name: toSnakeCase(key), column }])
	);
	return (rows) =>
		JSON.stringify(
			rows.map((row) => {
				const made: Record<string, unknown> = {};
				for (const [key, value] of Object.entries(row)) {
					const { name, column } = columns.get(key)!;
					made[name] = value === null || column.dataType === 'json' ? value : column.mapToDriverValue(value);
				}
				return made;
			})
		);
}
