import type { Marks } from './marks.ts';

/** What the screens of a crowd received. */
export interface Report {
	/** Each mark that every screen has, and when the last one got it, by `clock`. */
	last: [mark: number, at: number][];
	/** Marks that a screen lacks, over all screens. */
	missing: number;
	/** Marks that a screen got again. */
	doubled: number;
	frames: number;
	bytes: number;
}

/** Notes which screen has which mark. */
export class Receipts {
	/** Up to where each screen has everything, or was found to lack something. */
	#reached: number[];
	#counts = new Map<number, number>();
	#report: Report = { last: [], missing: 0, doubled: 0, frames: 0, bytes: 0 };

	/** @param standing the mark at which each screen begins */
	constructor(standing: readonly number[]) {
		this.#reached = [...standing];
	}

	/** @param at when the frame came, by `clock` */
	got(screen: number, { from, to }: Marks, bytes: number, at: number): void {
		const before = this.#reached[screen]!;
		this.#report.frames++;
		this.#report.bytes += bytes;
		this.#report.missing += Math.max(0, from - before);
		this.#report.doubled += Math.max(0, Math.min(before, to) - from);
		for (let mark = Math.max(before, from) + 1; mark <= to; mark++) {
			const count = (this.#counts.get(mark) ?? 0) + 1;
			this.#counts.set(mark, count);
			if (count === this.#reached.length) this.#report.last.push([mark, at]);
		}
		this.#reached[screen] = Math.max(before, to);
	}

	/** Has every screen come up to here? */
	haveAll(mark: number): boolean {
		return this.#reached.every((reached) => reached >= mark);
	}

	/** All since the last report. What screens lack of `upTo` by now counts as missing. */
	take(upTo: number): Report {
		const report = this.#report;
		this.#report = { last: [], missing: 0, doubled: 0, frames: 0, bytes: 0 };
		this.#counts.clear();
		this.#reached = this.#reached.map((reached) => {
			report.missing += Math.max(0, upTo - reached);
			return Math.max(reached, upTo);
		});
		return report;
	}
}
