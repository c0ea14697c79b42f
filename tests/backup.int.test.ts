import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkBackup, makeBackup } from '../src/lib/backup/backup.server.ts';
import { restoreBackup } from '../src/lib/backup/restore.server.ts';
import { connect, migrateDatabase, openDatabase } from '../src/lib/database/database.ts';
import * as schema from '../src/lib/database/schema.ts';
import { openScreen, type Screen } from '../scripts/live/screen.ts';
import type { BoardCard } from '../src/lib/feeds/board.ts';
import { openWorld, type World } from './access/world.ts';
import { makeDataDir } from './data-dir.ts';
import { type DebianPostgres, startDebianPostgres } from './debian-postgres.ts';
import { runScript } from './process.ts';

// Each restores many times, and other tests run beside it.
vi.setConfig({ testTimeout: 120_000 });

/** What COPY has to write in another way than it is. */
const AWKWARD = 'a\tb\nc\r\\d\\.\n\\.\n豫A\u2009·\\N';

const migrations = fileURLToPath(new URL('../drizzle', import.meta.url));
const script = (name: string) => fileURLToPath(new URL(`../scripts/${name}.ts`, import.meta.url));

let folder: string;
let world: World;
let debian: DebianPostgres;
/** Of the world's server, made while it ran. */
let file: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kanche-backup-'));
	file = join(folder, 'kanche.backup');
	[world, debian] = await Promise.all([openWorld(), startDebianPostgres()]);
	const { sql } = world.database;
	const { id } = world.one;
	await world.session(world.one.username('owner'));
	// What the world has not.
	await sql`insert into pins select id, ${AWKWARD}, now() from people limit 1`;
	await sql`insert into limits values ('one', 3, now()), ('two', 4, null)`;
	await sql`insert into pairings values ('12345678', 'hash', now())`;
	await sql`insert into import_runs values (gen_random_uuid(), ${id}, now(), null, 1, 2, '[]', '[]', null)`;
	await sql`insert into verifications values ('1', 'a', ${AWKWARD}, now(), now(), now())`;
	await sql`update workshops set name = ${AWKWARD}, pickup_desk = '' where id = ${id}`;
	await sql`update jobs set work = ${AWKWARD}, standard_hours = 0.1::float8 + 0.2::float8`;
	await makeBackup(embedded(), file);
}, 120_000);

afterAll(async () => {
	await world?.remove();
	await debian?.remove();
	await rm(folder, { recursive: true });
});

const embedded = () => ({ dataDir: world.server.dataDir });
const lines = async (path: string) =>
	gunzipSync(await readFile(path))
		.toString('utf8')
		.split('\n');

let databases = 0;
/** A new database at Debian's PostgreSQL, and a data folder. */
async function elsewhere() {
	const databaseUrl = await debian.database(`elsewhere_${++databases}`);
	return { databaseUrl, dataDir: await mkdtemp(join(folder, 'data-')) };
}

/** A sum of every table's rows, as text. */
async function contents(sql: postgres.Sql, { epochs = false } = {}): Promise<Record<string, string>> {
	const all: Record<string, string> = {};
	for (const table of await tablesOf(sql)) {
		const [row] = await sql<{ sum: string }[]>`
			select count(*) || ' ' || coalesce(md5(string_agg(row, '\n' order by row)), '') as sum
			from (select (to_jsonb(t) ${epochs ? sql`` : sql`- 'epoch'`})::text as row from ${sql(table)} t) rows`;
		all[table] = row!.sum;
	}
	return all;
}

async function tablesOf(sql: postgres.Sql): Promise<string[]> {
	const rows = await sql<{ name: string }[]>`
		select tablename as name from pg_tables where schemaname = 'public' order by 1`;
	return rows.map(({ name }) => name);
}

async function looking<T>(databaseUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const { sql } = connect(databaseUrl, 1);
	return await work(sql).finally(() => sql.end());
}

