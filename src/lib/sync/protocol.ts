import type { Accepted, Refused } from '../commands/reply.ts';
import type { PaintedReport } from '../model/screen-report.ts';
import type { ScreenKind } from '../model/screen.ts';

/*
 * What travels between server and screens over Socket.IO (see docs/protocol.md). A screen emits `join` and,
 * on the board, `command`, each acknowledged, `active` from a shared tablet, `painted` from a wall or lounge; the
 * server emits `change`, `reset`, `pulse` and, to walls and lounges, `orders`.
 */

/** How often the server tells each room where it stands: a lost last message leaves no gap to see. [SYNC6] */
export const PULSE_EVERY = 5_000;

/** A place in a line of revisions. */
export interface Mark {
	/** Random id of the line; another one means that nothing known still holds. */
	epoch: string;
	revision: number;
}

export interface Snapshot<Card = unknown, Meta = unknown> extends Mark {
	/** Of the feed: see `Feed`. Absent in what a build before versions made: the first. [VER1] */
	version?: number;
	meta: Meta;
	cards: Card[];
}

/** Everything that happened after `from` up to and including `to`, as whole cards. [SYNC3] */
export interface Change<Card = unknown> {
	epoch: string;
	from: number;
	to: number;
	changed: Card[];
	/** Jobs that this feed shows no longer. */
	gone: string[];
}

export interface Pulse extends Mark {
	/** The server's clock, epoch milliseconds. */
	now: number;
	/** The running build; another one than the page's own asks for a reload. */
	build: string;
	/**
	 * The room was told all that was committed by then: milliseconds by a clock of the process's own, which
	 * `arrivedAt` of a join is read from too.
	 */
	confirmedAt: number;
}

/** The mark a screen already has, or null to get everything. */
export interface JoinRequest {
	since: Mark | null;
}

interface Joined {
	ok: true;
	now: number;
	build: string;
	/** When the question arrived, by the clock that pulses' `confirmedAt` is read from. */
	arrivedAt: number;
}

export type JoinReply<Card = unknown, Meta = unknown> =
	| (Joined & { snapshot: Snapshot<Card, Meta> })
	| (Joined & { change: Change<Card> })
	| { ok: false; code: 'denied' | 'unavailable' | 'invalid' }
	/** The page's build knows another version of the feed: it has to be loaded again. [VER1] */
	| { ok: false; code: 'version'; now: number; build: string };

/** The same as it travels: to those who can unpack it, the snapshot is gzip of its JSON. */
export type WireJoinReply<Card = unknown, Meta = unknown> =
	JoinReply<Card, Meta> | (Joined & { packed: Uint8Array | ArrayBuffer });

/** What a desk wants of a wall or lounge: told when it connects, and whenever it changes. [SCR4] [SCR6] */
export interface Orders {
	/** Its kind by now: a page of the other kind gives way. */
	kind: ScreenKind;
	/** When its settings last changed, epoch milliseconds: a page that was made with older ones loads them. */
	changedAt: number;
	/** When somebody last asked for its page to be loaded anew. */
	reloadAskedAt: number | null;
}

/** The answer to a command: a refusal shows what it was about as the sender's feed does. [FEED10] */
export type WireReply<Card = unknown> = Accepted | (Pick<Refused, 'ok' | 'refusal'> & { card: Card | null });

export interface ServerToScreen {
	change(change: Change): void;
	/** Settings or epoch changed: ask for a snapshot. */
	reset(mark: Mark): void;
	pulse(pulse: Pulse): void;
	orders(orders: Orders): void;
}

export interface ScreenToServer {
	join(request: JoinRequest, reply: (answer: WireJoinReply) => void): void;
	/** With `until` beside what the command says: when its sender's time for it is over, by the server's clock. [CMD12] */
	command(command: unknown, reply: (answer: WireReply) => void): void;
	/** Somebody touched the shared tablet: it goes on being their turn. [STA2] */
	active(): void;
	/** A wall or lounge tells what it has painted. [SCR5] */
	painted(report: PaintedReport): void;
}

/**
 * How a socket says what it wants to follow: a workshop's board by its staff, or whatever a token opens; a wall
 * or lounge with the kind of its page, which is no longer what the screen is if a desk changed it meanwhile.
 */
export type Handshake = { workshop: string; feed?: 'cases' } | { token: string; kind?: ScreenKind };
