import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openLink } from '../src/lib/progress-links/links.server.ts';
import { openScreen, screensOf } from '../src/lib/screens/screens.server.ts';
import { connect, migrateDatabase } from '../src/lib/database/database.ts';
import { newToken, tokenHash } from '../src/lib/runtime/token.ts';

/* [SCR1] Screens that were opened by a link go on at the same address when the server is brought up to date. */

const source = fileURLToPath(new URL('../drizzle', import.meta.url));
/** The last migration before screens were things of their own. */
const BEFORE = 3;

const name = `old_${randomUUID().replaceAll('-', '')}`;
let open: ReturnType<typeof connect>;
let folder: string;

async function withServer(work: (sql: ReturnType<typeof connect>['sql']) => Promise<unknown>): Promise<void> {
	const { sql } = connect({ ...inject('template'), database: 'postgres' }, 1);
	await work(sql).finally(() => sql.end());
}

beforeAll(async () => {
	await withServer((sql) => sql`create database ${sql(name)} template template0`);
	folder = await mkdtemp(join(tmpdir(), 'kanche-migrations-'));
	await cp(source, folder, { recursive: true });
	const journal = join(folder, 'meta', '_journal.json');
	const written = JSON.parse(await readFile(journal, 'utf8')) as { entries: { idx: number }[] };
	const entries = written.entries.filter(({ idx }) => idx <= BEFORE);
	await writeFile(journal, JSON.stringify({ ...written, entries }));
	open = connect({ ...inject('template'), database: name }, 2);
	await migrate(open.db, { migrationsFolder: folder });
});
afterAll(async () => {
	await open?.sql.end();
	await withServer((sql) => sql`drop database if exists ${sql(name)} with (force)`);
	await rm(folder, { recursive: true });
});

test('[SCR1] a wall, a lounge and a revoked one stay what they were, and so does what is written of them', async () => {
	const { db, sql } = open;
	const workshopId = randomUUID();
	const created = '2026-10-01T08:00:00Z';
	const revoked = '2026-10-02T08:00:00Z';
	await sql`
		insert into workshops (id, slug, name, language, time_zone, opening_hours, epoch, created_at)
		values (${workshopId}, 'one', 'One', 'zh-CN', 'UTC', '[]', ${randomUUID()}, ${created})`;
	const [stageId, jobId] = [randomUUID(), randomUUID()];
	await sql`
		insert into stages (id, workshop_id, name, kind, position)
		values (${stageId}, ${workshopId}, 'Received', 'received', 0)`;
	await sql`
		insert into jobs (id, workshop_id, version, revision, ticket, status, stage_id, stage_kind, stage_since,
			position, vehicle, customer, waiting, work_type, work, remark, rework, reached, worked, parking,
			changed_by, changed_at)
		values (${jobId}, ${workshopId}, 1, 1, 'A1', 'open', ${stageId}, 'received', ${created},
			'a0', '{}', '{}', true, 'repair', '', '', 0, '{}', '{}', '{}', 'test', ${created})`;
	const link = async (values: Record<string, unknown>) => {
		const [id, token] = [randomUUID(), newToken()];
		const row = { id, workshop_id: workshopId, token_hash: tokenHash(token), created_at: created, ...values };
		await sql`insert into links ${sql(row)}`;
		return { id, token };
	};
	const entry = async (change: Record<string, string>) => {
		await sql`
			insert into audit_entries (id, workshop_id, at, actor, screen, change)
			values (${randomUUID()}, ${workshopId}, ${created}, '{"kind":"operator"}', 'screens', ${JSON.stringify(change)})`;
	};
	const wall = await link({ kind: 'wall', name: 'East wall', inches: 65, metres: 7, language: 'zh-TW' });
	const lounge = await link({ kind: 'lounge', name: 'Lounge' });
	const dark = await link({ kind: 'wall', name: 'Broken', inches: 40, metres: 3, revoked_at: revoked });
	const customer = await link({ kind: 'job', job_id: jobId });
	await entry({ type: 'screenAdded', linkId: wall.id });
	await entry({ type: 'screenRevoked', linkId: dark.id });
	await entry({ type: 'progressLinkMade', linkId: customer.id, jobId });

	await migrateDatabase({ ...inject('template'), database: name });

	expect(await openScreen(db, wall.token)).toEqual({
		...{ id: wall.id, workshopId, name: 'East wall', kind: 'wall', layout: 'promise', stageIds: null },
		...{ inches: 65, metres: 7, mounting: 'landscape', language: 'zh-TW', sound: 'none' },
		...{ changedAt: Date.parse(created), reloadAskedAt: null }
	});
	expect(await openScreen(db, lounge.token)).toMatchObject({
		...{ id: lounge.id, kind: 'lounge', inches: 55, metres: 5, language: null }
	});
	expect(await openScreen(db, dark.token)).toBeNull();
	const [kept] = await sql`select revoked_at = ${revoked} as same from screens where id = ${dark.id}`;
	expect(kept).toEqual({ same: true });
	expect((await screensOf(db, workshopId)).map(({ name }) => name)).toEqual(['East wall', 'Lounge']);
	expect(await openLink(db, customer.token, Date.now())).toMatchObject({ id: customer.id, jobId });
	expect(await sql`select id from links`).toHaveLength(1);

	const entries = await sql<{ change: object }[]>`
		select change from audit_entries order by change->>'type'`;
	expect(entries.map(({ change }) => change)).toEqual([
		{ type: 'progressLinkMade', jobId, linkId: customer.id },
		{ type: 'screenAdded', screenId: wall.id },
		{ type: 'screenRevoked', screenId: dark.id }
	]);
	// [AUD1] Nothing else writes in it, as before.
	await expect(sql`update audit_entries set screen = 'other'`).rejects.toThrow();
	await expect(sql`delete from audit_entries`).rejects.toThrow();
});
