import { and, eq, gt, ne, type SQL } from 'drizzle-orm';
import { accessRevision } from '../access/access-revision.server.ts';
import { toCase, toJob } from '../commands/projections.server.ts';
import { settingsOf, settingsOfAll } from '../commands/read-settings.server.ts';
import type { Settings } from '../model/settings.ts';
import type { Job } from '../job/job.ts';
import { among } from '../database/columns.ts';
import type { Database, Queryable } from '../database/database.ts';
import { inLine } from '../runtime/batch-queue.ts';
import { cases, jobs, workshops } from '../database/schema.ts';
import type { StreamName } from '../stream/stream-name.ts';
import type { Mark } from './protocol.ts';
import type { Changed } from '../streams/streams.ts';

/** Where a workshop's line of revisions stands, and what its settings are. */
export interface Line extends Mark {
	settings: Settings;
}

/** How far a workshop has come, and its access revision. [ACC7] */
export interface Standing extends Mark {
	workshopId: string;
	access: string;
}

/** All that the live side reads of the workshops. Every answer is one snapshot of the database. */
export interface Lines {
	/** The line alone. */
	line(workshopId: string): Promise<Line>;
	/** The line, and all of a stream that is open. The states are exactly those of the revision named. */
	read(workshopId: string, stream: StreamName): Promise<{ line: Line; changed: Changed[] }>;
	/** The line, and what changed in any stream after a revision, closed ones too. Exactly as of the revision named. */
	readSince(workshopId: string, since: number): Promise<{ line: Line; changed: Changed[] }>;
	/** One job, whatever has become of it. */
	readJob(workshopId: string, jobId: string): Promise<{ line: Line; job: Job }>;
	standings(workshopIds: readonly string[]): Promise<Standing[]>;
}

const snapshot = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
const lineColumns = {
	id: workshops.id,
	epoch: workshops.epoch,
	revision: workshops.revision,
	settingsRevision: workshops.settingsRevision
};

/** What is read of a workshop: its line, with all open jobs, or with one job. */
interface Asked {
	workshopId: string;
	jobs: 'none' | 'open' | { id: string };
}
/** Null where there is no such workshop. */
type Found = { line: Line; jobs: Job[] } | null;

/** Milliseconds: see `inLine`. */
const LOTS_EVERY = 25;
/** The most workshops that are read in one transaction: what else the process has to do is not to wait long. */
const MOST_TOGETHER = 50;

/**
 * The lines as PostgreSQL keeps them. Of those who ask at the same moment twenty are one transaction: when a server comes
 * back, thousands of screens ask. Every answer was read after it was asked for. [SYNC1]
 */
export function linesIn(db: Database): Lines {
	const ask = inLine(MOST_TOGETHER, (asked: readonly Asked[]) => readTogether(db, asked), LOTS_EVERY);
	const standing = inLine(
		Infinity,
		(asked: readonly (readonly string[])[]) => standingsOf(db, asked),
		LOTS_EVERY
	);

	async function found(asked: Asked): Promise<NonNullable<Found>> {
		const answer = await ask(asked);
		if (!answer) throw new Error('no such workshop');
		return answer;
	}

	return {
		line: async (workshopId) => (await found({ workshopId, jobs: 'none' })).line,

		async read(workshopId, stream) {
			if (stream === 'case') return readCases(db, workshopId);
			const { line, jobs } = await found({ workshopId, jobs: 'open' });
			return { line, changed: jobs.map((state) => ({ stream, state })) };
		},

		readSince: (workshopId, since) => readSince(db, workshopId, since),

		async readJob(workshopId, jobId) {
			const { line, jobs } = await found({ workshopId, jobs: { id: jobId } });
			if (!jobs[0]) throw new Error('no such job');
			return { line, job: jobs[0] };
		},

		standings: (workshopIds) => standing(workshopIds)
	};
}

