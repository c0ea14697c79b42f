import type { Change, JoinReply, Mark, Pulse, Snapshot } from './protocol.ts';
import { applyChange, fromSnapshot, isBehind, type Replica } from './replica.ts';

/** How long a join may stay unanswered before it is asked again, milliseconds. */
const PATIENCE = 10_000;
/** The pause before asking again after an answer that did not help, milliseconds. */
const PAUSE = 1_000;
/** A join that took longer there and back, milliseconds, says too little of the server's clock: ask again. */
const GOOD_MEASURE = 1_000;
/** Changes kept while a snapshot is on its way; beyond that the feed asks anew. */
const BUFFER = 500;

/** What the client needs of a connection: Socket.IO's in a browser, a made one in tests. */
export interface Connection<Card, Meta> {
	join(since: Mark | null): Promise<JoinReply<Card, Meta>>;
	/** Milliseconds, any origin, never going back. */
	elapsed(): number;
	later(run: () => void, milliseconds: number): void;
}

export interface FeedEvents<Card, Meta> {
	replica(replica: Replica<Card, Meta>): void;
	/** The server was heard and spoke of the present: epoch milliseconds by its clock, and its build. */
	heard(now: number, build: string): void;
	/** What is shown lacks nothing that was committed by this moment of `elapsed`. [SYNC8] */
	current(asOf: number): void;
	/** The server serves another version of the feed. [VER1] */
	outdated?(): void;
	/** The link or the session no longer opens this feed. */
	denied(): void;
}

/**
 * Keeps a replica of one feed: joins, buffers, takes a snapshot, applies changes in order, catches up
 * after a gap. Knows nothing of Socket.IO or Svelte. [SYNC1-SYNC6]
 */
export class FeedClient<Card extends { id: string }, Meta> {
	#connection: Connection<Card, Meta>;
	#events: FeedEvents<Card, Meta>;
	#replica: Replica<Card, Meta> | null;
	#connected = false;
	/** The join under way; an answer to an earlier one is thrown away. */
	#asking = 0;
	#asked = 0;
	#buffer: Change<Card>[] = [];
	/**
	 * How far the clock of the process that answers is ahead of ours, at most, and how long the join took that
	 * told so: its question arrived after it was sent.
	 */
	#ahead: { atMost: number; took: number } | null = null;
	#asOf = -Infinity;

	constructor(
		connection: Connection<Card, Meta>,
		events: FeedEvents<Card, Meta>,
		initial: Snapshot<Card, Meta> | null
	) {
		this.#connection = connection;
		this.#events = events;
		this.#replica = initial && fromSnapshot(initial);
	}

	connected(): void {
		this.#connected = true;
		// Another process may answer now, by another clock.
		this.#ahead = null;
		this.#ask(this.#mark());
	}

	disconnected(): void {
		this.#connected = false;
		this.#asking = 0;
	}

	change(change: Change<Card>): void {
		if (this.#asking) this.#buffer.push(change);
		else this.#apply(change);
		if (this.#buffer.length > BUFFER) this.#ask(null);
	}

	/** Settings or epoch changed on the server: nothing known still holds for sure. */
	reset(): void {
		this.#ask(null);
	}

	pulse({ epoch, revision, now, build, confirmedAt }: Pulse): void {
		this.#events.heard(now, build);
		if (this.#asking || !this.#replica) return;
		if (isBehind(this.#replica, { epoch, revision })) return this.#ask(this.#mark());
		if (!this.#ahead) return;
		this.#current(confirmedAt - this.#ahead.atMost);
		if (this.#ahead.took > GOOD_MEASURE) this.#ask(this.#mark());
	}

	/** Asks for everything anew: the calendar in the snapshot has run out. */
	refresh(): void {
		if (!this.#asking) this.#ask(null);
	}

	#current(asOf: number): void {
		if (asOf <= this.#asOf) return;
		this.#asOf = asOf;
		this.#events.current(asOf);
	}

	#measure(arrivedAt: number, sent: number): void {
		const measured = { atMost: arrivedAt - sent, took: this.#connection.elapsed() - sent };
		if (!this.#ahead || measured.atMost < this.#ahead.atMost) this.#ahead = measured;
	}

	#mark(): Mark | null {
		return this.#replica && { epoch: this.#replica.epoch, revision: this.#replica.revision };
	}

	#apply(change: Change<Card>): void {
		if (!this.#replica) return;
		const before = this.#replica;
		const { replica, behind } = applyChange(before, change);
		if (replica !== before) {
			this.#replica = replica;
			this.#events.replica(replica);
		}
		if (behind) this.#ask(this.#mark());
	}

	#ask(since: Mark | null): void {
		if (!this.#connected) return;
		const asking = (this.#asking = ++this.#asked);
		this.#buffer = [];
		const again = () => {
			if (this.#asking === asking) this.#ask(since);
		};
		this.#connection.later(again, PATIENCE);
		const sent = this.#connection.elapsed();
		this.#connection.join(since).then(
			(reply) => {
				if (this.#asking !== asking) return;
				if (reply.ok) this.#joined(reply, sent);
				else if (reply.code === 'unavailable') this.#connection.later(again, PAUSE);
				else if (reply.code === 'version') this.#outdated(reply, again);
				else this.#events.denied();
			},
			() => this.#connection.later(again, PAUSE)
		);
	}

	/** The page loads again at its next good moment; what it shows grows stale until then. [VER1] */
	#outdated({ now, build }: { now: number; build: string }, again: () => void): void {
		this.#events.heard(now, build);
		this.#events.outdated?.();
		this.#connection.later(again, PATIENCE);
	}

	#joined(reply: Extract<JoinReply<Card, Meta>, { ok: true }>, sent: number): void {
		const buffered = this.#buffer;
		this.#asking = 0;
		this.#buffer = [];
		this.#events.heard(reply.now + (this.#connection.elapsed() - sent) / 2, reply.build);
		this.#measure(reply.arrivedAt, sent);
		if ('snapshot' in reply) {
			this.#replica = fromSnapshot(reply.snapshot);
			this.#events.replica(this.#replica);
		} else {
			this.#apply(reply.change);
		}
		// The database was read after the question was sent.
		if (!this.#asking) this.#current(sent);
		for (const change of buffered) {
			if (this.#asking) this.#buffer.push(change);
			else this.#apply(change);
		}
	}
}
