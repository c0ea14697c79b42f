import { parentPort, workerData } from 'node:worker_threads';
import { type FormRefusal, Refused } from '../model/refusal.ts';
import { readFile, type ReadOptions, type WorkOrderFile } from './read-file.ts';

/* The thread in which one file is read. Whoever started it ends it when it takes too long. */

export interface Task {
	bytes: Uint8Array;
	options: ReadOptions;
}

/** The rows in portions, each short enough for the receiving thread to go on with its work between two. */
export type Portion =
	| { file: Omit<WorkOrderFile, 'orders' | 'rejected'> }
	| { orders: WorkOrderFile['orders'] }
	| { rejected: WorkOrderFile['rejected'] }
	| { unreadable: FormRefusal }
	| { done: true };

const portionRows = 500;

const say = (portion: Portion) => parentPort?.postMessage(portion);

function* portions<Item>(items: Item[]): Generator<Item[]> {
	for (let at = 0; at < items.length; at += portionRows) yield items.slice(at, at + portionRows);
}

try {
	const { bytes, options } = workerData as Task;
	const { orders, rejected, ...file } = readFile(bytes, options);
	say({ file });
	for (const portion of portions(orders)) say({ orders: portion });
	for (const portion of portions(rejected)) say({ rejected: portion });
	say({ done: true });
} catch (error) {
	if (!(error instanceof Refused)) throw error;
	say({ unreadable: error.refusal });
}
