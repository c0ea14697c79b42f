import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Door } from '../door/perform.server.ts';
import type { Sender } from '../door/sender.ts';
import type { Actor, Job, Order } from '../job/job.ts';
import { orderSeal } from '../privacy/order-seal.ts';
import type { Database } from '../server/database.ts';
import { foldedSql } from '../server/folded-sql.ts';
import { jobs } from '../server/schema.ts';
import type { CommandReply } from '../door/reply.ts';
import { type Advisors, findAdvisors } from './advisors.server.ts';
import { readWorkOrders } from './read.server.ts';
import { ImportInterrupted, type RefusedRow, type Report } from './report.ts';
import type { WorkOrder } from './work-order.ts';

/** What an import must know of a job that is there already. */
type Known = Pick<Job, 'id' | 'version' | 'status' | 'source'>;

/** How often a row is tried again that somebody on the board is changing at the same time. */
const TRIES = 5;

/** Milliseconds until a command that got no answer is sent again: PostgreSQL restarts in about a second. */
const PAUSES = [300, 2000];

export interface ImportParts {
	db: Database;
	door: Door;
	/** The server's: by it orders are recognised whose personal data was erased. [PRIV4] */
	secret: string;
}

/**
 * Takes a dealer's work orders onto the board, through the door: new ones are booked, of known ones the
 * changes are taken. Nothing of a file that cannot be read, every good row of one that can. [IMP1-IMP3]
 *
 * @param by who imports: the audit log names them
 * @throws UnreadableFile, having changed nothing; ImportInterrupted when the database goes away
 */
export async function importOrders(
	{ db, door, secret }: ImportParts,
	workshop: { id: string; timeZone: string },
	bytes: Uint8Array,
	by: Actor
): Promise<Report> {
	const { orders, rejected, ignoredColumns } = await readWorkOrders(bytes, workshop);
	const counts = { created: 0, updated: 0, unchanged: 0 };
	const report: Report = {
		...counts,
		rejected: [...rejected],
		ignoredColumns,
		advisorsAdded: [],
		advisorsRefused: [],
		advisorsGone: []
	};
	const find = (numbers: string[]) => findJobs(db, secret, workshop.id, numbers);
	let left = orders.length;
	try {
		const known = await find(orders.map(({ orderNumber }) => orderNumber));
		// A job that is over takes nothing any more; its advisor may have left long ago.
		const open = orders.filter(({ orderNumber }) => (known.get(orderNumber)?.status ?? 'open') === 'open');
		report.unchanged = orders.length - open.length;
		left = open.length;
		const names = open.map(({ advisor }) => advisor);
		const sender: Sender = { workshopId: workshop.id, actor: by, roles: null, screen: 'import' };
		const advisors = await findAdvisors(db, workshop.id, names, sender, Date.now());
		report.advisorsAdded = advisors.added;
		report.advisorsRefused = advisors.refused;
		report.advisorsGone = advisors.gone;
		for (const order of open.sort(byArrival)) {
			const { line, orderNumber } = order;
			const outcome = await take(order, known.get(orderNumber), { door, sender, advisors, find });
			if (typeof outcome === 'string') report[outcome]++;
			else report.rejected.push({ line, orderNumber, refusal: outcome });
			left--;
		}
	} catch (error) {
		throw new ImportInterrupted(report, left, error);
	} finally {
		report.rejected.sort((a, b) => a.line - b.line);
	}
	return report;
}

/** Cars that came first get the first tickets, and stand above; bookings follow in theirs. */
const byArrival = (a: WorkOrder, b: WorkOrder): number =>
	(a.arrivedAt ?? Infinity) - (b.arrivedAt ?? Infinity) ||
	(a.bookedAt ?? Infinity) - (b.bookedAt ?? Infinity) ||
	a.line - b.line;

interface Means {
	door: Door;
	sender: Sender;
	advisors: Advisors;
	find: (numbers: string[]) => Promise<Map<string, Known>>;
}

/** What becomes of one order. Whoever changes its job, or makes it, at the same time comes first. [CMD5] */
async function take(
	order: WorkOrder,
	job: Known | undefined,
	{ door, sender, advisors, find }: Means
): Promise<'created' | 'updated' | 'unchanged' | RefusedRow['refusal']> {
	for (let tries = 1; ; tries++) {
		const { arrivedAt } = order;
		const reading = orderOf(order, advisors.idOf(order.advisor, job?.source?.advisorId ?? null));
		const reply = await send(door, sender, {
			id: uuidv7(),
			order: reading,
			arrivedAt,
			...(job
				? { type: 'readSource', jobId: job.id, expect: job.version }
				: { type: 'book', jobId: uuidv7(), fromSource: true })
		});
		if (reply.ok) {
			if (!job) return 'created';
			// People's own values stayed: the card looks as it did.
			return reply.did.some((event) => event !== 'sourceRead') ? 'updated' : 'unchanged';
		}
		const { refusal } = reply;
		if (refusal.code === 'nothingChanged') return 'unchanged';
		if (refusal.code !== 'stale' && refusal.code !== 'orderExists') return refusal;
		job = (await find([order.orderNumber])).get(order.orderNumber);
		if (!job || tries === TRIES) return refusal;
	}
}

const orderOf = (read: WorkOrder, advisorId: string | null): Order => ({
	orderNumber: read.orderNumber,
	vehicle: {
		plate: read.plate,
		vin: read.vin,
		brand: read.brand,
		model: read.model,
		colour: read.colour
	},
	customer: { name: read.customerName, phone: read.phone },
	waiting: read.waiting,
	workType: read.workType,
	work: read.work,
	standardHours: read.standardHours,
	remark: read.note,
	advisorId,
	bookedFor: read.bookedAt,
	promise: read.promise
});

/** Under the same id each time: what was done before the answer got lost is not done again. [CMD2] */
async function send(door: Door, sender: Sender, command: object): Promise<CommandReply> {
	for (const pause of PAUSES) {
		try {
			return await door.perform(command, sender);
		} catch {
			await sleep(pause);
		}
	}
	return door.perform(command, sender);
}

/**
 * The jobs of a workshop by their order's number in the dealer's system: where people corrected it on the
 * board, by the one that was read; an erased one, which has none any more, by its seal.
 */
async function findJobs(
	db: Database,
	secret: string,
	workshopId: string,
	orderNumbers: string[]
): Promise<Map<string, Known>> {
	const sealed = new Map(orderNumbers.map((number) => [orderSeal(secret, workshopId, number), number]));
	const number = foldedSql(sql`coalesce(${jobs.source} ->> 'orderNumber', ${jobs.orderNumber})`);
	const { id, version, status, source, orderSeal: seal } = jobs;
	const rows = await db
		.select({ number, id, version, status, source, seal })
		.from(jobs)
		.where(
			and(
				eq(jobs.workshopId, workshopId),
				or(inArray(number, orderNumbers), inArray(jobs.orderSeal, [...sealed.keys()]))
			)
		)
		// Of one number the job that is not erased counts, which has no moment of that and comes last.
		.orderBy(asc(jobs.erasedAt));
	return new Map(rows.map(({ number, seal, ...job }) => [(seal && sealed.get(seal)) ?? number, job]));
}
