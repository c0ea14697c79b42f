import { eq, inArray } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { readsOf } from '../../../tests/plan.ts';
import * as schema from '../database/schema.ts';
import { aWorkshop, booking, done, onJob } from './door.testing.ts';
import { forgetResults } from './forget-results.server.ts';
import { openDoor } from './perform.server.ts';
import { DAY } from '../model/moments.ts';

const { commands, workshops } = schema;
const database = freshDatabase();

const aged = (ids: string[], days: number) =>
	database.db
		.update(commands)
		.set({ at: Date.now() - days * DAY })
		.where(inArray(commands.id, ids));

test('[CMD11] a command sent again after its result was forgotten is refused and changes nothing', async () => {
	const here = await aWorkshop(database.db);
	const door = openDoor(database.db, () => {});
	const book = booking({}, Date.now());
	const on = (expected: number, draft: Parameters<typeof onJob>[2]) => onJob(book.jobId, expected, draft);
	const old = [book, on(1, { type: 'note', text: 'n' }), on(2, { type: 'park', spot: '1', keyTag: '2' })];
	for (const command of old) await done(door, command, here.lin);
	const recent = on(3, { type: 'note', text: 'm' });
	const answer = await done(door, recent, here.lin);
	await aged(
		old.map(({ id }) => id),
		61
	);
	await aged([recent.id], 59);
	expect(await forgetResults(database.db, Date.now(), undefined, 2)).toBe(3);

	const codes = [];
	for (const command of old) {
		const reply = await door.perform(command, here.lin);
		codes.push(reply.ok ? 'done' : reply.refusal.code);
	}
	expect(codes).toEqual(['jobExists', 'stale', 'stale']);
	expect(answer).toMatchObject(await door.perform(recent, here.lin));
	const [line] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
	expect(line!.revision).toBe(4);
});

test('[CMD11] [FAST1] looking for results to forget reads no other', async () => {
	const here = await aWorkshop(database.db);
	await database.sql`
		insert into commands (id, workshop_id, job_id, fingerprint, revision, version, did, at)
		select gen_random_uuid(), ${here.id}, gen_random_uuid(), n, 1, 1, '{}', now() - n * interval '1 minute'
		from generate_series(1, 20000) as n`;
	await database.sql`analyze commands`;
	let sent: [string, unknown[]] | undefined;
	const pool = postgres({
		...database.target,
		max: 1,
		debug: (_, query, values) => void (sent = [query, values])
	});
	try {
		await forgetResults(drizzle(pool, { schema, casing: 'snake_case' }), Date.now());
	} finally {
		await pool.end();
	}
	const reads = await readsOf(database.sql, ...sent!);
	expect(reads).toContain('Index Scan commands_at');
	expect(reads).not.toContain('Seq Scan commands');
});
