import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import { freshnessOf } from '../../src/lib/model/freshness.ts';
import type { JoinReply, Mark, Snapshot } from '../../src/lib/sync/protocol.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import {
	CONNECT_TIMEOUT,
	DEAD_AFTER,
	KNOCK_AFTER_REFUSAL,
	PATIENCE,
	RECONNECTION
} from '../../src/lib/sync/reconnect.ts';
import { fromSnapshot, type Replica } from '../../src/lib/sync/replica.ts';
import { picture } from './picture.testing.ts';
import type { Card, Client } from './product.testing.ts';
import type { Ear, Server, Told } from './server.testing.ts';
import type { Surroundings } from './surroundings.testing.ts';
import { Wire, type Way } from './wire.testing.ts';

/** How long a page waits for its data, and after how long one without is loaded anew, milliseconds. */
const PAGE_TIMEOUT = 3_000;
const RELOAD_AFTER = 500;
/** How often a screen measures how long it heard nothing, milliseconds. */
const LOOK_EVERY = 1_000;
/** An attempt that timed out is followed by the next within this time, milliseconds. */
const SPREAD = 500;

/** What goes on at a screen, for whoever watches. */
export interface ScreenEvents {
	shows(screen: Screen): void;
	/** Something arrived, of whatever kind. */
	received(screen: Screen, what: object): void;
}

/** One page: loaded from any server, then following its feed with the product's own client. */
export class Screen {
	name: string;
	of: FeedOf;
	way: Way;
	replica: Replica<Card, object> | null = null;
	/** What is shown lacks nothing committed by then, as far as the screen knows; simulated milliseconds. */
	asOf = 0;
	wire: Wire | null = null;
	#world: Surroundings;
	#balance: () => Server | null;
	#events: ScreenEvents;
	#client: Client | null = null;
	/** Where the connection leads; null while there is none. */
	#server: Server | null = null;
	#ear: Ear | null = null;
	/** A server answered; who this is may still be asked. */
	#open = false;
	#connected = false;
	/** Counts page loads: what an earlier page began comes to nothing. */
	#page = 0;
	#tries = 0;

