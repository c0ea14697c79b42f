import type { Door } from '../commands/perform.server.ts';
import type { Sender } from '../commands/sender.ts';
import type { Actor } from '../model/actor.ts';
import type { Database } from '../database/database.ts';
import { findAdvisors } from './advisors.server.ts';
import { findJobs, type Numbered } from './known-jobs.server.ts';
import type { Planned } from './plan.ts';
import { advisorIn, type ImportedWorkshop, type ImportOptions, prepare } from './prepare.server.ts';
import { ImportInterrupted, type Report } from './report.ts';
import type { RunJob } from '../model/import-run.ts';
import { noteRun, openRun } from './runs.server.ts';
import { type Means, takeOrder } from './take-order.server.ts';

export interface ImportParts {
	db: Database;
	door: Door;
	/** The server's: by it orders are recognised whose personal data was erased. [PRIV4] */
	secret: string;
}

/** So often what an import did is written down, so that it can be taken back when its process ends. */
const notedEvery = 100;

/**
 * Takes a dealer's work orders onto the board, through the door: new ones are booked, of known ones the
 * changes are taken. Nothing of a file that cannot be read, every good row of one that can. [IMP1-IMP3]
 *
 *   read -> plan -> write, and written down to be taken back
 *
 * @param by who imports: the audit log names them
 * @throws Refused, having changed nothing; ImportInterrupted when the database goes away
 */
export async function importOrders(
	{ db, door, secret }: ImportParts,
	workshop: ImportedWorkshop,
	bytes: Uint8Array,
	by: Actor,
	options: ImportOptions = {}
): Promise<Report> {
	const { now = Date.now() } = options;
	const { file, plan, floor, handledOf, about } = await prepare({ db, secret }, workshop, bytes, options);
	const { same: unchanged, leftOut } = plan;
	const report: Report = {
		...about,
		...{ run: null, created: 0, updated: 0, unchanged, leftOut },
		rejected: [...file.rejected, ...plan.rejected],
		...{ advisorsAdded: [], advisorsRefused: [], advisorsGone: [] }
	};
	const planned = [...plan.create, ...plan.change].sort(byArrival);
	const jobs: RunJob[] = [];
	let left = planned.length;
	const note = async () => {
		if (report.run !== null) await noteRun(db, report.run, { ...report, jobs });
	};
	try {
		if (planned.length > 0 || about.listed.length > 0)
			report.run = await openRun(db, workshop.id, by, about.listed, now);
		const sender: Sender = {
			workshopId: workshop.id,
			actor: by,
			kind: 'import',
			roles: [],
			screen: 'import'
		};
		const names = planned.map(({ order: { advisor = '' } }) => advisor);
		const advisors = await findAdvisors(db, workshop.id, names, sender, now);
		report.advisorsAdded = advisors.added;
		report.advisorsRefused = advisors.refused;
		report.advisorsGone = advisors.gone;
		const means: Means = {
			...{ door, sender, floor, handledOf, advisorOf: advisorIn(advisors) },
			find: (numbers: Numbered[]) => findJobs(db, secret, workshop.id, numbers)
		};
		for (const { order, job } of planned) {
			const { line, sheet, writtenNumber } = order;
			const { outcome, done } = await takeOrder(order, job, means);
			if (typeof outcome === 'string') report[outcome]++;
			else report.rejected.push({ line, sheet, orderNumber: writtenNumber, refusal: outcome });
			left--;
			if (done && jobs.push(done) % notedEvery === 0) await note();
		}
		await note();
	} catch (error) {
		await note().catch(() => {});
		throw new ImportInterrupted(report, left, error);
	} finally {
		report.rejected.sort((a, b) => (a.sheet ?? '').localeCompare(b.sheet ?? '') || a.line - b.line);
	}
	return report;
}

/** Cars that came first get the first tickets, and stand above; bookings follow in theirs. */
const byArrival = ({ order: a }: Planned, { order: b }: Planned): number =>
	(a.arrivedAt ?? Infinity) - (b.arrivedAt ?? Infinity) ||
	(a.bookedAt ?? Infinity) - (b.bookedAt ?? Infinity) ||
	a.line - b.line;
