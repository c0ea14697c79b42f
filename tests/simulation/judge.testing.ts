import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import { AMBER_AFTER } from '../../src/lib/model/freshness.ts';
import type { State } from './history.testing.ts';
import { textOf } from './picture.testing.ts';
import type { Screen, ScreenEvents } from './screen.testing.ts';
import type { Site } from './site.testing.ts';
import type { Surroundings } from './surroundings.testing.ts';

/** What was counted in a run, so that a run in which nothing happened is noticed. */
export interface Counts {
	acknowledged: number;
	commits: number;
	shown: number;
	received: number;
	notLive: number;
	/** Commands done though others changed other facets of the same job meanwhile. */
	besides: number;
}

/** A command that somebody repeated may come last of all: what is committed is told within a second. [SYNC7] */
const ON_ITS_WAY = 1_500;

/** Watches all that screens show and are told, and says what must never be. */
export class Judge implements ScreenEvents {
	counts: Counts = { acknowledged: 0, commits: 0, shown: 0, received: 0, notLive: 0, besides: 0 };
	#world: Surroundings;
	/** What each screen showed last: never something earlier. */
	#shown = new Map<Screen, State>();
	/** Every command that was ever committed, with its revision. */
	#committed = new Set<string>();

	constructor(world: Surroundings) {
		this.#world = world;
		world.database.committed = (site) => this.record(site);
		for (const site of world.database.sites) this.record(site);
	}

	/** The database came to another state. */
	record(site: Site): void {
		const { history, time, trace } = this.#world;
		const { revision } = site.workshop;
		const id = site.made.at(-1);
		const answer = id !== undefined ? site.commands.get(id) : undefined;
		if (answer?.ok && answer.revision === revision) this.#committed.add(`${id} ${revision}`);
		this.counts.commits++;
		history.record(site, time.now);
		trace.add(`${site.canary} is at ${site.epoch.slice(0, 4)} ${revision}`);
		// Exactly once, along the line. [CMD2]
		if (id !== undefined && site.made.indexOf(id) !== site.made.length - 1)
			trace.violate(`doubled: command ${id} was done twice`);
	}

	/** A sender was told that its command is done: it is in the database by now. [CMD6] */
	acknowledged({ id }: AnyCommand, reply: CommandReply): void {
		if (!reply.ok) return;
		this.counts.acknowledged++;
		if (!this.#committed.has(`${id} ${reply.revision}`))
			this.#world.trace.violate(`lost: command ${id} was acknowledged and is not in the database`);
	}

	/** [SYNC4] */
	shows(screen: Screen): void {
		const { name, of, replica } = screen;
		const { history, trace } = this.#world;
		const { epoch, revision } = replica!;
		this.counts.shown++;
		trace.add(`${name} shows ${epoch.slice(0, 4)} ${revision}`);
		const state = history.at(of, { epoch, revision });
		if (!state || state.picture !== screen.picture)
			return trace.violate(`wrong: ${name} shows what the database never was at ${epoch} ${revision}`);
		const before = this.#shown.get(screen);
		if (before && state.index < before.index)
			return trace.violate(`back: ${name} went back from ${before.revision} to ${revision}`);
		this.#shown.set(screen, state);
	}

	/** [FEED5] */
	received({ name, of }: Screen, what: object): void {
		this.counts.received++;
		for (const { id, canary } of this.#world.database.sites) {
			if (id !== of.workshopId && mentions(what, canary))
				this.#world.trace.violate(`leak: ${name} was told of ${canary}`);
		}
	}

	/** More than 12 s behind the database a screen says so. [SYNC8] */
	inspect(screens: Iterable<Screen>): void {
		const { history, time, trace } = this.#world;
		for (const screen of screens) {
			if (!screen.replica) continue;
			const live = screen.freshness === 'live';
			if (!live) this.counts.notLive++;
			const state = this.#shown.get(screen);
			const missed = state && history.after(screen.of, state);
			if (live && missed && time.now - missed.from > AMBER_AFTER)
				trace.violate(`unmarked: ${screen.name} is ${time.now - missed.from} ms behind and says it is live`);
		}
	}

	/** All is well for a while: every screen equals the database. [SYNC9] */
	atRest(screens: Iterable<Screen>): void {
		const { history, time } = this.#world;
		for (const { name, of, replica } of screens) {
			const { epoch, revision } = history.last(of);
			if (replica?.epoch === epoch && replica.revision === revision) continue;
			const missed = replica && history.after(of, history.at(of, replica)!);
			if (missed && time.now - missed.from < ON_ITS_WAY) continue;
			const shown = replica ? `${replica.epoch} ${replica.revision}` : 'nothing';
			this.#world.trace.violate(
				`diverged: at rest ${name} shows ${shown}, the database is at ${epoch} ${revision}`
			);
		}
	}
}

const known = new WeakMap<object, Map<string, boolean>>();

/** By parts, each looked at once: frames share their cards. */
function mentions(what: unknown, canary: string): boolean {
	if (typeof what !== 'object' || what === null) return false;
	const { changed, snapshot, change, cards, meta, job } = what as Record<string, unknown>;
	if (snapshot || change) return mentions(snapshot ?? change, canary);
	if (job) return mentions(job, canary);
	const parts = [...((changed ?? cards ?? []) as object[]), ...(meta ? [meta as object] : [])];
	if (parts.length > 0) return parts.some((part) => mentions(part, canary));
	let said = known.get(what);
	if (!said) known.set(what, (said = new Map()));
	let answer = said.get(canary);
	if (answer === undefined) said.set(canary, (answer = textOf(what).includes(canary)));
	return answer;
}
