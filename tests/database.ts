import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { connect, type Database, type Target } from '../src/lib/database/database.ts';

export interface FreshDatabase {
	readonly db: Database;
	readonly sql: postgres.Sql;
	/** For a second pool on the same database: `connect(target, max)`. The test must end it. */
	readonly target: Exclude<Target, string>;
}

/** Milliseconds in which a connection that was ended must be gone from the server's list. */
const patience = 2000;

/**
 * An empty, migrated database of its own for the test file (or `describe`) that calls this at its
 * top. Dropped at the end; a connection somebody left open fails the file.
 */
export function freshDatabase({ max = 10 }: { max?: number } = {}): FreshDatabase {
	const template = inject('template');
	const database = `test_${randomUUID().replaceAll('-', '')}`;
	const target = { ...template, database };
	let pool: ReturnType<typeof connect> | undefined;
	const opened = () => {
		if (!pool) throw new Error('The database is there from the first beforeAll on');
		return pool;
	};

	beforeAll(async () => {
		await withServer((sql) => sql`create database ${sql(database)} template ${sql(template.database)}`);
		pool = connect(target, max);
	});

	afterAll(async () => {
		await pool?.sql.end({ timeout: 1 });
		await withServer(async (sql) => {
			const left = await leaks(sql, database);
			await sql`drop database if exists ${sql(database)} with (force)`;
			if (left.length > 0) throw new Error(`Connections left open:\n${left.join('\n')}`);
		});
	});

	async function withServer(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
		const { sql } = connect({ ...template, database: 'postgres' }, 1);
		await work(sql).finally(() => sql.end());
	}

	return {
		get db() {
			return opened().db;
		},
		get sql() {
			return opened().sql;
		},
		target
	};
}

/** What each connection to `database` did last; empty once they are all gone. */
async function leaks(sql: postgres.Sql, database: string): Promise<string[]> {
	for (const deadline = Date.now() + patience; ; await sleep(50)) {
		const rows = await sql<{ query: string }[]>`
			select query from pg_stat_activity where datname = ${database} and backend_type = 'client backend'`;
		if (rows.length === 0 || Date.now() > deadline) return rows.map(({ query }) => query);
	}
}
