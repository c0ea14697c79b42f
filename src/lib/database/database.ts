import { dirname } from 'node:path';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { answeringSockets, type ConnectionUse } from './answering-socket.ts';
import type { Config } from '../runtime/config.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { projectFile } from '../runtime/project-file.ts';
import * as schema from './schema.ts';
import { type Patience, whenThere } from './wait-for-database.ts';

export type Database = PostgresJsDatabase<typeof schema>;
/** The database or a transaction in it. */
export type Queryable = PgDatabase<
	PostgresJsQueryResultHKT,
	typeof schema,
	ExtractTablesWithRelations<typeof schema>
>;

export interface OpenDatabase {
	db: Database;
	sql: postgres.Sql;
	/** Of the pool, which postgres.js itself tells nothing about. */
	connections(): ConnectionUse & { max: number };
	/** Ends the pool and, where this was the last process to use it, the server's own PostgreSQL. */
	close(): Promise<void>;
}

/**
 * Any number, the same in every process: who migrates or restores holds this lock; a backup holds it shared,
 * for neither may change the tables under it.
 */
export const migrationLock = 7_263_002;

/**
 * Milliseconds for PostgreSQL to answer a statement, after which it counts as lost: a page waits 8 s for what it sent,
 * and is to be told before.
 */
const ANSWERS_WITHIN = 7_000;
/** Milliseconds that a transaction may wait for us, holding its locks: none of ours waits for anything else. */
const IDLE_WITHIN = 5_000;

/** Where a connection leads: an address, or the parts of a unix socket's. */
export type Target = string | { host: string; port: number; user: string; database: string };

/**
 * Opens the database that `config` names, or the server's own under its data folder, brought up to
 * date. Safe when several processes do so at once.
 *
 * @param max connections in the pool
 * @param patience how long to wait for one that is not there yet; without it nobody waits
 * @throws when it cannot be reached, or a migration fails
 */
export async function openDatabase(
	config: Pick<Config, 'dataDir' | 'databaseUrl'>,
	{ max = 10, patience }: { max?: number; patience?: Patience } = {}
): Promise<OpenDatabase> {
	const { target, leave } = await reachDatabase(config);
	try {
		await (patience ? whenThere(() => migrateDatabase(target), patience) : migrateDatabase(target));
	} catch (error) {
		await leave();
		throw error;
	}
	const { db, sql, use } = connect(target, max, ANSWERS_WITHIN);
	return {
		db,
		sql,
		connections: () => ({ ...use(), max }),
		async close() {
			await sql.end({ timeout: 2 });
			await leave();
		}
	};
}

/**
 * Where the database that `config` names is to be had, as it is; the server's own is started. Call `leave` at
 * the end.
 */
export async function reachDatabase({
	dataDir,
	databaseUrl
}: Pick<Config, 'dataDir' | 'databaseUrl'>): Promise<{ target: Target; leave(): Promise<void> }> {
	if (databaseUrl) return { target: databaseUrl, leave: async () => {} };
	const own = await openEmbeddedPostgres(dataDir);
	return { target: own.connection, leave: () => own.close() };
}

/** By which a connection of ours is known to the database's other users. */
export const applicationName = `kanche-${process.pid}`;

/**
 * A pool of at most `max` connections, opened as they are needed.
 *
 * @param patience milliseconds that a statement may stay without an answer; absent: any number, for what waits for
 *   others or takes its time
 * @returns with `use`: nothing where `patience` is absent
 */
export function connect(
	target: Target,
	max: number,
	patience?: number
): { db: Database; sql: postgres.Sql; use(): ConnectionUse } {
	const sockets = patience === undefined ? null : answeringSockets(patience);
	const options = {
		max,
		// Seconds.
		connect_timeout: 5,
		// Seconds until the next try. By itself it grows to 20, for which screens would stay behind after an outage.
		backoff: () => 0.2 + Math.random() * 0.3,
		onnotice: () => undefined,
		connection: {
			application_name: applicationName,
			TimeZone: 'UTC',
			// A process that stands still, or whose cable was pulled, must not keep a workshop's line locked.
			idle_in_transaction_session_timeout: IDLE_WITHIN
		},
		...(sockets ? { socket: sockets.make } : {})
	};
	const sql = typeof target === 'string' ? postgres(target, options) : postgres({ ...options, ...target });
	const use = sockets?.use ?? (() => ({ open: 0, busy: 0 }));
	return { db: drizzle(sql, { schema, casing: 'snake_case' }), sql, use };
}

/** Applies the migrations that are missing. Of several processes at once one does, the others wait. */
export async function migrateDatabase(target: Target): Promise<void> {
	const { db, sql } = connect(target, 1);
	try {
		await sql`select pg_advisory_lock(${migrationLock})`;
		await migrate(db, { migrationsFolder: migrationsFolder() });
	} finally {
		await sql.end({ timeout: 2 });
	}
}

/** `drizzle/` of the project. */
export const migrationsFolder = (): string => dirname(dirname(projectFile('drizzle/meta/_journal.json')));
