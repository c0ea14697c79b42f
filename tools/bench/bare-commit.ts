import type postgres from 'postgres';
import { clock } from './clock.ts';

/** PostgreSQL without the product. Each resolves with when it was committed, by `clock`. */
export interface BareCommit {
	/** One row changed: the least that a commit can be. */
	commit(): Promise<number>;
	/** One statement: a line is locked and moved on, and an event inserted. */
	transaction(): Promise<number>;
}

/** @param sql a pool as large as the product's */
export async function openBareCommit(sql: postgres.Sql): Promise<BareCommit> {
	// Not temporary tables: those write no log, and their commits reach no disk.
	await sql`create table bench_line (id int primary key, revision int not null)`;
	await sql`create table bench_events (revision int primary key, event jsonb not null)`;
	await sql`insert into bench_line values (1, 0)`;
	const event = JSON.stringify({ type: 'moved', stage: 'repair', position: 'a0', by: 'foreman' });
	return {
		async commit() {
			await sql`update bench_line set revision = revision + 1 where id = 1`;
			return clock();
		},
		async transaction() {
			await sql`
				with line as (update bench_line set revision = revision + 1 where id = 1 returning revision)
				insert into bench_events select revision, ${event}::jsonb from line`;
			return clock();
		}
	};
}
