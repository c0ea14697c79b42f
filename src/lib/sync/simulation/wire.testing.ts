import type { Random } from './random.testing.ts';
import type { Time } from './time.testing.ts';

/** A screen's way to the servers: what may be wrong with it. */
export interface Way {
	/** Milliseconds more than usual, each way. */
	slow: number;
	/** Drops, doubles and reorders what is told: worse than TCP ever is, and harmless all the same. [SYNC9] */
	lossy: boolean;
}

/**
 * One connection. What is sent arrives in order or, once the connection is broken, not at all. Half-open, both ends
 * believe in it for a while and nothing passes.
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

	constructor(time: Time, random: Random, way: Way) {
		[this.#time, this.#random, this.#way] = [time, random, way];
	}

	/** To the server; acknowledged calls are lost with the connection alone. */
	up(run: () => void): void {
		this.#carry('up', run);
	}

	/** To the screen. */
	down(run: () => void): void {
		this.#carry('down', run);
	}

	/** Something told to a room: on a lossy way it may be lost, come twice, or be overtaken. */
	tell(run: () => void): void {
		if (!this.#way.lossy) return this.#carry('down', run);
		for (let copies = this.#random.chance(15) ? 2 : 1; copies > 0; copies--) {
			if (this.#random.chance(20)) continue;
			const wait = this.#random.chance(10) ? this.#random.between(0, 15_000) : this.#random.between(0, 60);
			this.#time.later(() => this.open && run(), wait);
		}
	}

	/** Broken: each end finds out within so many milliseconds. */
	cut(within = 300): void {
		this.open = false;
		this.#under.clear();
		for (const end of ['server', 'screen'] as const) {
			this.#time.later(() => this.#lost(end), this.#random.between(0, within));
		}
	}

	/** Nothing passes any more, and no end is told: both find out by their pings, within 30 s. */
	halfOpen(): void {
		if (!this.open || this.#halfOpen) return;
		this.#halfOpen = true;
		this.#under.clear();
		this.#time.later(() => this.open && this.cut(15_000), this.#random.between(10_000, 15_000));
	}

	/** The network is well again: a half-open connection is found broken, and what is late arrives. */
	heal(): void {
		if (this.#halfOpen) this.cut();
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
