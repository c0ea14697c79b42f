import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';

/** Milliseconds of each bare commit: one statement that updates one row, on the product's own PostgreSQL. */
export async function measureCommits(sql: postgres.Sql, count: number, every: number): Promise<number[]> {
	// Not a temporary table: those write no log, and their commits reach no disk.
	await sql`create table if not exists bench_bare (id int primary key, n int not null)`;
	await sql`insert into bench_bare values (1, 0) on conflict do nothing`;
	const begin = performance.now() + every;
	const times: number[] = [];
	for (let n = 0; n < count; n++) {
		const due = begin + n * every;
		await sleep(Math.max(0, due - performance.now()));
		const sent = performance.now();
		await sql`update bench_bare set n = n + 1 where id = 1`;
		times.push(performance.now() - sent);
	}
	await sql`drop table bench_bare`;
	return times;
}
