import { and, type Column, count, eq, getTableColumns, isNull, type SQL, sql, type Table } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import type { Queryable } from '../database/database.ts';
import { readInstant } from '../database/columns.ts';
import { foldedSql } from '../database/folded-sql.ts';
import * as schema from '../database/schema.ts';
import type { StreamName } from '../stream/stream-name.ts';
import { projections } from './projections.server.ts';

/*
 * The statements of a command's transaction, built once: for Drizzle to build them, and for PostgreSQL to plan them, costs
 * more than to do them, and all that wait for the workshop's row wait for it.
 */

const { cases, commands, events, jobs, workshops } = schema;

/** Builds statements; has no connection to run them on. */
const draft = drizzle.mock({ schema, casing: 'snake_case' });

/** A value that is named when the statement runs. */
const slot = sql.placeholder;
const anyOf = (name: string): SQL => sql`any(${slot(name)})`;

/** Where a column's value goes. Null is null: Drizzle, told of it late, would make a text or a date of it. */
function into(name: string, column: Column): SQL {
	const mapToDriverValue = (value: unknown) => (value === null ? null : column.mapToDriverValue(value));
	return sql`${sql.param(slot(name), { mapToDriverValue })}`;
}

const slotsOf = (table: Table, names = Object.keys(getTableColumns(table))): Record<string, SQL> =>
	Object.fromEntries(names.map((name) => [name, into(name, getTableColumns(table)[name] as Column)]));

/** Inserts a whole row. */
const inserting = (table: Table) =>
	draft
		.insert(table as typeof jobs)
		.values(slotsOf(table) as never)
		.prepare('insert');

export const statements = {
	/** Waits for the workshop's turn, and keeps it to the end of the transaction. */
	lock: draft
		.select({
			epoch: workshops.epoch,
			revision: workshops.revision,
			settingsRevision: workshops.settingsRevision,
			ticketsGiven: workshops.ticketsGiven
		})
		.from(workshops)
		.where(eq(workshops.id, slot('workshopId')))
		.for('no key update')
		.prepare('lock'),
	/** The database's time, and when the workshop's last command was done. Sent behind the lock, it is read behind it. */
	moment: draft
		.select({
			now: sql`clock_timestamp()`.mapWith((at: string): number => readInstant(at)),
			last: sql`(select e.at from ${events} e where e.workshop_id = ${slot('workshopId')}
				order by e.revision desc limit 1)`.mapWith((at: string): number => readInstant(at))
		})
		.from(workshops)
		.where(eq(workshops.id, slot('workshopId')))
		.prepare('moment'),
	earlier: draft
		.select()
		.from(commands)
		.where(eq(commands.id, anyOf('ids')))
		.prepare('earlier'),
	/** Not those that were erased: they take no command any more, and nobody looks at them. [PRIV4] */
	jobs: draft
		.select()
		.from(jobs)
		.where(and(eq(jobs.id, anyOf('ids')), eq(jobs.workshopId, slot('workshopId')), isNull(jobs.erasedAt)))
		.prepare('jobs'),
	/** Jobs that have these order numbers, in whatever spelling they were kept. */
	numbered: draft
		.select({ id: jobs.id, number: foldedSql(jobs.orderNumber) })
		.from(jobs)
		.where(and(eq(jobs.workshopId, slot('workshopId')), eq(foldedSql(jobs.orderNumber), anyOf('numbers'))))
		.prepare('numbered'),
	open: draft
		.select({ count: count() })
		.from(jobs)
		// A literal: the index of open jobs has it too.
		.where(and(eq(jobs.workshopId, slot('workshopId')), sql`${jobs.status} = 'open'`))
		.prepare('open'),
	ranks: draft
		.select({ id: jobs.id, position: jobs.position, stageId: jobs.stageId })
		.from(jobs)
		.where(and(eq(jobs.stageId, anyOf('stageIds')), eq(jobs.status, 'open')))
		.prepare('ranks'),
	cases: draft
		.select()
		.from(cases)
		.where(and(eq(cases.id, anyOf('ids')), eq(cases.workshopId, slot('workshopId')), isNull(cases.erasedAt)))
		.prepare('cases'),
	command: inserting(commands),
	event: inserting(events),
	/** A new row of a stream's table. */
	make: { job: inserting(jobs), case: inserting(cases) } satisfies Record<StreamName, unknown>,
	/** Returns no row where a command's end, `until`, has passed when the database comes to it. [CMD12] */
	line: draft
		.update(workshops)
		.set(slotsOf(workshops, ['revision', 'ticketsGiven']))
		.where(
			and(
				eq(workshops.id, slot('workshopId')),
				sql`clock_timestamp() < coalesce(${slot('until')}::timestamptz, 'infinity')`
			)
		)
		.returning({ id: workshops.id })
		.prepare('line')
};

const saving = new Map<string, ReturnType<typeof draftSaving>>();

const draftSaving = (stream: StreamName, names: string[]) => {
	const table = projections[stream].table as typeof jobs;
	return (
		draft
			.update(table)
			.set(slotsOf(table, names))
			// The version it was decided upon.
			.where(and(eq(table.id, slot('id')), eq(table.version, slot('expect'))))
			.returning({ id: table.id })
			.prepare('save')
	);
};

/** Writes these columns of a state: the fewer a statement names, the less it costs. A job has forty, a move changes ten. */
export function savingOf(stream: StreamName, names: string[]): ReturnType<typeof draftSaving> {
	const key = `${stream} ${names.join()}`;
	const known = saving.get(key);
	if (known) return known;
	const drafted = draftSaving(stream, names);
	saving.set(key, drafted);
	return drafted;
}

/** What a database or a transaction sends its statements by. */
export const clientOf = (db: Queryable): Sql => (db._.session as unknown as { client: Sql }).client;

interface Statement<Rows> {
	execute(values?: Record<string, unknown>): Promise<Rows>;
}

/** Sends a statement on the transaction's connection, at once, behind all that was sent on it before. */
export function send<Rows>(
	tx: Queryable,
	statement: Statement<Rows>,
	values: Record<string, unknown>
): Promise<Rows> {
	const client = clientOf(tx);
	// Drizzle binds a statement to one client; every transaction is another.
	return (Object.assign(Object.create(statement as object), { client }) as Statement<Rows>).execute(values);
}
