import { and, eq, gt } from 'drizzle-orm';
import { accessRevision } from '../access/access-revision.server.ts';
import { toJob } from '../door/rows.server.ts';
import { settingsOf } from '../door/settings.server.ts';
import type { Settings } from '../feeds/settings.ts';
import type { Job } from '../job/job.ts';
import { among } from '../server/columns.ts';
import type { Database } from '../server/database.ts';
import { jobs, workshops } from '../server/schema.ts';
import type { Mark } from './protocol.ts';

/** Where a workshop's line of revisions stands, and what its settings are. */
export interface Line extends Mark {
	settings: Settings;
}

/** How far a workshop has come, and the revision of its access. [ACC7] */
export interface Standing extends Mark {
	workshopId: string;
	access: string;
}

/** All that the live side reads of the workshops. Every answer is one snapshot of the database. */
export interface Lines {
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
	epoch: workshops.epoch,
	revision: workshops.revision,
	settingsRevision: workshops.settingsRevision
};

/** The lines as PostgreSQL keeps them. */
export function linesIn(db: Database): Lines {
	return {
		read(workshopId, since) {
			const which = since === null ? eq(jobs.status, 'open') : gt(jobs.revision, since);
			return db.transaction(async (tx) => {
				const [[row], rows] = await Promise.all([
					tx.select(lineColumns).from(workshops).where(eq(workshops.id, workshopId)),
					tx
						.select()
						.from(jobs)
						.where(and(eq(jobs.workshopId, workshopId), which))
				]);
				if (!row) throw new Error('no such workshop');
				const { epoch, revision } = row;
				const settings = await settingsOf(tx, workshopId, row, Date.now());
				return { line: { epoch, revision, settings }, jobs: rows.map(toJob) };
			}, snapshot);
		},

		readJob(workshopId, jobId) {
			return db.transaction(async (tx) => {
				const [row] = await tx
					.select({ job: jobs, ...lineColumns })
					.from(jobs)
					.innerJoin(workshops, eq(workshops.id, jobs.workshopId))
					.where(and(eq(jobs.workshopId, workshopId), eq(jobs.id, jobId)));
				if (!row) throw new Error('no such job');
				const { epoch, revision } = row;
				const settings = await settingsOf(tx, workshopId, row, Date.now());
				return { line: { epoch, revision, settings }, job: toJob(row.job) };
			}, snapshot);
		},

		async standings(workshopIds) {
			return db
				.select({
					workshopId: workshops.id,
					epoch: workshops.epoch,
					revision: workshops.revision,
					access: accessRevision
				})
				.from(workshops)
				.where(among(workshops.id, workshopIds));
		}
	};
}