function readTogether(db: Database, asked: readonly Asked[]): Promise<Found[]> {
	const ids = [...new Set(asked.map(({ workshopId }) => workshopId))];
	const whole = [...new Set(asked.filter(({ jobs }) => jobs === 'open').map(({ workshopId }) => workshopId))];
	const single = asked.flatMap(({ jobs }) => (typeof jobs === 'object' ? jobs.id : []));
	return db.transaction(async (tx) => {
		const [rows, openRows, singleRows] = await Promise.all([
			tx.select(lineColumns).from(workshops).where(among(workshops.id, ids)),
			whole.length === 0
				? []
				: tx
						.select()
						.from(jobs)
						.where(and(among(jobs.workshopId, whole), eq(jobs.status, 'open'))),
			single.length === 0 ? [] : tx.select().from(jobs).where(among(jobs.id, single))
		]);
		const settings = await settingsOfAll(tx, rows, Date.now());
		const lines = new Map<string, Line>();
		for (const { id, epoch, revision } of rows)
			lines.set(id, { epoch, revision, settings: settings.get(id)! });
		const open = new Map<string, Job[]>(whole.map((id) => [id, []]));
		for (const row of openRows) open.get(row.workshopId)!.push(toJob(row));
		const byId = new Map(singleRows.map((row) => [row.id, row]));
		return asked.map(({ workshopId, jobs: which }): Found => {
			const line = lines.get(workshopId);
			if (!line) return null;
			if (which === 'none') return { line, jobs: [] };
			if (which === 'open') return { line, jobs: open.get(workshopId)! };
			const row = byId.get(which.id);
			return { line, jobs: row?.workshopId === workshopId ? [toJob(row)] : [] };
		});
	}, snapshot);
}

async function changedIn(
	tx: Queryable,
	ofJobs: SQL | undefined,
	ofCases: SQL | undefined
): Promise<Changed[]> {
	const [jobRows, caseRows] = await Promise.all([
		ofJobs ? tx.select().from(jobs).where(ofJobs) : [],
		ofCases ? tx.select().from(cases).where(ofCases) : []
	]);
	return [
		...jobRows.map((row) => ({ stream: 'job' as const, state: toJob(row) })),
		...caseRows.map((row) => ({ stream: 'case' as const, state: toCase(row) }))
	];
}

async function lineIn(tx: Queryable, workshopId: string): Promise<Line> {
	const [row] = await tx.select(lineColumns).from(workshops).where(eq(workshops.id, workshopId));
	if (!row) throw new Error('no such workshop');
	const { epoch, revision } = row;
	return { epoch, revision, settings: await settingsOf(tx, workshopId, row, Date.now()) };
}

function readSince(db: Database, workshopId: string, since: number) {
	return db.transaction(async (tx) => {
		const [line, changed] = await Promise.all([
			lineIn(tx, workshopId),
			changedIn(
				tx,
				and(eq(jobs.workshopId, workshopId), gt(jobs.revision, since)),
				and(eq(cases.workshopId, workshopId), gt(cases.revision, since))
			)
		]);
		return { line, changed };
	}, snapshot);
}

/** Few ask for cases: not in lots as for jobs. */
function readCases(db: Database, workshopId: string) {
	return db.transaction(async (tx) => {
		const open = and(eq(cases.workshopId, workshopId), ne(cases.status, 'closed'));
		const [line, changed] = await Promise.all([lineIn(tx, workshopId), changedIn(tx, undefined, open)]);
		return { line, changed };
	}, snapshot);
}

async function standingsOf(db: Database, asked: readonly (readonly string[])[]): Promise<Standing[][]> {
	const rows = await db
		.select({
			workshopId: workshops.id,
			epoch: workshops.epoch,
			revision: workshops.revision,
			access: accessRevision
		})
		.from(workshops)
		.where(among(workshops.id, [...new Set(asked.flat())]));
	if (asked.length === 1) return [rows];
	const byId = new Map(rows.map((row) => [row.workshopId, row]));
	return asked.map((ids) => ids.flatMap((id) => byId.get(id) ?? []));
}
