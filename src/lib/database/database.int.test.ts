import { connect as dial, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql as text } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { freePort } from '../../../tests/free-port.ts';
import { hangingPostgres } from '../../../tests/hanging-postgres.ts';
import { connect, openDatabase } from './database.ts';

const database = freshDatabase();

test('a transaction that loses its connection fails, the process goes on, and the pool is as good as before', async () => {
	const { db, sql } = connect(database.target, 2);
	for (let round = 0; round < 20; round++) {
		const lost = db.transaction(async (tx) => {
			const [row] = (await tx.execute(text`select pg_backend_pid() as pid`)) as unknown as { pid: number }[];
			await database.sql`select pg_terminate_backend(${row!.pid})`;
			// Its end is heard before the next statement, or after it.
			if (round % 2) await sleep(20);
			await Promise.all([tx.execute(text`select 1`), tx.execute(text`select 2`)]);
		});
		await expect(lost).rejects.toThrow();
	}
	// Both connections, and more statements than there are of them.
	const answers = await Promise.all(Array.from({ length: 6 }, () => sql`select pg_sleep(0.05), 1 as one`));
	expect(answers.map(([row]) => row!.one)).toEqual([1, 1, 1, 1, 1, 1]);
	await sql.end();
});

test('a database that says nothing is given up after a while, and found again when it speaks', async () => {
	const way = await hangingPostgres(database.target);
	const { sql } = connect(way.target, 1, 500);
	const ask = () => sql`select 1 as one`.then(([row]) => row!.one as number);
	expect(await ask()).toBe(1);
	way.pause();
	const asked = performance.now();
	await expect(ask()).rejects.toThrow('PostgreSQL did not answer for 500 ms');
	expect(performance.now() - asked).toBeLessThan(2_000);
	way.resume();
	await expect.poll(() => ask().catch(() => 0), { timeout: 8_000 }).toBe(1);
	// Idle is not silent.
	await sleep(1_000);
	expect(await ask()).toBe(1);
	await sql.end();
	await way.close();
});

test('a transaction that is left alone gives its locks back', { timeout: 15_000 }, async () => {
	const { sql } = connect(database.target, 1);
	const [row] = await sql`show idle_in_transaction_session_timeout`;
	expect(row!.idle_in_transaction_session_timeout).toBe('5s');
	await sql.end();
});

test('[REL3] a server that starts before its database waits for it, and says so once', async () => {
	const { host, port: socket, user, database: name } = database.target;
	const port = await freePort();
	const waits: unknown[] = [];
	const patience = { within: 20_000, onWait: (error: unknown) => void waits.push(error) };
	const databaseUrl = `postgres://${user}@127.0.0.1:${port}/${name}`;
	const opening = openDatabase({ dataDir: '', databaseUrl }, { max: 1, patience });
	await expect.poll(() => waits.length).toBe(1);
	const way = createServer((near) => {
		const far = dial(`${host}/.s.PGSQL.${socket}`);
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			from.pipe(to);
			from.on('error', () => to.destroy());
		}
	}).listen(port, '127.0.0.1');
	const opened = await opening;
	expect(await opened.sql`select 1 as one`).toMatchObject([{ one: 1 }]);
	expect(waits).toHaveLength(1);
	await opened.close();
	// What waiting does not help is told at once.
	const wrong = openDatabase(
		{ dataDir: '', databaseUrl: databaseUrl.replace(name, 'nowhere') },
		{ patience }
	);
	await expect(wrong).rejects.toThrow();
	expect(waits).toHaveLength(1);
	way.close();
});
