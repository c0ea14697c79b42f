import type { CaseEvent } from '../../case/event.ts';
import type { CaseCard } from '../../feeds/cases.ts';
import type { Customer } from '../../job/job.ts';
import type { Actor } from '../../model/actor.ts';

/** A visit that a case is about, or may be about. */
export interface CaseJob {
	id: string;
	ticket: string;
	plate: string;
	model: string;
	customer: Customer;
	isOpen: boolean;
}

/** A case with its history, the newest first. */
export interface CasePast {
	case: CaseCard;
	job: CaseJob | null;
	events: PastCaseEvent[];
	/** Who stands in it, by id: the page knows only who works here now. */
	names: Record<string, string>;
}

export interface PastCaseEvent {
	/** The workshop's revision, and the place inside it. */
	revision: number;
	ordinal: number;
	/** Epoch milliseconds. */
	at: number;
	actor: Actor;
	screen: string;
	event: CaseEvent;
}

/** The cases closed lately, the last first, and the visits that they are about. */
export interface ClosedCases {
	cases: CaseCard[];
	jobs: CaseJob[];
}
