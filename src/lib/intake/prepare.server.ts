import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { settingsOf } from '../commands/read-settings.server.ts';
import { isClosedAt } from '../model/closed-at.ts';
import type { Job } from '../job/job.ts';
import type { Database } from '../database/database.ts';
import { workshops } from '../database/schema.ts';
import { type Advisors, findAdvisors, mostNewPeople } from './advisors.server.ts';
import type { Encoding } from './encoding/encodings.ts';
import { type Floor, type Handled, handling, readFloor, unknownNames } from './handling.server.ts';
import { findJobs, handledJobs, openFromSource } from './known-jobs.server.ts';
import { type Choice, makePlan, type Plan } from './plan.ts';
import type { WorkOrderFile } from './read-file.ts';
import { readWorkOrders } from './read.server.ts';
import type { About, Preview } from './report.ts';
import type { WorkOrder } from './work-order.ts';

export interface ImportedWorkshop {
	id: string;
	timeZone: string;
	/** BCP 47: weighs where a text can be read in several ways. */
	language?: string;
}

export interface ImportOptions {
	choice?: Choice;
	/** Chosen by people. */
	encoding?: Encoding;
	/** Epoch milliseconds. */
	now?: number;
}

export interface Prepared {
	file: WorkOrderFile;
	plan: Plan;
	floor: Floor;
	/** What people or an earlier import did with a job. */
	handledOf: (job: Job) => Handled;
	about: About;
	/** Names that nobody of the staff has. */
	newAdvisors: string[];
	/** Of those to be made and changed, the ones that may still be open. */
	mayBeOpen: number;
}

/** A name that will be a person's: not the one who was there before. */
const tobeAdded = 'new';

/**
 * Reads a file and says what an import of it does, without changing anything. [IMP17]
 *
 * @throws Refused
 */
export async function prepare(
	{ db, secret }: { db: Database; secret: string },
	workshop: ImportedWorkshop,
	bytes: Uint8Array,
	{ choice = 'all', encoding, now = Date.now() }: ImportOptions
): Promise<Prepared> {
	const file = await readWorkOrders(bytes, { ...workshop, now, ...(encoding && { encoding }) });
	const names = file.orders.filter(({ over }) => !over).map(({ advisor = '' }) => advisor);
	const [known, open, floor, advisors] = await Promise.all([
		findJobs(db, secret, workshop.id, file.orders),
		openFromSource(db, workshop.id),
		readFloor(db, workshop.id),
		findAdvisors(db, workshop.id, names, null, now)
	]);
	const areAdded = advisors.fresh.length <= mostNewPeople;
	const today = startOfDay(now, workshop.timeZone);
	const advisorOf = (order: WorkOrder, job: Job | null) =>
		areAdded && order.advisor && advisors.isFresh(order.advisor)
			? tobeAdded
			: advisorIn(advisors)(order, job);
	const onBoard = [...known.values()].filter(({ job, erased }) => !erased && job.status === 'open');
	const earlier = await handledJobs(
		db,
		onBoard.map(({ job }) => job.id)
	);
	const handledOf = ({ id }: Job) => ({
		dispatched: earlier.dispatched.has(id),
		parked: earlier.parked.has(id)
	});
	const handles = (order: WorkOrder, job: Job) => handling(floor, order, job, handledOf(job)).length > 0;
	const input = { file, known, open, advisorOf, handles, today };
	const plan = makePlan({ ...input, choice });
	const narrowed = makePlan({ ...input, choice: 'open' });
	const mayBeOpen = narrowed.create.length + narrowed.change.length;
	const taken = [...plan.create, ...plan.change].map(({ order }) => order);
	const unknown = unknownNames(floor, taken);
	const about: About = {
		ignoredColumns: file.ignoredColumns,
		sheets: file.sheets,
		encoding: file.encoding,
		over: plan.over,
		unknownStatus: [...new Set(file.orders.flatMap(({ unknownStatus }) => unknownStatus ?? []))],
		unknownTechnicians: unknown.technicians,
		unknownBays: unknown.bays,
		listed: plan.listed
	};
	const newAdvisors = [...new Set(taken.flatMap(({ advisor }) => advisor ?? []))].filter(advisors.isFresh);
	return { file, plan, floor, handledOf, about, newAdvisors, mayBeOpen };
}

/** Whom an order names: undefined for no word, null for nobody. */
export const advisorIn =
	(advisors: Advisors) =>
	(order: WorkOrder, job: Job | null): string | null | undefined =>
		order.advisor === undefined ? undefined : advisors.idOf(order.advisor, job?.source?.advisorId ?? null);

function daysFrom(now: number, moment: number, timeZone: string): number {
	const day = (at: number) =>
		Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
	return day(now).until(day(moment), { largestUnit: 'day' }).days;
}

const startOfDay = (now: number, timeZone: string): number =>
	Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).startOfDay().epochMilliseconds;

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** [IMP17] */
export async function previewImport(
	parts: { db: Database; secret: string },
	workshop: ImportedWorkshop,
	bytes: Uint8Array,
	options: ImportOptions
): Promise<Preview> {
	const { now = Date.now() } = options;
	const { file, plan, about, newAdvisors, mayBeOpen } = await prepare(parts, workshop, bytes, options);
	return {
		...about,
		digest: digestOf(bytes),
		orders: file.orders.filter(({ over }) => !over).length,
		create: plan.create.length,
		change: plan.change.length,
		same: plan.same,
		rejected: [...file.rejected, ...plan.rejected],
		newestInDays: plan.newestPromise === null ? null : daysFrom(now, plan.newestPromise, workshop.timeZone),
		mayBeOpen,
		promisedWhileClosed: await promisedWhileClosed(parts.db, workshop.id, plan, now),
		newAdvisors
	};
}

/** How many orders of a plan are promised for a time outside the opening hours. [CAL5] */
async function promisedWhileClosed(db: Database, id: string, plan: Plan, now: number): Promise<number> {
	const { epoch, settingsRevision } = workshops;
	const [line] = await db.select({ epoch, settingsRevision }).from(workshops).where(eq(workshops.id, id));
	if (!line) throw new Error('no such workshop');
	const { openWindows } = await settingsOf(db, id, line, now);
	const promises = [...plan.create, ...plan.change].flatMap(({ order }) => order.promise ?? []);
	return promises.filter((promise) => isClosedAt(openWindows, promise)).length;
}
