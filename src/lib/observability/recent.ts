import { MINUTE } from '../model/moments.ts';

/** Milliseconds that count as lately. */
const LATELY = 15 * MINUTE;
/** At most so many of the last durations are kept: a busy workshop has some hundred in that time. */
const MOST = 1_000;

/** How long the commands of the last 15 minutes took, the last 1000 of them at most. [OBS6] */
export interface Recent {
	count: number;
	/** Milliseconds that half of them, and 19 of 20, took at most; null where there were none. */
	p50: number | null;
	p95: number | null;
}

export class RecentDurations {
	#taken: { at: number; milliseconds: number }[] = [];
	#next = 0;

	/** @param at epoch milliseconds */
	add(at: number, milliseconds: number): void {
		this.#taken[this.#next] = { at, milliseconds };
		this.#next = (this.#next + 1) % MOST;
	}

	read(now: number): Recent {
		const lately = this.#taken.filter(({ at }) => now - at <= LATELY);
		const sorted = lately.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
		const share = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? null;
		return { count: sorted.length, p50: share(0.5), p95: share(0.95) };
	}
}
