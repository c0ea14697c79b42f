import type { Time } from './time.testing.ts';

/** How many of the last things that happened a failure tells. */
const TOLD = 40;

export interface Tracing {
	all?: boolean;
	goOn?: boolean;
}

/** What happened, in order: the whole of it as a hash, the end of it as lines. */
export class Trace {
	/** FNV-1a over every line: two runs with the same one went the same way. */
	hash = 0x811c9dc5;
	/** The first thing that was wrong. */
	violation: string | null = null;
	#time: Time;
	#lines: string[] = [];
	#all: boolean;
	#goOn: boolean;

	/** `all` keeps every line instead of the last ones; `goOn` lets a run go on when something is wrong. */
	constructor(time: Time, { all, goOn }: Tracing) {
		this.#time = time;
		this.#all = all ?? false;
		this.#goOn = goOn ?? false;
	}

	get lines(): string[] {
		return this.#all ? this.#lines : this.#lines.slice(-TOLD);
	}

	add(what: string): void {
		const line = `${this.#time.now} ${what}`;
		let hash = this.hash;
		for (let at = 0; at < line.length; at++) hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193);
		this.hash = hash >>> 0;
		this.#lines.push(line);
		if (!this.#all && this.#lines.length > 50 * TOLD) this.#lines = this.#lines.slice(-TOLD);
	}

	violate(what: string): void {
		if (this.violation !== null) return;
		this.violation = what;
		this.add(`WRONG: ${what}`);
		this.#time.stopped = !this.#goOn;
	}
}
