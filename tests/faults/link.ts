import { connect, createServer, type AddressInfo, type NetConnectOpts, Socket } from 'node:net';
import type { Chance } from '../../scripts/demo/chance.ts';

/*
 * A stretch of network that can fail: a TCP proxy between two parts of the site. What it does to a connection:
 *
 *   cut       both ends get a reset, as when a machine in between restarts.
 *   half-open bytes vanish both ways and nobody is told, as behind a pulled cable. Healed, either end learns of it by
 *             a reset, as from a peer that lost its memory of the connection.
 *   slow      every byte comes later, and only so many a second; a sender is held back by a full buffer.
 *   refused   new connections are reset.
 */

export interface Slowness {
	/** Milliseconds that every byte takes longer. */
	delay: number;
	/** Bytes a second, each way; absent: any number. */
	rate?: number;
}

/** Bytes that a slow link holds for each connection and way before it holds the sender back. */
const BUFFER = 256 * 1024;

type State = 'open' | 'half-open' | Slowness;

interface Way {
	from: Socket;
	to: Socket;
	queue: { chunk: Buffer; due: number }[];
	queued: number;
	/** When the last byte put in arrives, by `performance.now()`. */
	last: number;
	timer: NodeJS.Timeout | null;
}

interface Pair {
	near: Socket;
	far: Socket | null;
	state: State;
	/** Bytes were lost: it can only be reset. */
	lost: boolean;
	ways: Way[];
}

/** Looks at what passes, from the one who connected (`out`) or back (`in`); false makes it vanish. */
export type Tap = (chunk: Buffer, way: 'out' | 'in', connection: object) => boolean;

export class Link {
	port = 0;
	tap: Tap | null = null;
	#targets: () => NetConnectOpts[];
	#pairs = new Set<Pair>();
	/** What becomes of new connections. */
	#fresh: State | 'refused' = 'open';
	#server = createServer({ allowHalfOpen: true }, (near) => this.#accept(near));

	/** @param targets where a new connection leads: the first that takes it */
	constructor(targets: () => NetConnectOpts[]) {
		this.#targets = targets;
	}

