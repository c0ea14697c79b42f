import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import { NOW } from '../../src/lib/job/job.testing.ts';
import type { Clock } from '../../src/lib/sync/clock.ts';
import type { Lines } from '../../src/lib/sync/read-workshop.server.ts';
import type { JoinReply, Mark, ServerToScreen, Snapshot } from '../../src/lib/sync/protocol.ts';
import { type FeedOf, readSnapshot } from '../../src/lib/sync/read-feed.server.ts';
import { PING_EVERY } from '../../src/lib/sync/reconnect.ts';
import { Snapshots } from '../../src/lib/sync/snapshots.server.ts';
import { presenceOf } from '../../src/lib/sync/relay.server.ts';
import type { Asker, Way } from './database.testing.ts';
import type { Card, TheDoor, TheRelay } from './product.testing.ts';
import type { Surroundings } from './surroundings.testing.ts';
import type { Wire } from './wire.testing.ts';

export type Told = { [Event in keyof ServerToScreen]: [Event, Parameters<ServerToScreen[Event]>[0]] }[
	'change' | 'reset' | 'pulse'];
/** The end of a connection at its server: where the screen's ears are. */
export interface Ear {
	wire: Wire;
	of: FeedOf;
	hear(...told: Told): void;
}

/** One server process: the product's relay and the order of a join, with everything around them made. */
export class Server implements Asker {
	name: string;
	build: string;
	way: Way = 'up';
	state: 'running' | 'paused' | 'dead' = 'running';
	/** How far its clock was set wrong, milliseconds. */
	clockOff = 0;
	#world: Surroundings;
	#held: (() => void)[] = [];
	#rooms = new Map<string, Set<Ear>>();
	#wires = new Set<Wire>();
	#clock: Clock;
	#lines: Lines;
	#snapshots: Snapshots;
	#relay: TheRelay;
	#door: TheDoor;
	#stopListening: () => void;

	constructor(world: Surroundings, name: string, build: string) {
		[this.#world, this.name, this.build] = [world, name, build];
		const { product, database, word } = world;
		this.#clock = this.#makeClock();
		this.#lines = product.lines(database, this);
		this.#snapshots = new Snapshots(this.#lines, this.#clock);
		this.#door = product.door(database, this);
		this.#relay = product.relay({
			clock: this.#clock,
			lines: this.#lines,
			build,
			emit: (room, event, message) => this.#tell(room, [event, message] as Told),
			watched: (room) => (this.#rooms.get(room)?.size ?? 0) > 0,
			onAccess: () => {},
			onError: () => world.trace.add(`${name} cannot read`)
		});
		this.#stopListening = word.listen((workshopId, revision) =>
			this.reach(() => this.#relay.heard(workshopId, revision))
		);
	}

	reach(run: () => void): void {
		if (this.state === 'paused') this.#held.push(run);
		else if (this.state === 'running') run();
	}

	/** As by SIGSTOP: what comes meanwhile waits. */
	pause(): void {
		if (this.state === 'running') this.state = 'paused';
	}

	resume(): void {
		if (this.state !== 'paused') return;
		this.state = 'running';
		for (const run of this.#held.splice(0)) this.reach(run);
	}

	/** As by kill -9. */
	kill(): void {
		this.state = 'dead';
		this.#held = [];
		this.#stopListening();
		this.#relay.close();
		this.#world.database.left(this);
		for (const wire of this.#wires) wire.cut();
		this.#rooms.clear();
	}

	accept(wire: Wire): void {
		this.#wires.add(wire);
		wire.onLost.server = () => void this.#wires.delete(wire);
	}

	/** A page is asked for; null where there is none to be had. */
	page(of: FeedOf, answer: (page: Snapshot<Card, object> | null) => void): void {
		readSnapshot(this.#lines, of).then(
			(snapshot) => answer(snapshot as Snapshot<Card, object>),
			() => answer(null)
		);
	}

	/** As Engine.IO does, whoever it is. */
	ping(wire: Wire): void {
		this.#world.time.later(
			() =>
				this.reach(() => {
					if (!wire.open) return;
					wire.down(() => {});
					this.ping(wire);
				}),
			PING_EVERY
		);
	}

	/** Somebody connects: asking who that is takes the database. */
	admit(ear: Ear, answer: (admitted: boolean) => void): void {
		this.#lines.standings([ear.of.workshopId]).then(
			() => {
				if (!ear.wire.open) return;
				ear.wire.onLost.server = () => this.reach(() => this.#leave(ear));
				this.#enter(ear, presenceOf(ear.of.workshopId));
				this.#relay.follow(ear.of).catch(() => {});
				answer(true);
			},
			() => answer(false)
		);
	}

	join(ear: Ear, since: Mark | null, answer: (reply: JoinReply<Card, object>) => void): void {
		const arrivedAt = this.#clock.elapsed();
		const parts = { relay: this.#relay as never, lines: this.#lines, snapshots: this.#snapshots };
		this.#world.product
			.joinFeed(parts, (room) => this.#enter(ear, room), ear.of, since)
			.then(
				(read) =>
					answer({ ok: true, now: this.#clock.now(), build: this.build, arrivedAt, ...read } as never),
				() => answer({ ok: false, code: 'unavailable' })
			);
	}

	command(ear: Ear, command: AnyCommand, answer: (reply: CommandReply) => void): void {
		const { workshopId } = ear.of;
		this.#door(workshopId, command, this.#clock.now, (change) => {
			this.#relay.committed(change);
			this.#world.word.say(workshopId, change.revision);
		}).then(answer, () => answer({ ok: false, refusal: { code: 'unavailable' }, state: null }));
	}

	#enter(ear: Ear, room: string): void {
		if (!ear.wire.open) return;
		const inside = this.#rooms.get(room);
		if (inside) inside.add(ear);
		else this.#rooms.set(room, new Set([ear]));
	}

	#leave(ear: Ear): void {
		this.#wires.delete(ear.wire);
		for (const inside of this.#rooms.values()) inside.delete(ear);
	}

	#tell(room: string, told: Told): void {
		if (told[0] !== 'pulse') {
			const at = told[0] === 'change' ? `${told[1].from} to ${told[1].to}` : told[1].revision;
			this.#world.trace.add(`${this.name} tells ${room.slice(0, 10)} ${told[0]} ${at}`);
		}
		for (const ear of this.#rooms.get(room) ?? []) ear.wire.tell(() => ear.hear(...told));
	}

	#makeClock(): Clock {
		const { time, random } = this.#world;
		const born = time.now - random.between(0, 1_000_000);
		const later: Clock['later'] = (run, milliseconds) => {
			let due = true;
			const takeBack = time.later(() => this.reach(() => due && run()), milliseconds);
			return () => {
				due = false;
				takeBack();
			};
		};
		return {
			now: () => NOW + time.now + this.clockOff,
			elapsed: () => time.now - born,
			later,
			every(run, milliseconds) {
				let end = () => {};
				const again = () => {
					end = later(again, milliseconds);
					run();
				};
				end = later(again, milliseconds);
				return () => end();
			}
		};
	}
}
