import type { FeedName } from '../feeds/index.ts';
import { FeedClient } from './feed-client.ts';
import { type Card, type Message, type ModelServer, picture } from './model.testing.ts';
import type { JoinReply, Mark } from './protocol.ts';
import type { Replica } from './replica.ts';

/** A clock that jumps from one thing to the next; milliseconds. */
export class VirtualTime {
	now = 0;
	#queue: { at: number; run: () => void }[] = [];

	later(run: () => void, milliseconds: number): void {
		this.#queue.push({ at: this.now + milliseconds, run });
	}

	async pass(milliseconds: number): Promise<void> {
		const end = this.now + milliseconds;
		for (;;) {
			this.#queue.sort((a, b) => a.at - b.at);
			const next = this.#queue[0];
			if (!next || next.at > end) break;
			this.#queue.shift();
			this.now = next.at;
			next.run();
			// Answers are promises: let them through before the next thing happens.
			for (let turn = 0; turn < 4; turn++) await undefined;
		}
		this.now = end;
	}
}

/** Yes, with a chance in percent; and any number below `below`. */
export interface Luck {
	chance(percent: number): boolean;
	below(limit: number): number;
}

/** A screen on a line that drops, doubles, delays and reorders what it carries. */
export class Screen {
	replica: Replica<Card, unknown> | null = null;
	/** Replicas that the database never was like, or that went back in time. */
	wrong: string[] = [];
	faulty = true;
	feed: FeedName;
	#server: ModelServer;
	#time: VirtualTime;
	#luck: Luck;
	#client: FeedClient<Card, unknown>;
	/** Which connection; 0 for none. What an earlier one carried is lost. */
	#line = 0;
	#lines = 0;
	#inRoom = false;

	constructor(feed: FeedName, server: ModelServer, time: VirtualTime, luck: Luck) {
		this.feed = feed;
		this.#server = server;
		this.#time = time;
		this.#luck = luck;
		this.#client = new FeedClient<Card, unknown>(
			{
				join: (since) => this.#join(since),
				elapsed: () => time.now,
				later: (run, milliseconds) => time.later(run, milliseconds)
			},
			{ replica: (replica) => this.#took(replica), heard: () => {}, denied: () => {} },
			null
		);
	}

	connect(): void {
		if (this.#line) return;
		this.#line = ++this.#lines;
		this.#client.connected();
	}

	disconnect(): void {
		if (!this.#line) return;
		this.#line = 0;
		this.#inRoom = false;
		this.#client.disconnected();
	}

	/** The server says something to the room. */
	send(message: Message): void {
		if (!this.#line || !this.#inRoom) return;
		// A customer's feed is not counted by settings: that a reset comes is the connection's promise.
		const sure = !this.faulty || (this.feed === 'job' && message.type === 'reset');
		if (!sure && this.#luck.chance(20)) return;
		this.#carry(() => this.#receive(message));
		if (this.faulty && this.#luck.chance(15)) this.#carry(() => this.#receive(message));
	}

	#receive(message: Message): void {
		if (message.type === 'change') this.#client.change(message.change);
		else if (message.type === 'reset') this.#client.reset();
		else this.#client.pulse(message.pulse);
	}

	/** There after a while, if the line still stands; in order only where no fault is wanted. */
	#carry(run: () => void): void {
		const line = this.#line;
		const wait = this.faulty ? this.#luck.below(this.#luck.chance(10) ? 15_000 : 60) : 5;
		this.#time.later(() => line === this.#line && run(), wait);
	}

	#join(since: Mark | null): Promise<JoinReply<Card, unknown>> {
		return new Promise((resolve, reject) => {
			this.#time.later(() => reject(new Error('timeout')), 8_000);
			if (this.faulty && this.#luck.chance(10)) return;
			this.#carry(() => {
				if (this.faulty && this.#luck.chance(5)) return resolve({ ok: false, code: 'unavailable' });
				this.#inRoom = true;
				const reply = this.#server.readSince(this.feed, since);
				if (this.faulty && this.#luck.chance(10)) return;
				this.#carry(() => resolve(reply));
			});
		});
	}

	#took(replica: Replica<Card, unknown>): void {
		const { epoch, revision, cards, meta } = replica;
		const before = this.replica;
		if (before?.epoch === epoch && revision < before.revision) this.wrong.push(`back to ${revision}`);
		this.replica = replica;
		const then = this.#server.history.get(`${this.feed} ${epoch} ${revision}`);
		if (this.feed !== 'job' && then !== picture(cards.values(), meta))
			this.wrong.push(`revision ${revision}`);
	}
}
