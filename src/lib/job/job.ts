import type { StageKind } from '../model/stage.ts';
import type { Stoppage } from './stoppage.ts';
import type { WorkType } from '../model/work-type.ts';

export interface Vehicle {
	/** Canonical, without separators: 豫A9X770. */
	plate: string;
	vin: string;
	brand: string;
	model: string;
	colour: string;
}

export interface Customer {
	name: string;
	phone: string;
}

/** A stretch of work on the car, epoch milliseconds; `to` is null while it goes on. */
export interface Span {
	from: number;
	to: number | null;
}

export type JobStatus = 'open' | 'delivered' | 'cancelled';

/** What a move may change, kept so that the last one can be taken back whole. [MOVE7] */
export interface Standing {
	status: JobStatus;
	stageId: string;
	stageKind: StageKind;
	/** When the job came into its stage, epoch milliseconds. */
	stageSince: number;
	/** Rank inside the stage: a fractional index, compared by code unit. */
	position: string;
	bayId: string | null;
	/** How often an inspection sent the car back to repair. */
	rework: number;
	arrivedAt: number | null;
	/** When the last work stage was left forwards, epoch milliseconds. */
	repairDoneAt: number | null;
	readyAt: number | null;
	/** When it was delivered or cancelled, epoch milliseconds. */
	closedAt: number | null;
	/** When each kind of stage was last entered, epoch milliseconds. */
	reached: Partial<Record<StageKind, number>>;
	stoppage: Stoppage | null;
	worked: Span[];
}

/** What a work order says: entered by reception or read from the dealer's system. */
export interface Order {
	/** The dealer system's number. */
	orderNumber: string | null;
	vehicle: Vehicle;
	customer: Customer;
	/** The customer waits on the premises. */
	waiting: boolean;
	workType: WorkType;
	work: string;
	standardHours: number | null;
	remark: string;
	advisorId: string | null;
	bookedFor: number | null;
	promise: number | null;
}

/** One vehicle's visit, from booking to delivery. All moments are epoch milliseconds. */
export interface Job extends Standing, Order {
	id: string;
	/** +1 per command done on this job. */
	version: number;
	/** Short code called out in the lounge: A27. */
	ticket: string;
	technicianId: string | null;
	/** The first promise ever given: kept for ever. [PROM1] */
	firstPromise: number | null;
	promiseChange: { from: number | null; reason: string; at: number } | null;
	parking: { spot: string; keyTag: string };
	lastNote: { text: string; by: string; at: number } | null;
	lastMove: { at: number; by: string; before: Standing } | null;
	/** Who did the last command and when: told to whoever comes second. [CMD5] */
	changedBy: string;
	changedAt: number;
	/** What the dealer's system last said, so that an import sees what changed there. [IMP3] */
	source: Order | null;
}
