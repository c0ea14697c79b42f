import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addHistory } from '../tools/house/history.ts';
import { readClosedToday, searchClosed } from '../src/lib/board/closed/read-closed.server.ts';
import { aWorkshop, booking, done, onJob } from '../src/lib/commands/door.testing.ts';
import { moveTo } from '../src/lib/job/job.testing.ts';
import { readCaseJobs, readCasePast, readClosedCases } from '../src/lib/pages/cases/read-cases.server.ts';
import { makeLink } from '../src/lib/progress-links/links.server.ts';
import { usualSettings } from '../src/lib/model/screen.ts';
import { makeScreen } from '../src/lib/screens/screens.server.ts';
import * as schema from '../src/lib/database/schema.ts';
import { dial, LiveScreen, signIn, startLive } from '../src/lib/sync/live.testing.ts';
import { freshDatabase } from './database.ts';
import { readsOf } from './plan.ts';

/*
 * What PostgreSQL does for everything that happens while people work, among twenty thousand jobs of years gone by: the
 * same as among none.
 */

const HISTORY = 20_000;
/** What grows as the years go by. */
const growing = ['jobs', 'events', 'commands', 'vehicles', 'customers', 'links', 'audit_entries'];

const database = freshDatabase();
/** Every statement sent, with the values it was last sent with. */
const sent = new Map<string, unknown[]>();
let pool: postgres.Sql;

beforeAll(async () => {
	pool = postgres({
		...{ ...database.target, max: 4, connection: { TimeZone: 'UTC' } },
		debug: (_, query, values) => void sent.set(query, values)
	});
}, 60_000);
afterAll(() => pool.end());

test(
	'[FAST1] a command, a poll, a join, a catch-up and a customer read by an index, however long the history',
	{ timeout: 120_000 },
	async () => {
		const db = drizzle(pool, { schema, casing: 'snake_case' });
		const here = await aWorkshop(db, 'here');
		const server = await startLive(db);
		const { door } = server.live;
		const cars = await Promise.all(
			Array.from({ length: 60 }, () => done(door, booking({}, Date.now()), here.lin))
		);
		await addHistory(database.sql, here.id, HISTORY);
		await database.sql`
			insert into commands (id, workshop_id, job_id, fingerprint, revision, version, did, at)
			select gen_random_uuid(), workshop_id, id, id::text, revision, 1, '{}', now() from jobs`;
		await database.sql`
			insert into links (id, workshop_id, job_id, token_hash, created_at)
			select gen_random_uuid(), workshop_id, id, id::text, now() from jobs`;
		await database.sql`
			insert into vehicles (id, workshop_id, plate, details)
			select gen_random_uuid(), workshop_id, id::text, vehicle from jobs`;
		await database.sql`analyze`;
		const cookie = await signIn(db, here.lin.actor.id!);
		const { token: wall } = await makeScreen(db, here.id, { ...usualSettings, name: 'Wall' }, Date.now());
		const { jobId } = cars[0]!;
		const link = await makeLink(db, { workshopId: here.id, jobId, createdBy: null }, Date.now());

		sent.clear();
		const screens = [
			new LiveScreen(server.url, { workshop: 'here' }, cookie),
			new LiveScreen(server.url, { token: wall, kind: 'wall' }),
			new LiveScreen(server.url, { token: link.token })
		];
		await vi.waitUntil(() => screens.every(({ replica }) => replica), { timeout: 10_000 });
		await done(door, booking({}, Date.now()), here.lin);
		await done(door, onJob(jobId, 1, moveTo(here.stage('repair'))), here.lin);
		await done(door, onJob(jobId, 2, { type: 'undo' }), here.lin);
		await done(door, onJob(jobId, 3, { type: 'cancel', reason: 'test' }), here.lin);
		// What left the board, and a search among it.
		await readClosedToday(db, here.id, Date.now());
		await searchClosed(db, here.id, '豫A7B60S', Date.now());
		// The page of cases, with one about a car of long ago.
		const [old] = await database.sql<
			{ id: string }[]
		>`select id from jobs where status = 'delivered' limit 1`;
		const caseId = randomUUID();
		const about = { caseId, jobId: old!.id, kind: 'complaint', priority: 'normal', words: 'w' };
		const customer = { name: '', phone: '' };
		await done(door, { type: 'openCase', id: randomUUID(), ...about, customer }, here.lin);
		expect(await readCaseJobs(db, here.id)).toContainEqual(expect.objectContaining({ id: old!.id }));
		await readClosedCases(db, here.id, Date.now());
		expect(await readCasePast(db, here.id, caseId)).not.toBeNull();
		const late = dial(server.url, { workshop: 'here' }, { cookie });
		const { epoch } = screens[0]!.replica!;
		await late.emitWithAck('join', { since: { epoch, revision: 62 } });
		// A poll, and a look at who is let in still.
		server.live.look(here.id);
		await vi.waitUntil(() => [...sent.keys()].some((query) => query.includes('"access_revision" from')));
		[late, ...screens.map(({ socket }) => socket)].forEach((socket) => socket.disconnect());
		await server.close();

		const statements = [...sent].filter(([query]) => /^(select|insert|update|delete|with)/.test(query));
		const plans = new Map<string, string[]>();
		for (const [query, values] of statements) plans.set(query, await readsOf(database.sql, query, values));
		const kept = new Set([...plans.values()].flat());
		const scans = [...plans].filter(([, reads]) =>
			reads.some((read) => growing.some((table) => read === `Seq Scan ${table}`))
		);
		expect(scans).toEqual([]);
		// What all of it comes down to.
		expect([...kept].filter((read) => !read.startsWith('Seq Scan')).sort()).toMatchInlineSnapshot(`
			[
			  "Index Only Scan jobs_open",
			  "Index Scan commands_pkey",
			  "Index Scan events_stream",
			  "Index Scan events_workshop_id_revision_ordinal_pk",
			  "Index Scan jobs_open",
			  "Index Scan jobs_order_key",
			  "Index Scan jobs_pkey",
			  "Index Scan jobs_revision",
			  "Index Scan jobs_to_erase",
			  "Index Scan jobs_vehicle",
			  "Index Scan links_tokenHash_unique",
			  "Index Scan vehicles_plate",
			  "ModifyTable cases",
			  "ModifyTable commands",
			  "ModifyTable customers",
			  "ModifyTable events",
			  "ModifyTable jobs",
			  "ModifyTable vehicles",
			  "ModifyTable workshops",
			]
		`);
		expect(statements.length).toBeGreaterThan(15);
	}
);
