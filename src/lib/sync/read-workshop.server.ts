import { and, eq, gt } from 'drizzle-orm';
import { accessRevision } from '../access/access-revision.server.ts';
import { toJob } from '../commands/rows.server.ts';
import { settingsOf, settingsOfAll } from '../commands/read-settings.server.ts';
import type { Settings } from '../model/settings.ts';
import type { Job } from '../job/job.ts';
import { among } from '../database/columns.ts';
import type { Database } from '../database/database.ts';
import { inLine } from '../runtime/batch-queue.ts';
import { jobs, workshops } from '../database/schema.ts';
import type { Mark } from './protocol.ts';

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
	/**
	 * The line and the jobs it holds: all open ones, or with `since` those changed after that revision, closed
	 * ones too. The jobs are exactly those of the revision named.
	 */
	read(workshopId: string, since: number | null): Promise<{ line: Line; jobs: Job[] }>;
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

		read: (workshopId, since) =>
			since === null ? found({ workshopId, jobs: 'open' }) : readSince(db, workshopId, since),

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

function readSince(db: Database, workshopId: string, since: number): Promise<{ line: Line; jobs: Job[] }> {
	return db.transaction(async (tx) => {
		const [[row], rows] = await Promise.all([
			tx.select(lineColumns).from(workshops).where(eq(workshops.id, workshopId)),
			tx
				.select()
				.from(jobs)
				.where(and(eq(jobs.workshopId, workshopId), gt(jobs.revision, since)))
		]);
		if (!row) throw new Error('no such workshop');
		const { epoch, revision } = row;
		const settings = await settingsOf(tx, workshopId, row, Date.now());
		return { line: { epoch, revision, settings }, jobs: rows.map(toJob) };
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
