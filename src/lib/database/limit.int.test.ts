import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { connect } from './database.ts';
import { type OpenLimit, openLimits } from './limit.server.ts';

const database = freshDatabase();
const secret = 'a secret that is only good for tests, 0123456789';
const rule = { tries: 3, seconds: 900 };
let limit: OpenLimit;
let other: ReturnType<typeof connect>;

beforeAll(() => {
	limit = openLimits(database.db, secret);
	other = connect(database.target, 5);
});

afterAll(() => other.sql.end());

/** What so many tries at the same moment got: true for those that may be made. */
const together = async (limits: OpenLimit[], count: number, whose: string) =>
	(
		await Promise.all(
			Array.from({ length: count }, (_, i) => limits[i % limits.length]!('together', rule).take(whose))
		)
	).map((wait) => wait === 0);

describe('[SIGN2] a limit', () => {
	test('lets as many tries through as it says, and then tells how long to wait', async () => {
		const { take } = limit('plain', rule);
		expect([await take('a'), await take('a'), await take('a')]).toEqual([0, 0, 0]);
		const wait = await take('a');
		expect(wait).toBeGreaterThan(890_000);
		expect(wait).toBeLessThanOrEqual(900_000);
		expect(await take('b')).toBe(0);
		expect(await limit('else', rule).take('a')).toBe(0);
	});

	test('counts no try that was given back, and begins anew once cleared', async () => {
		const { take, giveBack, clear } = limit('back', rule);
		for (let i = 0; i < 10; i++) {
			expect(await take('a')).toBe(0);
			await giveBack('a');
		}
		for (let i = 0; i < 3; i++) expect(await take('a')).toBe(0);
		expect(await take('a')).toBeGreaterThan(0);
		await clear('a');
		expect(await take('a')).toBe(0);
	});

	test('ends after its time, counted from the first try', async () => {
		const { take } = limit('short', { tries: 1, seconds: 1 });
		expect(await take('a')).toBe(0);
		const wait = await take('a');
		expect(wait).toBeGreaterThan(0);
		await sleep(wait + 20);
		expect(await take('a')).toBe(0);
		expect(await take('a')).toBeGreaterThan(0);
	});

	test('holds for all processes together, also at the same moment', async () => {
		const elsewhere = openLimits(other.db, secret);
		const got = await together([limit, elsewhere], 40, 'a');
		expect(got.filter(Boolean)).toHaveLength(3);
		expect(await elsewhere('together', rule).take('a')).toBeGreaterThan(0);
	});

	test('keeps neither names nor addresses, and drops what is over', async () => {
		await limit('kept', rule).take('wang.fang', '192.0.2.7');
		const rows = await database.sql<{ key: string }[]>`select key from limits`;
		expect(rows.some(({ key }) => key.startsWith('kept:'))).toBe(true);
		expect(JSON.stringify(rows)).not.toMatch(/wang|192\.0/);
		await database.sql`update limits set expire = now() - interval '1 second' where key like 'kept:%'`;
		// A process that starts clears at once, one that runs every ten minutes.
		await openLimits(database.db, secret)('new', rule).take('a');
		expect(await database.sql`select key from limits where key like 'kept:%'`).toHaveLength(0);
	});
});