describe('a backup', () => {
	test('[BAK1] holds every table of the schema, and every one that the database has', async () => {
		const { foot } = await checkBackup(file);
		const ofSchema = Object.values(schema)
			.filter((each) => is(each, PgTable))
			.map((table) => getTableName(table));
		expect(Object.keys(foot.rows).sort()).toEqual(ofSchema.sort());
		expect(Object.keys(foot.rows).sort()).toEqual((await tablesOf(world.database.sql)).sort());
		// A table that is empty here would be proved nothing about below.
		expect(Object.entries(foot.rows).filter(([, rows]) => rows === 0)).toEqual([]);
	});

	test('[BAK2] is one file for its owner alone, with nothing half-made beside it', async () => {
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([]);
		const full = { dataDir: world.server.dataDir };
		await expect(makeBackup(full, join(folder, 'missing', 'x'))).rejects.toThrow('ENOENT');
	});

	test('[BAK2] carries the secret of the data folder, never that of the environment', async () => {
		const secret = await readFile(join(world.server.dataDir, 'auth-secret'), 'utf8');
		expect((await checkBackup(file)).head.authSecret).toBe(secret);
		const without = join(folder, 'without.backup');
		await makeBackup({ ...embedded(), authSecret: 'x'.repeat(32) }, without);
		expect((await checkBackup(without)).head.authSecret).toBeNull();
		expect((await lines(without)).join('\n')).not.toContain('xxxxxxxx');
	});

	test('[BAK1] is of one moment, while commands go on', async () => {
		const { sql } = world.database;
		const { id } = world.two;
		let writing = true;
		let written = 0;
		// A revision and its audit entry, always together: in no backup may one be without the other.
		const writer = (async () => {
			for (; writing; written++) {
				await sql.begin(async (tx) => {
					await tx`update workshops set tickets_given = tickets_given + 1 where id = ${id}`;
					await tx`insert into audit_entries values
						(gen_random_uuid(), ${id}, now(), '{"kind":"system"}', 'test', '{"type":"tallied"}')`;
				});
			}
		})();
		const counts: number[] = [];
		try {
			for (let round = 0; round < 3; round++) {
				const path = join(folder, `moment-${round}`);
				await makeBackup(embedded(), path);
				const text = await lines(path);
				const counted = text.filter((line) => line.includes('"tallied"')).length;
				const { databaseUrl, dataDir } = await elsewhere();
				await restoreBackup({ databaseUrl, dataDir }, path);
				const [row] = await looking(
					databaseUrl,
					(there) => there`select tickets_given as given from workshops where id = ${id}`
				);
				expect(Number(row!.given) - 1).toBe(counted);
				counts.push(counted);
			}
		} finally {
			writing = false;
			await writer;
		}
		expect(written).toBeGreaterThan(counts.at(-1)!);
		expect(counts.at(-1)).toBeGreaterThan(counts[0]!);
	});

	test('[BAK1] of a database that no server has used is none', async () => {
		await expect(makeBackup(await elsewhere(), join(folder, 'none'))).rejects.toThrow('nothing to back up');
	});
});

