import type { Job } from '../job/job.ts';
import { isSameReading } from '../job/order-difference.ts';
import { orderKey } from '../model/order-number.ts';
import type { RejectedRow } from './problem.ts';
import { orderOf, isAnotherOrder } from './reading.ts';
import type { WorkOrderFile } from './read-file.ts';
import type { ListedCard, ListedWhy } from '../model/import-run.ts';
import type { WorkOrder } from './work-order.ts';

/** Which orders come in: all that are not over there, or those alone that may still be open. */
export type Choice = 'all' | 'open';

/** A file's order and the job of its number, where there is one. */
export interface Planned {
	order: WorkOrder;
	job: Job | null;
}

/** What an import will do, before it does anything. [IMP17] */
export interface Plan {
	/** New on the board. */
	create: Planned[];
	/** On the board, and something is said differently. */
	change: Planned[];
	/** As it was read last, or closed here. */
	same: number;
	/** Over in the dealer's system, and not on the board: they stay out. By the word that says so. */
	over: Record<string, number>;
	/** Left out by the choice. */
	leftOut: number;
	/** Rows that contradict the board. */
	rejected: RejectedRow[];
	/** Open cards whose orders are over there, or not in the file any more. */
	listed: ListedCard[];
	/** Of the orders that are not over; epoch milliseconds. */
	newestPromise: number | null;
}

export interface PlanInput {
	file: WorkOrderFile;
	/** By order number; `erased` ones take nothing. */
	known: ReadonlyMap<string, { job: Job; erased: boolean }>;
	open: readonly { job: Job; numbers: string[] }[];
	/** Undefined where an order gives no word; null also for a person who is not on the staff yet. */
	advisorOf: (order: WorkOrder, job: Job | null) => string | null | undefined;
	/** Whether a job on the board gets a technician, a bay or a key by an order. */
	handles: (order: WorkOrder, job: Job) => boolean;
	choice: Choice;
	/** When today began in the workshop, epoch milliseconds. */
	today: number;
}

export function makePlan({ file, known, open, advisorOf, handles, choice, today }: PlanInput): Plan {
	const plan: Plan = {
		...{ create: [], change: [], same: 0, over: {}, leftOut: 0, rejected: [], listed: [] },
		newestPromise: null
	};
	const overThere = new Map<string, WorkOrder>();
	for (const order of file.orders) {
		const found = known.get(order.orderNumber);
		const job = found && !found.erased ? found.job : null;
		if (order.over) overThere.set(order.orderNumber, order);
		else plan.newestPromise = Math.max(plan.newestPromise ?? 0, order.promise ?? 0) || null;
		if (found?.erased) plan.same++;
		else if (job && isAnotherOrder(order, job)) plan.rejected.push(anotherOrder(order, job));
		else if (order.over) {
			if (job) plan.same++;
			else plan.over[order.over.word] = (plan.over[order.over.word] ?? 0) + 1;
		} else if (job && job.status !== 'open') plan.same++;
		else if (choice === 'open' && !job && !mayBeOpen(order, today)) plan.leftOut++;
		else if (!job) plan.create.push({ order, job });
		else if (handles(order, job) || changes(order, job, advisorOf(order, job)))
			plan.change.push({ order, job });
		else plan.same++;
	}
	plan.listed = listed(file, open, overThere);
	return plan;
}

/** Whether a car of this order may still be here: promised, or else expected, today or later. */
function mayBeOpen({ promise, arrivedAt, bookedAt }: WorkOrder, today: number): boolean {
	const moment = promise ?? arrivedAt ?? bookedAt;
	return moment == null || moment >= today;
}

function changes(order: WorkOrder, job: Job, advisorId: string | null | undefined): boolean {
	const arrives = order.arrivedAt != null && job.arrivedAt === null;
	return arrives || !isSameReading(job.source, orderOf(order, advisorId, job));
}

function anotherOrder({ line, sheet, writtenNumber }: WorkOrder, job: Job): RejectedRow {
	const { plate } = job.vehicle;
	const cause = { code: 'anotherOrder' as const, plate, name: job.customer.name };
	return {
		line,
		sheet,
		orderNumber: writtenNumber,
		problems: [{ column: '', value: writtenNumber, ...cause }]
	};
}

/** Of a file of which something was hidden nobody knows what it no longer has. */
function listed(
	{ orders, rejected, sheets }: WorkOrderFile,
	open: PlanInput['open'],
	overThere: ReadonlyMap<string, WorkOrder>
): ListedCard[] {
	const here = new Set([
		...orders.map(({ orderNumber }) => orderNumber),
		...rejected.map(({ orderNumber }) => orderKey(orderNumber))
	]);
	const isWhole = sheets.every(({ hiddenRows, reason }) => hiddenRows === 0 && reason !== 'hidden');
	return open.flatMap(({ job, numbers }): ListedCard[] => {
		const card = (why: ListedWhy, word: string): ListedCard => ({
			...{ id: job.id, version: job.version, why, word, ticket: job.ticket },
			...{ orderNumber: job.orderNumber ?? '', plate: job.vehicle.plate }
		});
		const order = numbers.map((number) => overThere.get(number)).find((each) => each !== undefined);
		if (order?.over) return isAnotherOrder(order, job) ? [] : [card(order.over.how, order.over.word)];
		if (numbers.some((number) => here.has(number)) || !isWhole) return [];
		return [card('gone', '')];
	});
}
