import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type postgres from 'postgres';
import { secretForBackup } from '../runtime/auth-secret.ts';
import type { Config } from '../runtime/config.ts';
import { connect, migrationLock, migrationsFolder, reachDatabase } from '../database/database.ts';
import { writeDurably } from '../runtime/write-durably.ts';
import {
	BackupError,
	FORMAT,
	type Foot,
	type Head,
	readBackup,
	type TableRows,
	writeBackup
} from './format.ts';
import { madeBy, newestApplied, readMigrations } from './migrations.ts';
import { readTables } from './tables.ts';

export type BackupConfig = Pick<Config, 'dataDir' | 'databaseUrl' | 'authSecret'>;

export interface Made extends Pick<Foot, 'rows'> {
	head: Head;
	/** Bytes of the file. */
	size: number;
}

/**
 * Writes everything that `config`'s database and data folder hold into one file, as it is at one moment,
 * while servers go on using it. The file appears once it is whole, readable by its owner alone. [BAK1] [BAK2]
 *
 * @throws BackupError where there is nothing to back up, or this program does not know all of it
 */
export async function makeBackup(
	config: BackupConfig,
	file: string,
	{ migrations = migrationsFolder(), now = Date.now() }: { migrations?: string; now?: number } = {}
): Promise<Made> {
	const known = readMigrations(migrations);
	const { target, leave } = await reachDatabase(config);
	const { sql } = connect(target, 1);
	try {
		// Before the snapshot is taken: whoever changes tables now makes it wait, and is then seen whole.
		await sql`select pg_advisory_lock_shared(${migrationLock})`;
		const newest = await newestApplied(sql);
		if (newest === null)
			throw new BackupError('There is nothing to back up: no server has used this database yet.');
		const migration = known.find(({ when }) => when === newest);
		if (!migration) {
			throw new BackupError('A later version has changed this database: make the backup with that version.');
		}
		const head: Head = {
			...{ kanche: 'backup', format: FORMAT, madeAt: new Date(now).toISOString() },
			migration: { tag: migration.tag, when: migration.when },
			authSecret: await secretForBackup(config)
		};
		let foot: Foot | undefined;
		await sql.begin('isolation level repeatable read read only', async (tx) => {
			// A slow disk may keep it waiting between two tables.
			await tx`set local idle_in_transaction_session_timeout = 0`;
			const tables = readRows(tx, madeBy(known).tables);
			const bytes = writeBackup(head, tables, (told) => (foot = told));
			await pipeline(bytes, createGzip(), (packed: AsyncIterable<Buffer>) => writeDurably(file, packed));
		});
		return { head, rows: foot!.rows, size: (await stat(file)).size };
	} finally {
		await sql.end({ timeout: 2 });
		await leave();
	}
}

/** Reads a whole backup and uses nothing of it. [BAK3] */
export async function checkBackup(file: string): Promise<{ head: Head; foot: Foot }> {
	return await readBackupFile(file);
}

/** @throws BackupError, whatever is wrong with the file */
export async function readBackupFile(
	file: string,
	take: Parameters<typeof readBackup>[1] = {}
): Promise<{ head: Head; foot: Foot }> {
	const source = createReadStream(file);
	const text = createGunzip();
	source.once('error', (error) => text.destroy(error));
	try {
		return await readBackup(source.pipe(text), take);
	} catch (error) {
		throw readable(error, file);
	} finally {
		source.destroy();
		text.destroy();
	}
}

async function* readRows(tx: postgres.TransactionSql, ours: string[]): AsyncGenerator<TableRows> {
	for (const { name, columns } of await readTables(tx, ours)) {
		yield { table: name, columns, rows: copyOut(tx, name, columns) };
	}
}

async function* copyOut(
	tx: postgres.TransactionSql,
	table: string,
	columns: string[]
): AsyncGenerator<Buffer> {
	const list = columns.map((column) => `"${column}"`).join(', ');
	const rows = await tx.unsafe(`copy "${table}" (${list}) to stdout`).readable();
	yield* rows as AsyncIterable<Buffer>;
	// postgres.js pauses its socket where rows come faster than they are taken, and wakes it when more are asked
	// for: which nobody does once the last one is there. The next query would wait for ever.
	rows._read(0);
}

function readable(error: unknown, file: string): unknown {
	const code = (error as NodeJS.ErrnoException).code ?? '';
	if (code === 'ENOENT') return new BackupError(`There is no file ${file}.`);
	if (code === 'Z_BUF_ERROR') return new BackupError('The backup is cut off: its end is missing.');
	if (code === 'Z_DATA_ERROR' && /header/.test((error as Error).message)) {
		return new BackupError('This file is no backup of Kanche.');
	}
	if (code.startsWith('Z_')) return new BackupError('The backup is damaged: it cannot be unpacked.');
	return error;
}
