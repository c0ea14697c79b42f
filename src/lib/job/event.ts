import type { Order, Standing } from './job.ts';
import type { StageKind } from '../model/stage.ts';
import type { StoppageReason } from './stoppage.ts';

/** Where a job goes: events carry the kind, so that `evolve` needs no settings. */
export interface Destination {
	stageId: string;
	stageKind: StageKind;
	position: string;
}

/** What happened to a job, in the past tense. Appended for ever: the audit log and the source of KPIs. */
export type JobEvent =
	| ({ type: 'booked'; ticket: string; order: Order; fromSource: boolean } & Destination)
	| ({ type: 'checkedIn'; arrivedAt: number } & Destination)
	| ({ type: 'moved'; from: string; rework: boolean } & Destination)
	| { type: 'moveUndone'; restored: Standing }
	| {
			type: 'dispatched';
			technicianId: string | null;
			bayId: string | null;
			standardHours: number | null;
	  }
	| {
			type: 'stopped';
			reason: StoppageReason;
			expectedUntil: number | null;
			note: string;
			otherWork: boolean;
			blocksBay: boolean;
	  }
	| { type: 'resumed' }
	| { type: 'promiseRevised'; promise: number; previous: number | null; reason: string }
	| { type: 'parked'; spot: string; keyTag: string }
	| { type: 'noted'; text: string }
	| { type: 'amended'; order: Partial<Order> }
	/** Null where the only reading was taken back. */
	| { type: 'sourceRead'; source: Order | null }
	| { type: 'delivered' }
	| { type: 'cancelled'; reason: string };

export type JobEventType = JobEvent['type'];
