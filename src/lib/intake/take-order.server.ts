import { uuidv7 } from 'uuidv7';
import type { Door } from '../commands/perform.server.ts';
import type { Sender } from '../commands/sender.ts';
import type { Job } from '../job/job.ts';
import { type Floor, type Handled, handling } from './handling.server.ts';
import type { Known, Numbered } from './known-jobs.server.ts';
import { orderOf } from './reading.ts';
import type { RefusedRow } from './report.ts';
import type { RunJob } from '../model/import-run.ts';
import { send } from './send.server.ts';
import type { WorkOrder } from './work-order.ts';

/** How often a row is retried while a user changes the same job on the board. */
const TRIES = 5;

export interface Means {
	door: Door;
	sender: Sender;
	floor: Floor;
	advisorOf: (order: WorkOrder, job: Job | null) => string | null | undefined;
	find: (numbers: Numbered[]) => Promise<Map<string, Known>>;
	handledOf: (job: Job) => Handled;
}

export interface Taken {
	outcome: 'created' | 'updated' | 'unchanged' | RefusedRow['refusal'];
	/** Null where nothing was changed. */
	done: RunJob | null;
}

/** What becomes of one order. A user who changes or makes the same job at the same time comes first. [CMD5] */
export async function takeOrder(order: WorkOrder, known: Job | null, means: Means): Promise<Taken> {
	const { door, sender, find } = means;
	let job = known;
	for (let tries = 1; ; tries++) {
		const { arrivedAt = null } = order;
		const reading = orderOf(order, means.advisorOf(order, job), job);
		// Before the arrival, so that the arrival is the last move and can be taken back.
		const from = job?.version ?? 0;
		const expect: number = job ? await handle(order, job, { id: job.id, from, to: from }, means) : 0;
		const handled = expect > from;
		const reply = await send(door, sender, {
			id: uuidv7(),
			order: reading,
			arrivedAt,
			...(job
				? { type: 'readSource', jobId: job.id, expect }
				: { type: 'book', jobId: uuidv7(), fromSource: true })
		});
		if (reply.ok) {
			const done = { id: reply.id, from, to: reply.version };
			if (!job) return { outcome: 'created', done: { ...done, to: await handle(order, null, done, means) } };
			// People's own values stayed: the card looks as it did.
			const looksSame = !handled && reply.did.every((event) => event === 'sourceRead');
			return { outcome: looksSame ? 'unchanged' : 'updated', done };
		}
		const { refusal } = reply;
		if (refusal.code === 'nothingChanged') {
			if (!job || !handled) return { outcome: 'unchanged', done: null };
			return { outcome: 'updated', done: { id: job.id, from, to: expect } };
		}
		if (refusal.code !== 'stale' && refusal.code !== 'orderExists') return { outcome: refusal, done: null };
		job = (await find([order])).get(order.orderNumber)?.job ?? null;
		if (!job || tries === TRIES) return { outcome: refusal, done: null };
	}
}

/** @returns the job's version in the end; a command that is refused leaves the card as people have it */
async function handle(order: WorkOrder, job: Job | null, { id, to }: RunJob, means: Means): Promise<number> {
	let version = to;
	const handled = job ? means.handledOf(job) : { dispatched: false, parked: false };
	if (job && job.status !== 'open') return version;
	for (const command of handling(means.floor, order, job, handled)) {
		const reply = await send(means.door, means.sender, {
			id: uuidv7(),
			jobId: id,
			expect: version,
			...command
		});
		if (reply.ok) version = reply.version;
	}
	return version;
}
