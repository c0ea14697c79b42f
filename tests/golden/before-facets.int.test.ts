import { asc, eq } from 'drizzle-orm';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup } from '../../src/lib/backup/restore.server.ts';
import { toJob } from '../../src/lib/commands/projections.server.ts';
import { openDatabase, type OpenDatabase } from '../../src/lib/database/database.ts';
import { events, jobs } from '../../src/lib/database/schema.ts';
import type { JobEvent } from '../../src/lib/job/event.ts';
import { evolveAll } from '../../src/lib/job/evolve.ts';
import type { Job } from '../../src/lib/job/job.ts';
import { facetVersion } from '../../src/lib/stream/expect.ts';
import { readEvent } from '../../src/lib/streams/streams.ts';

/* before-facets.backup was made by the last commit before facets and streams: 65 jobs, by random days of that commit. */

let folder: string;
let open: OpenDatabase;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kanche-golden-'));
	const file = join(folder, 'before.backup');
	await copyFile(fileURLToPath(new URL('before-facets.backup', import.meta.url)), file);
	const config = { dataDir: folder, databaseUrl: undefined };
	await restoreBackup(config, file);
	open = await openDatabase(config);
}, 120_000);
afterAll(async () => {
	await open?.close();
	await rm(folder, { recursive: true });
});

test('[EVT5] events that the version before streams wrote make the jobs that it kept', async () => {
	const rows = await open.db.select().from(jobs).orderBy(asc(jobs.id));
	expect(rows.length).toBeGreaterThan(60);
	const types = new Set<string>();
	for (const row of rows) {
		const past = await open.db
			.select()
			.from(events)
			.where(eq(events.streamId, row.id))
			.orderBy(asc(events.revision), asc(events.ordinal));
		let job: Job | null = null;
		for (const [, one] of Map.groupBy(past, ({ revision }) => revision)) {
			const { at, actor: by } = one[0]!;
			const happened = one.map((each) => readEvent<JobEvent>(each));
			for (const { type } of happened) types.add(type);
			job = evolveAll(job, happened, { at, by }, row.id);
		}
		const { facetVersions: _a, ...folded } = job!;
		const { facetVersions: _b, ...kept } = toJob(row);
		expect(folded).toEqual(kept);
	}
	expect([...types].sort()).toEqual([
		...['amended', 'booked', 'cancelled', 'checkedIn', 'delivered', 'dispatched', 'moveUndone', 'moved'],
		...['noted', 'parked', 'promiseRevised', 'resumed', 'sourceRead', 'stopped']
	]);
});

test('[CMD14] every facet of a job that the version before kept counts as changed with each of its versions', async () => {
	const [row] = await open.db.select().from(jobs).limit(1);
	const job = toJob(row!);
	expect(facetVersion(job, 'promise')).toBe(job.version);
});

test('[RUN6] [EVT3] a row that the version before streams writes says of which stream it is', async () => {
	const { sql } = open;
	const [job] = await sql`select id, workshop_id from jobs limit 1`;
	const [event] = await sql`
		insert into events (workshop_id, revision, ordinal, job_id, type, event, actor, screen, command_id, at)
		values (${job!.workshop_id}, 1000000, 0, ${job!.id}, 'resumed', '{"type":"resumed"}', '{}', 'board', ${job!.id}, now())
		returning stream, stream_id, version`;
	expect(event).toEqual({ stream: 'job', stream_id: job!.id, version: 1 });
	const [command] = await sql`
		insert into commands (id, workshop_id, job_id, fingerprint, revision, version, did, at)
		values (gen_random_uuid(), ${job!.workshop_id}, ${job!.id}, 'f', 1000000, 1, '{}', now()) returning stream, stream_id`;
	expect(command).toEqual({ stream: 'job', stream_id: job!.id });
});
