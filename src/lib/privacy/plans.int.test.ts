import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addHistory } from '../../../tools/house/history.ts';
import { freshDatabase } from '../../../tests/database.ts';
import { readsOf } from '../../../tests/plan.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import * as schema from '../database/schema.ts';
import { searchCustomers } from './customers.server.ts';
import { eraseExpired } from './retention.server.ts';

const database = freshDatabase();
const sent = new Map<string, unknown[]>();
let pool: postgres.Sql;
let here: WorkshopForTest;
let large: WorkshopForTest;

beforeAll(async () => {
	pool = postgres({
		...{ ...database.target, max: 1, connection: { TimeZone: 'UTC' } },
		debug: (_, query, values) => void sent.set(query, values)
	});
	here = await aWorkshop(database.db);
	const there = await aWorkshop(database.db);
	const door = openDoor(database.db, () => {});
	for (const { lin } of [here, there]) {
		const customer = { name: '王芳', phone: '13800001111' };
		await done(door, booking({ customer }, Date.now()), lin);
	}
	await addHistory(database.sql, there.id, 10_000);
	await database.sql`
		insert into vehicles (id, workshop_id, plate, details)
		select gen_random_uuid(), ${there.id}, 'P' || n, '{}' from generate_series(1, 20000) as n`;
	await database.sql`
		insert into customers (id, workshop_id, name, phone)
		select gen_random_uuid(), ${there.id}, 'C' || n, n::text from generate_series(1, 20000) as n`;
	await database.sql`
		insert into commands (id, workshop_id, job_id, fingerprint, revision, version, did, at)
		select gen_random_uuid(), workshop_id, id, id::text, revision, 1, '{}', now() from jobs`;
	// A workshop of some size beside a much larger one: to look up each of its customers by itself would not pay.
	large = await aWorkshop(database.db);
	await done(door, booking({}, Date.now()), large.lin);
	await addHistory(database.sql, large.id, 3_000);
	await database.sql`
		insert into vehicles (id, workshop_id, plate, details)
		select gen_random_uuid(), ${large.id}, 'L' || n, '{}' from generate_series(1, 1000) as n`;
	await database.sql`
		insert into customers (id, workshop_id, name, phone)
		select gen_random_uuid(), ${large.id}, 'L' || n, n::text from generate_series(1, 1000) as n`;
	await database.sql`
		update jobs set
			vehicle_id = (select id from vehicles v where v.workshop_id = ${large.id} and v.plate = 'L' || (-revision) % 1000 + 1),
			customer_id = (select id from customers c where c.workshop_id = ${large.id} and c.name = 'L' || (-revision) % 1000 + 1)
		where workshop_id = ${large.id} and revision < 0`;
	await database.sql`analyze`;
}, 120_000);
afterAll(() => pool.end());

/** What the statements read that `work` sends. */
async function readsIn(work: (db: ReturnType<typeof drizzle<typeof schema>>) => Promise<unknown>) {
	sent.clear();
	await work(drizzle(pool, { schema, casing: 'snake_case' }));
	const statements = [...sent].filter(([query]) => /^(select|insert|update|delete|with)\b/.test(query));
	const reads = [];
	for (const [query, values] of statements) reads.push(...(await readsOf(database.sql, query, values)));
	return reads;
}

const scans = ['jobs', 'events', 'commands', 'vehicles', 'customers', 'links', 'audit_entries'].map(
	(table) => `Seq Scan ${table}`
);

test('[FAST1] [PRIV7] housekeeping reads no whole table while nothing is due', async () => {
	const reads = await readsIn((db) =>
		eraseExpired({
			...{ db, secret: 'the secret of the site', now: Date.now() },
			onError: (_, error) => {
				throw error;
			}
		})
	);
	expect(reads).toContain('Index Scan jobs_to_erase');
	expect(reads.filter((read) => scans.includes(read))).toEqual([]);
	// Nor the registers, by whatever index.
	expect(reads.filter((read) => / (?:vehicles|customers)/.test(read))).toEqual([]);
});

test('[FAST1] [PRIV6] a customer search does not read the registers of other workshops', async () => {
	for (const { id } of [here, large]) {
		for (const words of ['王芳', '13800001111', '豫A12345']) {
			const reads = await readsIn((db) => searchCustomers(db, id, words));
			expect(reads.filter((read) => scans.includes(read))).toEqual([]);
		}
	}
});
