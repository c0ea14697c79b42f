import type { BoardCard } from '../../feeds/board.ts';
import type { JobEvent } from '../../job/event.ts';
import type { Actor } from '../../model/actor.ts';

/** Something that happened to a job, and who did it. */
export interface PastEvent {
	/** The workshop's revision, and the place inside it. */
	revision: number;
	ordinal: number;
	/** Epoch milliseconds. */
	at: number;
	actor: Actor;
	/** From which screen: board, import, demo. */
	screen: string;
	event: JobEvent;
}

/** A job with its history, the newest first. */
export interface JobPast {
	job: BoardCard;
	events: PastEvent[];
	/** Who stands in it, by id: a board knows only who works here or is on a card. */
	names: Record<string, string>;
}
