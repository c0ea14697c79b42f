import { and, type Column, count, eq, getTableColumns, isNull, type SQL, sql, type Table } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Sql } from 'postgres';
import type { Queryable } from '../database/database.ts';
import { readInstant } from '../database/columns.ts';
import { foldedSql } from '../database/folded-sql.ts';
import * as schema from '../database/schema.ts';

/*
 * The statements of a command's transaction, built once: for Drizzle to build them, and for PostgreSQL to plan them, costs
 * more than to do them, and all that wait for the workshop's row wait for it.
 */

const { commands, events, jobs, workshops } = schema;

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
	Object.fromEntries(names.map((name) => [name, into(name, getTableColumns(table)[name]!)]));

const insertInto = <Into extends typeof commands | typeof events | typeof jobs>(table: Into) =>
	draft
		.insert(table)
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
	command: insertInto(commands),
	event: insertInto(events),
	job: insertInto(jobs),
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

const draftSaving = (names: string[]) =>
	draft
		.update(jobs)
		.set(slotsOf(jobs, names))
		// The version it was decided upon.
		.where(and(eq(jobs.id, slot('id')), eq(jobs.version, slot('expect'))))
		.returning({ id: jobs.id })
		.prepare('save');

/** Writes these columns of a job: the fewer a statement names, the less it costs. A job has forty, a move changes ten. */
export function savingOf(names: string[]): ReturnType<typeof draftSaving> {
	const key = names.join();
	const known = saving.get(key);
	if (known) return known;
	const drafted = draftSaving(names);
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
