import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';
import {
	isSecret,
	secretForBackup,
	takeRestoredSecret,
	writeRestoredSecret
} from '../runtime/auth-secret.ts';
import {
	applicationName,
	connect,
	migrationLock,
	migrationsFolder,
	reachDatabase
} from '../database/database.ts';
import { type BackupConfig, checkBackup, readBackupFile } from './backup.server.ts';
import { BackupError, type Foot, type Head, type TableRows } from './format.ts';
import { applyMigrations, madeBy, type Migration, readMigrations } from './migrations.ts';
import { readForeignKeys, readTables } from './tables.ts';

export interface Restored extends Pick<Foot, 'rows'> {
	head: Head;
	/** The secret of the backup took its place in the data folder. */
	secret: 'restored' | 'same' | 'left' | 'unknown';
}

/** How long to wait for whoever still uses a table, or makes a backup of it. */
const PATIENCE = '20s';

/**
 * Puts a backup in the place of everything that `config`'s database holds, in one transaction: whatever fails,
 * what was there is there still. Brings an older one up to date, and begins a new line of revisions in each
 * workshop, by which every screen notices. [BAK4] [BAK5] [BAK6] [SYNC5]
 *
 * @throws BackupError where the file is not whole, newer than this program, or a server uses the database
 */
export async function restoreBackup(
	config: BackupConfig,
	file: string,
	{ migrations: folder = migrationsFolder() }: { migrations?: string } = {}
): Promise<Restored> {
	// Read once before anything is touched, so that what is cut off or altered is known as such.
	const { head, foot } = await checkBackup(file);
	const migrations = readMigrations(folder);
	const level = migrations.findIndex(({ when }) => when === head.migration.when) + 1;
	if (level === 0) {
		throw new BackupError(
			`The backup was made by a later version (its database is at ${head.migration.tag}): restore it with that version.`
		);
	}
	const { target, leave } = await reachDatabase(config);
	const { sql } = connect(target, 1);
	let secret: Restored['secret'];
	try {
		await refuseWhileUsed(sql, config.databaseUrl === undefined);
		await sql`select set_config('lock_timeout', ${PATIENCE}, false)`;
		// Who starts meanwhile waits here, before it looks at the tables.
		await sql`select pg_advisory_lock(${migrationLock})`;
		// Before the database belongs to it; a server that finds the new database takes it. [REL4]
		secret = await restoreSecret(config, head.authSecret);
		await sql.begin((tx) => replaceAll(tx, file, migrations, level));
		if (secret === 'restored') await takeRestoredSecret(config);
		await sql`analyze`;
	} catch (error) {
		throw (error as { code?: string }).code === '55P03' ? new BackupError(used(['somebody'])) : error;
	} finally {
		await sql.end({ timeout: 2 });
		await leave();
	}
	return { head, rows: foot.rows, secret };
}

/** The state of affairs at the backup's own migration, its rows, then all migrations since. */
async function replaceAll(
	tx: postgres.TransactionSql,
	file: string,
	migrations: Migration[],
	level: number
): Promise<void> {
	await tx`set local idle_in_transaction_session_timeout = 0`;
	const ours = madeBy(migrations);
	await dropOurs(tx, ours);
	await applyMigrations(tx, migrations.slice(0, level));
	const tables = new Map((await readTables(tx, ours.tables)).map((table) => [table.name, table]));
	// Checked for all rows at once, at the end: many times faster, and in whatever order they come.
	const keys = await readForeignKeys(tx, ours.tables);
	for (const { table, name } of keys) await tx.unsafe(`alter table "${table}" drop constraint "${name}"`);
	const missing = new Set(tables.keys());
	await readBackupFile(file, {
		async onTable(rows) {
			const { columns } = tables.get(rows.table) ?? {};
			if (!columns || columns.join() !== rows.columns.join() || !missing.delete(rows.table)) {
				throw new BackupError(`The backup does not fit this program: its table ${rows.table} is another.`);
			}
			await copyIn(tx, rows);
		}
	});
	if (missing.size > 0) throw new BackupError(`The backup lacks ${[...missing].join(', ')}.`);
	for (const { table, name, definition } of keys) {
		await tx.unsafe(`alter table "${table}" add constraint "${name}" ${definition}`);
	}
	await applyMigrations(tx, migrations.slice(level));
	for (const { name, counted } of await readTables(tx, ours.tables)) {
		for (const column of counted) {
			await tx`select setval(pg_get_serial_sequence(${`"${name}"`}, ${column}),
				coalesce((select max(${tx(column)}) from ${tx(name)}), 0) + 1, false)`;
		}
	}
	await tx`update workshops set epoch = gen_random_uuid()`;
}

/** Whatever else lies in the database is left alone. */
async function dropOurs(tx: postgres.TransactionSql, ours: ReturnType<typeof madeBy>): Promise<void> {
	const tables = (await readTables(tx, ours.tables)).map(({ name }) => `"${name}"`);
	if (tables.length > 0) await tx.unsafe(`drop table ${tables.join(', ')}`);
	for (const name of ours.functions) await tx.unsafe(`drop function if exists "${name}"`);
	for (const name of ours.types) await tx.unsafe(`drop type if exists "${name}"`);
	// As drizzle makes it.
	await tx`create schema if not exists drizzle`;
	await tx`create table if not exists drizzle.__drizzle_migrations
		(id serial primary key, hash text not null, created_at bigint)`;
	await tx`lock table drizzle.__drizzle_migrations in access exclusive mode`;
	await tx`delete from drizzle.__drizzle_migrations`;
}

async function copyIn(tx: postgres.TransactionSql, { table, columns, rows }: TableRows): Promise<void> {
	const list = columns.map((column) => `"${column}"`).join(', ');
	const copy = tx.unsafe(`copy "${table}" (${list}) from stdin`);
	// postgres.js forgets an error that comes after the last row (a full disk), and never ends: it calls
	// `reject` of a query that has long been resolved. So we listen there.
	const refused = Promise.withResolvers<never>();
	void Object.assign(copy, { reject: refused.reject });
	const stop = new AbortController();
	try {
		const into = await Promise.race([copy.writable(), refused.promise]);
		await Promise.race([pipeline(Readable.from(rows), into, { signal: stop.signal }), refused.promise]);
	} catch (error) {
		stop.abort();
		throw error;
	}
}

/** A server that runs on would go on with what it knows of before, and with another secret. [BAK5] */
async function refuseWhileUsed(sql: postgres.Sql, own: boolean): Promise<void> {
	// Told apart by session: in containers every process has the same number, and thus the same name. (Who uses the
	// server's own PostgreSQL holds a session in its database `postgres` too, and so do we.)
	const rows = await sql<{ name: string }[]>`
		select distinct application_name as name from pg_stat_activity
		where application_name like 'kanche-%' and pid <> pg_backend_pid()
			and (datname = current_database() or ${own} and datname = 'postgres' and application_name <> ${applicationName})
		order by 1`;
	if (rows.length > 0) throw new BackupError(used(rows.map(({ name }) => name)));
}

const used = (names: string[]): string =>
	`The database is in use (${names.join(', ')}): stop every server of it first, and nothing was changed.`;

/** The secret of the site comes back where it was kept; one that the environment sets is left to it. */
async function restoreSecret(config: BackupConfig, secret: string | null): Promise<Restored['secret']> {
	if (secret === null || !isSecret(secret)) return 'unknown';
	if (config.authSecret) return config.authSecret === secret ? 'same' : 'left';
	if ((await secretForBackup(config)) === secret) return 'same';
	await writeRestoredSecret(config, secret);
	return 'restored';
}
