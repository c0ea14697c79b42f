import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { FairQueue } from './fair-queue.ts';
import { type FormRefusal, Refused } from '../model/refusal.ts';
import type { ReadOptions, WorkOrderFile } from './read-file.ts';
import type { Portion, Task } from './reading-thread.ts';

/** A year of work orders takes a tenth of it. */
const heapLimitMb = 384;
/** Milliseconds. A file of 20,000 work orders takes 3 s on a slow machine. */
const timeLimit = 20_000;

/** Threads at once: as many take that much memory and that many cores. */
const threads = 2;
/** Files of one workshop that wait. Three people import at once; a hundred is no work. */
const longestQueue = 4;

const queue = new FairQueue(threads, longestQueue);

function readInThread(bytes: Uint8Array, options: ReadOptions, within: number): Promise<WorkOrderFile> {
	// By its name in the package: a bundle of the server lies elsewhere than this file.
	const thread = createRequire(import.meta.url).resolve('#lib/intake/reading-thread.ts');
	// A copy of its own, given away to the thread: `bytes` may be a window on a larger buffer.
	const copy = new Uint8Array(bytes);
	const task: Task = { bytes: copy, options };
	const worker = new Worker(thread, {
		env: {},
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: heapLimitMb },
		transferList: [copy.buffer],
		workerData: task
	});
	const orders: WorkOrderFile['orders'] = [];
	const rejected: WorkOrderFile['rejected'] = [];
	let file: Omit<WorkOrderFile, 'orders' | 'rejected'>;
	return new Promise<WorkOrderFile>((done, fail) => {
		const refuse = (refusal: FormRefusal) => fail(new Refused(refusal));
		const timer = setTimeout(() => refuse({ code: 'tooComplex' }), within);
		worker.on('message', (portion: Portion) => {
			if ('unreadable' in portion) refuse(portion.unreadable);
			else if ('file' in portion) file = portion.file;
			else if ('orders' in portion) orders.push(...portion.orders);
			else if ('rejected' in portion) rejected.push(...portion.rejected);
			else done({ ...file, orders, rejected });
		});
		worker.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refuse({ code: 'tooComplex' }) : fail(error)
		);
		worker.once('exit', () => {
			clearTimeout(timer);
			refuse({ code: 'tooComplex' });
		});
	}).finally(() => worker.terminate());
}

/**
 * Reads a dealer's list of work orders, all of it in a thread of its own whose memory and time are limited.
 * Each workshop's files are read one after another; workshops take turns. [IMP7] [IMP8]
 *
 * @param options with `within`, the milliseconds it may take
 * @throws Refused where nothing of it can be taken in
 */
export async function readWorkOrders(
	bytes: Uint8Array,
	{ id = '', within = timeLimit, ...options }: ReadOptions & { id?: string; within?: number }
): Promise<WorkOrderFile> {
	const turn = queue.take(id, () => readInThread(bytes, options, within));
	if (!turn) throw new Refused({ code: 'busy' });
	return turn;
}
