import { getTableColumns, type Table } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { Job } from '../job/job.ts';
import type { Database } from '../database/database.ts';
import { commands, events, jobs } from '../database/schema.ts';
import type { Clock } from './clock.ts';
import {
	type Asked,
	type Change,
	columnsFor,
	type CommandRow,
	decideAll,
	type EventRow,
	firstEnd,
	numberGiven,
	type Outcome,
	type State
} from './decide-all.ts';
import { clientOf } from './statements.server.ts';

/*
 * The short way of a command, which nearly all of them go: nobody else changed the workshop since this process did, so
 * nothing is to be read, and all is written by one statement, if that is so. What it saves is every round trip but one.
 */

/** Columns of a job that no command of the short way changes, or that the rules do not know. */
const fixed = ['id', 'workshopId', 'vehicleId', 'customerId', 'erasedAt', 'orderSeal'];
const changing = Object.keys(getTableColumns(jobs)).filter((name) => !fixed.includes(name));

const list = (names: readonly string[], of = ''): string =>
	names.map((name) => `${of}"${toSnakeCase(name)}"`).join(', ');
/** By name: a later version's table may have columns that this one does not know. [RUN6] */
function insertInto(name: string, table: Table, parameter: string): string {
	const names = Object.keys(getTableColumns(table));
	return `insert into "${name}" (${list(names)})
		select ${list(names, 'fresh.')} from line, jsonb_populate_recordset(null::"${name}", ${parameter}) as fresh`;
}

/**
 * Changes nothing, and returns no row, where the workshop is no longer at the revision that was decided upon, or where a
 * command's end has passed when the database comes to it. [CMD12]
 */
const statement = `
	with line as (
		update "workshops" set "revision" = $4 where "id" = $1 and "epoch" = $2 and "revision" = $3
			and ($8::bigint is null or extract(epoch from clock_timestamp()) * 1000 < $8::bigint) returning 1
	), noted as (
		${insertInto('commands', commands, '$5')}
	), saved as (
		update "jobs" set (${list(changing)}) = row (${list(changing, 'fresh.')})
		from line, jsonb_populate_recordset(null::"jobs", $6) as fresh where "jobs"."id" = fresh."id"
	), told as (
		${insertInto('events', events, '$7')}
	)
	select (extract(epoch from clock_timestamp()) * 1000)::bigint as now from line`;

const commandsOf = asJson<CommandRow>(commands);
const jobsOf = asJson<Job & { revision: number }>(jobs);
const eventsOf = asJson<EventRow>(events);

/** Whether all that these commands are decided upon is remembered. */
export const knowsAll = ({ jobs, settings, columns }: State, asked: readonly Asked[]): boolean =>
	asked.every(({ command }) => {
		const job = jobs.get(command.jobId);
		return (
			job?.status === 'open' &&
			numberGiven(command, job) === null &&
			columnsFor(command, job, settings).every((id) => columns.has(id))
		);
	});

/**
 * Does commands upon what is remembered.
 *
 * @param remembered the workshop as this process left it; no longer to be used where the answer is null
 * @returns null where they take the long way: something is refused or made, or somebody else was here
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
	const { outcomes, changes } = decideAll(remembered, new Map(), asked, now);
	// A refusal is told of the workshop as it is, and a repeated command is known by what is read. [CMD2] [CMD5]
	if (changes.length < asked.length || changes.some(isRegistered)) return null;
	const saved = new Map(
		changes.map(({ done, after }) => [after.id, { ...after, revision: done.revision }] as const)
	);
	const values = [
		...[workshopId, epoch, revision, remembered.revision],
		commandsOf(changes.map(({ done }) => done)),
		jobsOf([...saved.values()]),
		eventsOf(changes.flatMap(({ happened }) => happened)),
		firstEnd(asked, Math.floor(time - askedAt))
	];
	const [written] = await clientOf(db).unsafe<{ now: string }[]>(statement, values, { prepare: true });
	if (!written) return null;
	clock.hear(Number(written.now), askedAt);
	return outcomes;
}

/** Vehicle or customer are others now: the registers are to learn of it. */
const isRegistered = ({ before, after }: Change): boolean =>
	before?.vehicle !== after.vehicle || before.customer !== after.customer;

/** Makes JSON of rows, of which PostgreSQL makes rows again. */
function asJson<Row extends object>(table: Table): (rows: readonly Row[]) => string {
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
