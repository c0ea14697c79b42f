import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import type { Config } from './config.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import * as schema from './schema.ts';

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
	/** Ends the pool and, where this was the last process to use it, the server's own PostgreSQL. */
	close(): Promise<void>;
}

/** Any number, the same in every process: who migrates holds this lock. */
const migrationLock = 7_263_002;

/** Where a connection leads: an address, or the parts of a unix socket's. */
export type Target = string | { host: string; port: number; user: string; database: string };

/**
 * Opens the database that `config` names, or the server's own under its data folder, brought up to
 * date. Safe when several processes do so at once.
 *
 * @param max connections in the pool
 * @throws when it cannot be reached, or a migration fails
 */
export async function openDatabase(
	config: Pick<Config, 'dataDir' | 'databaseUrl'>,
	{ max = 10 }: { max?: number } = {}
): Promise<OpenDatabase> {
	const own = config.databaseUrl ? undefined : await openEmbeddedPostgres(config.dataDir);
	const target = own?.connection ?? (config.databaseUrl as string);
	try {
		await migrateDatabase(target);
	} catch (error) {
		await own?.close();
		throw error;
	}
	const { db, sql } = connect(target, max);
	return {
		db,
		sql,
		async close() {
			await sql.end({ timeout: 2 });
			await own?.close();
		}
	};
}

/** A pool of at most `max` connections, opened as they are needed. */
export function connect(target: Target, max: number): { db: Database; sql: postgres.Sql } {
	const options: postgres.Options<Record<string, postgres.PostgresType>> = {
		max,
		connect_timeout: 10,
		onnotice: () => undefined,
		connection: { application_name: `kanche-${process.pid}`, TimeZone: 'UTC' }
	};
	const sql = typeof target === 'string' ? postgres(target, options) : postgres({ ...options, ...target });
	return { db: drizzle(sql, { schema, casing: 'snake_case' }), sql };
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

/** `drizzle/` of the project, whether this file runs from src/ or, bundled, from build/. */
function migrationsFolder(): string {
	for (
		let folder = dirname(fileURLToPath(import.meta.url));
		folder !== dirname(folder);
		folder = dirname(folder)
	) {
		const candidate = join(folder, 'drizzle');
		if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
	}
	throw new Error('The folder drizzle/ with the migrations is missing beside the program.');
}
