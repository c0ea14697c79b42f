import { setTimeout as sleep } from 'node:timers/promises';

/** What one arm of the comparison can do: cause a change, and tell when everybody has it. */
export interface Arm {
	/** Sends a change; resolves with its mark when acknowledged. */
	send(): Promise<number>;
	/** When the last screen had the change of this mark, by `performance.now()`; undefined while some lack it. */
	lastAt(mark: number): number | undefined;
	/** Changes that a screen got twice. */
	doubled(): number;
	close(): Promise<void>;
}

export interface Samples {
	/** Milliseconds from the moment a change was due to be sent to its acknowledgement. */
	ack: number[];
	/** And to the last screen that received it. */
	last: number[];
	missing: number;
}

/**
 * Sends on a fixed schedule: a slow answer does not put off the next change, and the time counts from when
 * a change was due (no coordinated omission).
 *
 * @param every milliseconds between two changes
 */
export async function measure(arm: Arm, count: number, every: number): Promise<Samples> {
	const begin = performance.now() + every;
	const sent = Array.from({ length: count }, async (_, n) => {
		const due = begin + n * every;
		await sleep(Math.max(0, due - performance.now()));
		const mark = await arm.send();
		return { due, mark, ack: performance.now() - due };
	});
	const done = await Promise.all(sent);
	await sleep(500);
	const lasts = done.map(({ due, mark }) => (arm.lastAt(mark) ?? NaN) - due);
	return {
		ack: done.map(({ ack }) => ack),
		last: lasts.filter((time) => !Number.isNaN(time)),
		missing: lasts.filter(Number.isNaN).length
	};
}

/** Notes which screens have which mark; a screen has a mark once it has any later one. */
export class Receipts {
	#screens: number;
	#reached: number[];
	#last = new Map<number, number>();
	#counts = new Map<number, number>();
	doubled = 0;

	constructor(screens: number, mark: number) {
		this.#screens = screens;
		this.#reached = Array.from({ length: screens }, () => mark);
	}

	/** Screen `index` has everything up to and including `mark`. */
	got(index: number, mark: number): void {
		const at = performance.now();
		const before = this.#reached[index]!;
		if (mark <= before) this.doubled++;
		for (let each = before + 1; each <= mark; each++) {
			const count = (this.#counts.get(each) ?? 0) + 1;
			this.#counts.set(each, count);
			if (count === this.#screens) this.#last.set(each, at);
		}
		this.#reached[index] = Math.max(before, mark);
	}

	lastAt(mark: number): number | undefined {
		return this.#last.get(mark);
	}
}
