import type { CommandRefusal } from '../model/refusal.ts';
import type { AnyState } from '../streams/streams.ts';

/** `did`: the types of the events that a command made, in order. `id`: of the job or case it changed. */
export interface Accepted {
	ok: true;
	revision: number;
	id: string;
	version: number;
	did: string[];
}

export interface Refused<State = AnyState> {
	ok: false;
	refusal: CommandRefusal;
	/** It as it is now, where it exists and the sender may see it. */
	state: State | null;
}

/** What a command came to, inside the server. A screen gets `WireReply`. */
export type CommandReply = Accepted | Refused;