	static async open(targets: () => NetConnectOpts[]): Promise<Link> {
		const link = new Link(targets);
		await new Promise<void>((resolve) => link.#server.listen(0, '127.0.0.1', resolve));
		link.port = (link.#server.address() as AddressInfo).port;
		return link;
	}

	async close(): Promise<void> {
		for (const pair of this.#pairs) this.#reset(pair);
		await new Promise((resolve) => this.#server.close(resolve));
	}

	/** @param share of the connections that stand, 0 to 1 */
	cut(chance: Chance, share = 1): void {
		for (const pair of [...this.#pairs]) if (chance.happens(share)) this.#reset(pair);
	}

	refuse(): void {
		this.#fresh = 'refused';
		for (const pair of [...this.#pairs]) this.#reset(pair);
	}

	/** With a share below 1 new connections are as ever. */
	halfOpen(chance: Chance, share = 1): void {
		this.#become('half-open', chance, share);
	}

	slow(slowness: Slowness, chance: Chance, share = 1): void {
		this.#become(slowness, chance, share);
	}

	heal(): void {
		this.#fresh = 'open';
		for (const pair of [...this.#pairs]) {
			pair.state = 'open';
			if (pair.lost || !pair.far) this.#reset(pair);
			else for (const way of pair.ways) this.#pump(way, pair, true);
		}
	}

	/**
	 * New connections pass. Those that vanished into the hole stay dead, and neither end is told: as after a change of
	 * address.
	 */
	reopen(): void {
		this.#fresh = 'open';
	}

	#become(state: State, chance: Chance, share: number): void {
		if (share >= 1) this.#fresh = state;
		for (const pair of this.#pairs) if (chance.happens(share)) pair.state = state;
	}

	#accept(near: Socket): void {
		if (this.#fresh === 'refused') return void drop(near.on('error', () => {}));
		const pair: Pair = { near, far: null, state: this.#fresh, lost: false, ways: [] };
		this.#pairs.add(pair);
		near.setNoDelay(true);
		near.on('error', () => this.#ended(pair, near, true));
		near.on('close', () => this.#ended(pair, near, false));
		if (pair.state !== 'half-open') void this.#dial(pair, this.#targets());
		else near.resume();
	}

	async #dial(pair: Pair, targets: NetConnectOpts[]): Promise<void> {
		for (const target of targets) {
			const far = await dialled(target);
			if (!this.#pairs.has(pair)) return void far?.destroy();
			if (!far) continue;
			pair.far = far;
			far.setNoDelay(true);
			far.on('error', () => this.#ended(pair, far, true));
			far.on('close', () => this.#ended(pair, far, false));
			pair.ways = [this.#way(pair, pair.near, far, 'out'), this.#way(pair, far, pair.near, 'in')];
			return;
		}
		this.#reset(pair);
	}

	#way(pair: Pair, from: Socket, to: Socket, name: 'out' | 'in'): Way {
		const way: Way = { from, to, queue: [], queued: 0, last: 0, timer: null };
		from.on('data', (chunk: Buffer) => {
			if (pair.state === 'half-open') {
				pair.lost = true;
				return;
			}
			if (this.tap && !this.tap(chunk, name, pair)) {
				pair.lost = true;
				return;
			}
			if (pair.state === 'open' && way.queue.length === 0) {
				if (!to.write(chunk)) from.pause();
				return;
			}
			const { delay = 0, rate = Infinity } = pair.state === 'open' ? {} : pair.state;
			const now = performance.now();
			way.last = Math.max(now + delay, way.last) + (chunk.length / rate) * 1_000;
			way.queue.push({ chunk, due: way.last });
			way.queued += chunk.length;
			if (way.queued > BUFFER) from.pause();
			this.#pump(way, pair, false);
		});
		from.on('end', () => {
			// Behind the pulled cable: the other end is told when it is healed.
			if (pair.state === 'half-open') pair.lost = true;
			else this.#ended(pair, from, false);
		});
		to.on('drain', () => way.queued <= BUFFER && from.resume());
		return way;
	}

	/** Hands over what is due; `all` at once when the link is healed. */
	#pump(way: Way, pair: Pair, all: boolean): void {
		if (way.timer) clearTimeout(way.timer);
		way.timer = null;
		if (pair.state === 'half-open') return;
		const now = performance.now();
		while (way.queue[0] && (all || way.queue[0].due <= now)) {
			const { chunk } = way.queue.shift()!;
			way.queued -= chunk.length;
			way.to.write(chunk);
		}
		if (way.queued <= BUFFER) way.from.resume();
		const next = way.queue[0];
		if (next) way.timer = setTimeout(() => this.#pump(way, pair, false), next.due - now);
	}

	/** One end is gone: the other learns of it, unless the cable is pulled. */
	#ended(pair: Pair, end: Socket, reset: boolean): void {
		if (!this.#pairs.has(pair)) return;
		if (pair.state === 'half-open') {
			pair.lost = true;
			// Both gone, each without the other's knowledge.
			if (pair.near.destroyed && (pair.far?.destroyed ?? true)) this.#forget(pair);
			return;
		}
		const other = end === pair.near ? pair.far : pair.near;
		for (const way of pair.ways) if (way.from === end) this.#pump(way, pair, true);
		this.#forget(pair);
		if (reset) drop(other);
		else other?.end(() => other.destroy());
		end.destroy();
	}

	#reset(pair: Pair): void {
		this.#forget(pair);
		drop(pair.near);
		drop(pair.far);
	}

	#forget(pair: Pair): void {
		this.#pairs.delete(pair);
		for (const { timer } of pair.ways) if (timer) clearTimeout(timer);
	}
}

function dialled(target: NetConnectOpts): Promise<Socket | null> {
	return new Promise((resolve) => {
		const socket = connect({ ...target, allowHalfOpen: true });
		socket.once('connect', () => resolve(socket));
		socket.once('error', () => resolve(null));
	});
}

/** By a reset; a unix socket knows none, and is closed. */
function drop(socket: Socket | null): void {
	if (socket instanceof Socket && socket.remoteAddress) socket.resetAndDestroy();
	else socket?.destroy();
}