describe('restoring', () => {
	test('[BAK4] [BAK5] from the server’s own PostgreSQL to another and back: every row of every table', async () => {
		const before = await contents(world.database.sql);
		const here = join(folder, 'there-and-back');
		await makeBackup(embedded(), here);
		const there = await elsewhere();
		expect(await restoreBackup(there, here)).toMatchObject({ secret: 'restored' });
		expect(await looking(there.databaseUrl, contents)).toEqual(before);

		const back = join(folder, 'back');
		await makeBackup(there, back);
		const dataDir = await makeDataDir('restored');
		try {
			await restoreBackup({ dataDir }, back);
			const own = await openDatabase({ dataDir }, { max: 1 });
			try {
				expect(await contents(own.sql)).toEqual(before);
				const secret = (of: string) => readFile(join(of, 'auth-secret'), 'utf8');
				expect(await secret(dataDir)).toBe(await secret(world.server.dataDir));
				expect((await stat(join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600);
			} finally {
				await own.close();
			}
		} finally {
			await rm(dataDir, { recursive: true });
		}
	});

	test('[BAK4] in place of what is there, as the migrations made it, and leaves alone what is not ours', async () => {
		const there = await elsewhere();
		await migrateDatabase(there.databaseUrl);
		const form = (sql: postgres.Sql) => sql`
			select c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull
			from pg_attribute a join pg_class c on c.oid = a.attrelid
			where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
			union all select conname, pg_get_constraintdef(oid), 0, contype::text, convalidated
			from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
			union all select tgname, pg_get_triggerdef(oid), 0, '', true from pg_trigger where not tgisinternal
			order by 1, 2`;
		const migrated = await looking(there.databaseUrl, form);
		await looking(there.databaseUrl, async (sql) => {
			await sql`create table somebodys (a int)`;
			await sql`insert into somebodys values (7)`;
			await sql`insert into workshops (id, slug, name, language, time_zone, opening_hours, epoch, created_at)
				values (gen_random_uuid(), 'gone', 'gone', 'en', 'UTC', '[]', gen_random_uuid(), now())`;
		});
		await restoreBackup(there, file);
		await restoreBackup(there, file);
		await looking(there.databaseUrl, async (sql) => {
			expect(await sql`select * from somebodys`).toMatchObject([{ a: 7 }]);
			expect((await sql`select slug from workshops order by 1`).map(({ slug }) => slug)).toEqual([
				'one',
				'two'
			]);
			await sql`drop table somebodys`;
			expect([...(await form(sql))]).toEqual([...migrated]);
			await expect(sql`delete from events`).rejects.toThrow('append-only');
		});
		// The migrations are known to be done: a server starts as ever.
		await migrateDatabase(there.databaseUrl);
	});

	test('[BAK6] [SYNC5] begins a new line of revisions in every workshop', async () => {
		const epochs = (sql: postgres.Sql) => sql<{ epoch: string }[]>`select epoch from workshops`;
		const there = await elsewhere();
		const seen = new Set((await epochs(world.database.sql)).map(({ epoch }) => epoch));
		for (let time = 1; time <= 2; time++) {
			await restoreBackup(there, file);
			for (const { epoch } of await looking(there.databaseUrl, epochs)) seen.add(epoch);
			expect(seen.size).toBe(2 + 2 * time);
		}
	});

	test('[BAK3] a file cut off anywhere, altered, or none of ours is refused, and nothing is touched', async () => {
		const there = await elsewhere();
		await restoreBackup(there, file);
		const all = (sql: postgres.Sql) => contents(sql, { epochs: true });
		const before = await looking(there.databaseUrl, all);
		const whole = await readFile(file);
		const text = gunzipSync(whole);
		const flipped = Buffer.from(whole);
		flipped[whole.length >> 1]! ^= 1;
		const altered = (from: string, to: string) => {
			const changed = text.toString('utf8').replace(from, to);
			expect(changed).not.toBe(text.toString('utf8'));
			return gzipSync(changed);
		};
		const end = text.lastIndexOf('{"end"');
		const tables = text.indexOf('{"table":"workshops"');
		const wrong: [string, Buffer, RegExp][] = [
			['empty', Buffer.alloc(0), /cut off|no backup/],
			['half', whole.subarray(0, whole.length >> 1), /cut off/],
			['all but a byte', whole.subarray(0, -1), /cut off/],
			['without its foot', gzipSync(text.subarray(0, end)), /cut off/],
			['with half a foot', gzipSync(text.subarray(0, end + 10)), /cut off|altered/],
			['in the middle of a table', gzipSync(text.subarray(0, tables + 60)), /cut off/],
			['a bit', flipped, /damaged|altered|cut off/],
			['a word', altered('豫A111PX', '豫A111PZ'), /altered/],
			['a row less', altered('12345678\thash', ''), /altered/],
			['more behind it', gzipSync(Buffer.concat([text, Buffer.from('more\n')])), /altered/],
			['text', Buffer.from('plate,model\n'), /no backup/],
			['another gzip', gzipSync('plate,model\n'), /no backup/],
			['a later format', altered('"format":1', '"format":2'), /format 2/]
		];
		for (const [name, bytes, said] of wrong) {
			const path = join(folder, 'wrong');
			await writeFile(path, bytes);
			await expect(restoreBackup(there, path), name).rejects.toThrow(said);
		}
		await expect(restoreBackup(there, join(folder, 'nowhere'))).rejects.toThrow('There is no file');
		expect(await looking(there.databaseUrl, all)).toEqual(before);
	});

	test('[BAK4] what fails on the way leaves everything as it was', async () => {
		const there = await elsewhere();
		await restoreBackup(there, file);
		const all = (sql: postgres.Sql) => contents(sql, { epochs: true });
		const before = await looking(there.databaseUrl, all);
		// Whole by its sum, and yet it does not fit: a table it has not, a row twice, a customer that is nobody.
		const wrong: [string, (text: string) => string, RegExp][] = [
			['a table less', (text) => text.replace(/\{"table":"pins"[^]*?\n\\\.\n/, ''), /lacks pins/],
			['another column', (text) => text.replace('"tickets_given"', '"tickets"'), /workshops is another/],
			['a row twice', (text) => text.replace(/(12345678\thash.*\n)/, '$1$1'), /duplicate key/],
			['nobody', (text) => text.replace(/(\{"table":"customers".*\n)[^]*?(\\\.\n)/, '$1$2'), /foreign key/]
		];
		for (const [name, change, said] of wrong) {
			const path = join(folder, 'unfit');
			await writeFile(path, gzipSync(summedUp(change(gunzipSync(await readFile(file)).toString('utf8')))));
			await checkBackup(path);
			await expect(restoreBackup(there, path), name).rejects.toThrow(said);
		}
		expect(await looking(there.databaseUrl, all)).toEqual(before);
	});

	test('[BAK5] refuses while a process of the same number in another container uses the database', async () => {
		const there = await elsewhere();
		const { sql } = connect(there.databaseUrl, 1);
		try {
			await sql`select 1`;
			await expect(restoreBackup(there, file)).rejects.toThrow(`in use (kanche-${process.pid})`);
		} finally {
			await sql.end();
		}
	});

	test('[BAK5] refuses while a server uses the database', async () => {
		const before = await contents(world.database.sql, { epochs: true });
		// As another process would: here it is we who have the world's database open.
		const { code, stderr } = await runScript(script('restore'), [file], {
			cwd: folder,
			env: { DATA_DIR: world.server.dataDir }
		});
		expect([code, stderr]).toEqual([1, expect.stringMatching(/in use \(kanche-\d+.*stop every server/)]);
		expect(await contents(world.database.sql, { epochs: true })).toEqual(before);
	});
});

describe('versions', () => {
	/** `drizzle/` with one migration more, or some less. */
	async function otherMigrations({ upTo, more }: { upTo?: number; more?: string }): Promise<string> {
		const made = await mkdtemp(join(folder, 'drizzle-'));
		await cp(migrations, made, { recursive: true });
		const path = join(made, 'meta', '_journal.json');
		const journal = JSON.parse(await readFile(path, 'utf8')) as {
			entries: { idx: number; when: number; tag: string; version: string; breakpoints: boolean }[];
		};
		if (upTo !== undefined) journal.entries = journal.entries.filter(({ idx }) => idx <= upTo);
		if (more !== undefined) {
			const last = journal.entries.at(-1)!;
			journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_more' });
			await writeFile(join(made, '9999_more.sql'), more);
		}
		await writeFile(path, JSON.stringify(journal));
		return made;
	}

	/** A database of those migrations. */
	async function migrated(drizzle: string) {
		const there = await elsewhere();
		const { migrate } = await import('drizzle-orm/postgres-js/migrator');
		const { db, sql } = connect(there.databaseUrl, 1);
		await migrate(db, { migrationsFolder: drizzle }).finally(() => sql.end());
		return there;
	}

	test('[BAK5] an older backup is brought up to date', async () => {
		const old = await otherMigrations({ upTo: 0 });
		const there = await migrated(old);
		const [workshopId, epoch, jobId, stageId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
		await looking(there.databaseUrl, async (sql) => {
			await sql`insert into workshops (id, slug, name, language, time_zone, opening_hours, epoch, created_at)
				values (${workshopId}, 'old', 'Old', 'en', 'UTC', '[]', ${epoch}, now())`;
			await sql`insert into stages (id, workshop_id, name, kind, position)
				values (${stageId}, ${workshopId}, 'Received', 'received', 0)`;
			await sql`insert into links (id, workshop_id, kind, token_hash, created_at, name)
				values (${jobId}, ${workshopId}, 'wall', 'hash', now(), 'North wall')`;
		});
		const path = join(folder, 'old.backup');
		await makeBackup(there, path, { migrations: old });
		const now = await elsewhere();
		await restoreBackup(now, path);
		await looking(now.databaseUrl, async (sql) => {
			expect(await sql`select slug, retention_months from workshops`).toMatchObject([
				{ slug: 'old', retention_months: 24 }
			]);
			// What was a link then became a screen by 0004, rows and all.
			expect(await sql`select name, kind from screens`).toMatchObject([{ name: 'North wall', kind: 'wall' }]);
		});
		await migrateDatabase(now.databaseUrl);
	});

	test('[BAK5] a newer backup, and a database that a later version changed, are refused', async () => {
		const later = await otherMigrations({ more: 'ALTER TABLE "bays" ADD COLUMN "colour" text;' });
		const there = await migrated(later);
		const path = join(folder, 'later.backup');
		await makeBackup(there, path, { migrations: later });
		await expect(restoreBackup(await elsewhere(), path)).rejects.toThrow(
			'later version (its database is at 9999_more)'
		);
		await expect(makeBackup(there, join(folder, 'x'))).rejects.toThrow('later version');
	});

	test('[BAK1] [BAK4] a new table is in it without anybody thinking of it, and what counts by itself goes on', async () => {
		const more = `CREATE TYPE "public"."colour" AS ENUM('red', 'blue');--> statement-breakpoint
CREATE TABLE "counted" ("id" bigint GENERATED ALWAYS AS IDENTITY, "n" serial, "c" "colour", "twice" int GENERATED ALWAYS AS (1 + 1) STORED);--> statement-breakpoint
CREATE TABLE "above" ("id" int PRIMARY KEY, "below" int REFERENCES "above"("id"));--> statement-breakpoint
ALTER TABLE "counted" RENAME TO "numbered";`;
		const later = await otherMigrations({ more });
		const there = await migrated(later);
		await looking(there.databaseUrl, async (sql) => {
			for (let row = 0; row < 3; row++) await sql`insert into numbered (c) values ('red')`;
			// A row that refers to a later one: in whatever order they come.
			await sql`insert into above values (1, null), (2, null)`;
			await sql`update above set below = 2 where id = 1`;
		});
		const path = join(folder, 'numbered.backup');
		expect((await makeBackup(there, path, { migrations: later })).rows).toMatchObject({
			numbered: 3,
			above: 2
		});
		const now = await elsewhere();
		for (let time = 0; time < 2; time++) await restoreBackup(now, path, { migrations: later });
		await looking(now.databaseUrl, async (sql) => {
			const [row] = await sql`insert into numbered (c) values ('blue') returning id, n, twice`;
			expect(row).toMatchObject({ id: '4', n: 4, twice: 2 });
			expect(await sql`select * from above order by 1`).toMatchObject([{ below: 2 }, { below: null }]);
		});
	});
});

describe('screens', () => {
	test('[BAK5] [BAK6] whatever they showed, they show what was restored, and nobody signs in anew', async () => {
		const { server, one } = world;
		const path = join(folder, 'live.backup');
		const cookie = await world.session(one.username('owner'));
		const board = await openScreen<BoardCard, unknown>({
			...{ url: server.url, cookie },
			handshake: { workshop: one.slug }
		});
		const others = await Promise.all(
			(['wall', 'lounge', 'job'] as const).map((feed) =>
				openScreen({ url: server.url, handshake: { token: one.tokens[feed] } })
			)
		);
		const screens = [board, ...others];
		const note = async (text: string) => {
			const { version } = board.replica().cards.get(one.jobId)!;
			const sent = { id: randomUUID(), jobId: one.jobId, expect: version, type: 'note', text };
			const reply = await board.send(sent);
			expect(reply.ok).toBe(true);
			const { revision } = reply as { revision: number };
			await expect.poll(() => board.replica().revision, { timeout: 5_000 }).toBeGreaterThanOrEqual(revision);
		};
		try {
			await note('before');
			const command = (name: string) =>
				runScript(script(name), [path], { cwd: folder, env: { DATA_DIR: server.dataDir } });
			expect(await command('backup')).toMatchObject({
				code: 0,
				stdout: expect.stringMatching(/2 workshops, 2 jobs/)
			});
			const shown = (screen: Screen<{ id: string }, unknown>) => [...screen.replica().cards.values()];
			await expect.poll(() => JSON.stringify(shown(board))).toContain('before');
			const then = screens.map(shown);
			const { epoch, revision } = board.replica();
			for (let more = 0; more < 3; more++) await note('after');

			// The server alone uses it, without us.
			await world.database.close();
			expect(await command('restore')).toMatchObject({ code: 1, stderr: expect.stringMatching(/in use/) });
			await server.stop();
			expect(await command('restore')).toMatchObject({ code: 0, stderr: '' });
			await server.start();

			for (const [index, screen] of screens.entries()) {
				await expect.poll(() => screen.replica().epoch, { timeout: 15_000 }).not.toBe(epoch);
				expect(shown(screen)).toEqual(then[index]);
			}
			expect(board.replica().revision).toBe(revision);
			// The line goes on from there, with the session of before.
			await note('again');
		} finally {
			for (const screen of screens) screen.close();
			world.database = await openDatabase(embedded(), { max: 2 });
		}
	});
});

/** The text of a backup with its foot made anew, as if it had been written so. */
function summedUp(text: string): string {
	const body = text.slice(0, text.lastIndexOf('{"end"'));
	return `${body}${JSON.stringify({ end: true, rows: {}, sha256: createHash('sha256').update(body).digest('hex') })}\n`;
}
