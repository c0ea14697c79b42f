import { PING_EVERY, PONG_WITHIN } from '../../src/lib/sync/reconnect.ts';
import type { Random } from './random.testing.ts';
import type { Time } from './time.testing.ts';

/** A screen's way to the servers: what may be wrong with it. */
export interface Way {
	/** Milliseconds more than usual, each way. */
	slow: number;
	/** Drops, doubles and reorders what is told: worse than TCP ever is, and harmless all the same. [SYNC9] */
	lossy: boolean;
	/** Whatever is sent vanishes, and what is opened meanwhile is dead for good. */
	hole: boolean;
}

/**
 * One connection. What is sent arrives in order or, once the connection is broken, not at all. Half-open, nothing
 * passes and no end is told, also when the network is well again: each finds out by its own silence.
 */
export class Wire {
	open = true;
	/** Called once at each end, when it finds out. */
	onLost: { server: () => void; screen: () => void } = { server: () => {}, screen: () => {} };
	#time: Time;
	#random: Random;
	#way: Way;
	#halfOpen = false;
	/** On their way, by direction; a later one never overtakes. */
	#last = { up: 0, down: 0 };
	#under = new Set<{ go: () => void }>();
	#found = { server: false, screen: false };

	/** When the screen heard something last, if only a ping. */
	heardAt: number;

	constructor(time: Time, random: Random, way: Way) {
		[this.#time, this.#random, this.#way] = [time, random, way];
		this.heardAt = time.now;
		if (way.hole) this.halfOpen();
	}

	get dead(): boolean {
		return this.#halfOpen;
	}

	/** To the server; acknowledged calls are lost with the connection alone. */
	up(run: () => void): void {
		this.#carry('up', run);
	}

	/** To the screen. */
	down(run: () => void): void {
		this.#carry('down', () => {
			this.heardAt = this.#time.now;
			run();
		});
	}

	/** Something told to a room: on a lossy way it may be lost, come twice, or be overtaken. */
	tell(run: () => void): void {
		if (!this.#way.lossy) return this.down(run);
		for (let copies = this.#random.chance(15) ? 2 : 1; copies > 0; copies--) {
			if (this.#random.chance(20)) continue;
			const wait = this.#random.chance(10) ? this.#random.between(0, 15_000) : this.#random.between(0, 60);
			this.#time.later(() => this.open && run(), wait);
		}
	}

	/** Broken: each end finds out within so many milliseconds, unless the word of it vanishes too. */
	cut(within = 300): void {
		this.open = false;
		this.#under.clear();
		if (this.#halfOpen) return;
		for (const end of ['server', 'screen'] as const) {
			this.#time.later(() => this.#lost(end), this.#random.between(0, within));
		}
	}

	/** Nothing passes any more. The server finds out by a missing pong, the screen by its own watch. */
	halfOpen(): void {
		if (!this.open || this.#halfOpen) return;
		this.#halfOpen = true;
		this.#under.clear();
		this.#time.later(() => this.#lost('server'), this.#random.between(PONG_WITHIN, PING_EVERY + PONG_WITHIN));
	}

	/** The network is well again: what is late arrives. A dead connection stays dead. */
	heal(): void {
		this.#last = { up: 0, down: 0 };
		for (const each of [...this.#under]) each.go();
	}

	#carry(direction: 'up' | 'down', run: () => void): void {
		if (!this.open || this.#halfOpen) return;
		const wait = this.#random.between(1, this.#random.chance(3) ? 200 : 8) + this.#way.slow;
		this.#last[direction] = Math.max(this.#last[direction], this.#time.now + wait);
		const each = {
			go: () => {
				if (this.#under.delete(each) && this.open) run();
			}
		};
		this.#under.add(each);
		this.#time.later(each.go, this.#last[direction] - this.#time.now);
	}

	#lost(end: 'server' | 'screen'): void {
		if (this.#found[end]) return;
		this.#found[end] = true;
		this.onLost[end]();
	}
}