	/** @param balance the load balancer: any server that may be alive */
	constructor(
		world: Surroundings,
		{ name, of, way, balance }: { name: string; of: FeedOf; way: Way; balance: () => Server | null },
		events: ScreenEvents
	) {
		[this.#world, this.name, this.of, this.way] = [world, name, of, way];
		[this.#balance, this.#events] = [balance, events];
	}

	get silence(): number {
		return this.#world.time.now - this.asOf;
	}

	get freshness() {
		return freshnessOf(this.silence);
	}

	/** All that it shows. */
	get picture(): number | null {
		return this.replica && picture(this.replica.cards.values(), this.replica.meta);
	}

	get connected(): boolean {
		return this.#connected;
	}

	/** Its connection is dead, and it does not know. */
	get deceived(): boolean {
		return this.#open && this.wire?.dead === true;
	}

	/** Loads the page, or loads it anew. */
	load(): void {
		const page = ++this.#page;
		this.#hangUp();
		this.#client?.disconnected();
		this.#client = null;
		this.replica = null;
		const { time } = this.#world;
		const again = () => this.#ifStill(page, RELOAD_AFTER, () => this.load());
		const server = this.#balance();
		if (!server) return again();
		const asked = time.now;
		let answered = false;
		const wire = this.#wireTo(server);
		const answer = (snapshot: Snapshot<Card, object> | null) => {
			if (page !== this.#page || answered) return;
			answered = true;
			this.#hangUp();
			if (snapshot) this.#opened(snapshot, asked);
			else again();
		};
		wire.onLost.screen = () => answer(null);
		wire.up(() => server.reach(() => server.page(this.of, (page) => wire.down(() => answer(page)))));
		this.#ifStill(page, PAGE_TIMEOUT, () => answer(null));
	}

	/** Sends a command; an answer may never come. */
	send(command: AnyCommand, answered: (reply: CommandReply) => void): void {
		const [server, ear, wire] = [this.#server!, this.#ear!, this.wire!];
		wire.up(() =>
			server.reach(() =>
				server.command(ear, command, (reply) =>
					wire.down(() => {
						this.#events.received(this, reply);
						answered(reply);
					})
				)
			)
		);
	}

	#opened(snapshot: Snapshot<Card, object>, asked: number): void {
		const { product, time, random } = this.#world;
		this.#events.received(this, snapshot);
		this.asOf = asked;
		this.#client = product.client(
			{
				join: (since) => this.#join(since),
				elapsed: () => time.now,
				later: (run, milliseconds) => void time.later(run, milliseconds)
			},
			{
				replica: (replica) => this.#took(replica),
				heard: () => {},
				current: (asOf) => (this.asOf = asOf),
				denied: () => this.#world.trace.violate(`${this.name} is denied its feed`)
			},
			snapshot
		);
		this.#took(fromSnapshot(snapshot));
		const page = this.#page;
		// Its scripts are loaded.
		this.#ifStill(page, random.between(20, 800), () => this.#knock());
	}

	#took(replica: Replica<Card, object>): void {
		this.replica = replica;
		this.#events.shows(this);
	}

	#knock(): void {
		const { random, time } = this.#world;
		const page = this.#page;
		const server = this.#balance();
		const again = (wait: number) => this.#ifStill(page, wait, () => !this.wire && this.#knock());
		const backOff = () => {
			const { reconnectionDelay, reconnectionDelayMax, randomizationFactor } = RECONNECTION;
			const mean = Math.min(reconnectionDelayMax, reconnectionDelay * 2 ** this.#tries++);
			again(mean * (1 + (2 * random.next() - 1) * randomizationFactor));
		};
		if (!server) return backOff();
		const wire = this.#wireTo(server);
		const ear: Ear = { wire, of: this.of, hear: (...told) => this.#hear(wire, told) };
		const lost = (then: () => void) => {
			if (this.wire !== wire) return;
			this.#hangUp();
			this.#client?.disconnected();
			then();
		};
		wire.onLost.screen = () => lost(backOff);
		const look = () => {
			if (this.wire !== wire) return;
			if (time.now - wire.heardAt > DEAD_AFTER) lost(() => this.#knock());
			else this.#ifStill(page, LOOK_EVERY, look);
		};
		const opened = () => {
			this.#open = true;
			look();
		};
		const answered = (admitted: boolean) => {
			if (this.wire !== wire) return;
			if (!admitted) {
				this.#hangUp();
				return again(KNOCK_AFTER_REFUSAL);
			}
			this.#tries = 0;
			[this.#server, this.#ear, this.#connected] = [server, ear, true];
			this.#world.trace.add(`${this.name} is connected to ${server.name}`);
			this.#client?.connected();
		};
		wire.up(() =>
			server.reach(() => {
				wire.down(opened);
				server.ping(wire);
				server.admit(ear, (admitted) => wire.down(() => answered(admitted)));
			})
		);
		this.#ifStill(page, CONNECT_TIMEOUT, () => {
			if (!this.#open) lost(() => again(random.between(0, SPREAD)));
		});
	}

	#hear(wire: Wire, told: Told): void {
		const client = this.#client;
		if (wire !== this.wire || !client) return;
		this.#events.received(this, told[1]);
		if (told[0] === 'change') client.change(told[1] as never);
		else if (told[0] === 'reset') client.reset();
		else client.pulse(told[1]);
	}

	#join(since: Mark | null): Promise<JoinReply<Card, object>> {
		const { time, trace } = this.#world;
		const [server, ear, wire] = [this.#server!, this.#ear!, this.wire!];
		trace.add(
			`${this.name} joins with ${since ? `${since.epoch.slice(0, 4)} ${since.revision}` : 'nothing'}`
		);
		return new Promise((resolve, reject) => {
			time.later(() => reject(new Error('no answer')), PATIENCE);
			wire.up(() =>
				server.reach(() =>
					server.join(ear, since, (reply) =>
						wire.down(() => {
							this.#events.received(this, reply);
							resolve(reply);
						})
					)
				)
			);
		});
	}

	#wireTo(server: Server): Wire {
		const wire = new Wire(this.#world.time, this.#world.random, this.way);
		this.wire = wire;
		server.accept(wire);
		return wire;
	}

	#hangUp(): void {
		const wire = this.wire;
		[this.wire, this.#server, this.#ear] = [null, null, null];
		this.#open = this.#connected = false;
		wire?.cut();
	}

	#ifStill(page: number, milliseconds: number, run: () => void): void {
		this.#world.time.later(() => {
			if (page === this.#page) run();
		}, milliseconds);
	}
}
