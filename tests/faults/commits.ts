import type { Link } from './link.ts';

/** Milliseconds that a COMMIT is kept back before what it waits for happens. */
const WITHHELD = 150;

/** `Parse` of PostgreSQL's protocol: the name that a statement is known by from now on, and its text. */
const PREPARED = /P\0\0[^]{2}([a-z0-9]+)\0\s*(insert into "commands"|commit\b|with line)/g;

/** What a connection calls the statements that matter here. */
interface Known {
	command?: string;
	commit?: string;
	/** A command of the short way, which commits itself. */
	atOnce?: string;
	/** A command is being written. */
	writing: boolean;
}

/** Finds the COMMITs of commands among all that passes from a process to PostgreSQL, to hit at that very moment. */
export class Commits {
	#known = new WeakMap<object, Known>();
	#awaited: { moment: 'before' | 'after'; hit(): void } | null = null;
	#waits: object | null = null;
	#keptBack: NodeJS.Timeout | null = null;

	constructor(link: Link) {
		link.tap = (chunk, way, connection) => this.#pass(chunk, way, connection);
	}

	/**
	 * Waits for a command of the process to come to its COMMIT, and hits then: before PostgreSQL hears of it, or
	 * after, before the process hears that it was done.
	 *
	 * @returns ends the waiting; what is kept back is hit at once
	 */
	await(moment: 'before' | 'after', hit: () => void): () => void {
		this.#awaited = { moment, hit };
		this.#waits = null;
		return () => {
			if (this.#keptBack) this.#strike();
			this.#awaited = null;
		};
	}

	/** False makes it vanish. */
	#pass(chunk: Buffer, way: 'out' | 'in', connection: object): boolean {
		const commits = way === 'out' && this.#commits(chunk, connection);
		const awaited = this.#awaited;
		if (!awaited || this.#keptBack) return true;
		if (way === 'in' && connection === this.#waits) {
			this.#strike();
			return false;
		}
		if (!commits) return true;
		if (awaited.moment === 'after') {
			this.#waits ??= connection;
			return true;
		}
		// An answer that should have waited for the COMMIT gets out meanwhile, and is found to be a lie.
		this.#keptBack = setTimeout(() => this.#strike(), WITHHELD);
		return false;
	}

	/** Whether a command's transaction ends with this. */
	#commits(chunk: Buffer, connection: object): boolean {
		const known = this.#known.get(connection) ?? { writing: false };
		this.#known.set(connection, known);
		const text = chunk.toString('latin1');
		for (const [, name, what] of text.matchAll(PREPARED)) known[kindOf(what!)] = name;
		const uses = (name: string | undefined) => name !== undefined && text.includes(`\0${name}\0`);
		if (uses(known.atOnce)) return true;
		if (uses(known.command)) known.writing = true;
		if (!known.writing || !uses(known.commit)) return false;
		known.writing = false;
		return true;
	}

	#strike(): void {
		if (this.#keptBack) clearTimeout(this.#keptBack);
		this.#keptBack = null;
		const { hit } = this.#awaited!;
		this.#awaited = null;
		hit();
	}
}

const kindOf = (beginning: string): 'command' | 'commit' | 'atOnce' =>
	beginning === 'commit' ? 'commit' : beginning === 'with line' ? 'atOnce' : 'command';
