import type { Committed } from '../commands/perform.server.ts';
import type { FeedName } from '../feeds/index.ts';
import type { Settings } from '../model/settings.ts';
import type { Clock } from './clock.ts';
import type { Lines } from './read-workshop.server.ts';
import { type Mark, PULSE_EVERY, type ServerToScreen } from './protocol.ts';
import { type FeedOf, project } from './read-feed.server.ts';
import type { Changed } from '../streams/streams.ts';
import { confirm, epochIn, newWatch, revisionIn, type Watch } from './room-state.server.ts';

/** How often each process looks whether somebody else committed: the longest a lost word costs. [SYNC7] */
const POLL_EVERY = 1_000;
/** Changes committed within this many milliseconds travel as one frame: with many screens it is frames that cost, not
 * commits. */
const FRAME_EVERY = 4;
/**
 * And within so many times what the last frame took to tell: with two hundred screens on two cores telling would else
 * leave no time for the commands. One change alone waits for nothing.
 */
const FRAME_SHARE = 4;
/** But no longer than this, milliseconds: what took long may have been a process that stood still. */
const FRAME_AT_LATEST = 100;

export type Emit = <Event extends keyof ServerToScreen>(
	room: string,
	event: Event,
	message: Parameters<ServerToScreen[Event]>[0]
) => void;

export interface RelayParts {
	clock: Clock;
	lines: Lines;
	emit: Emit;
	/** Has this process anybody in the room? */
	watched: (room: string) => boolean;
	/** The running build, told with every pulse. */
	build: string;
	/** A look saw another access revision of a workshop, or the first one. [ACC7] */
	onAccess: (workshopId: string, access: string) => void;
	/** The rooms of a workshop were told all up to and including a revision. [OBS2] */
	onTold?: (workshopId: string, revision: number) => void;
	onError: (error: unknown) => void;
}

export const roomOf = ({ feed, workshopId, jobId }: FeedOf): string =>
	feed === 'job' ? `job:${jobId}` : `${feed}:${workshopId}`;

/** Everybody of a workshop who is connected, also who has not asked for a feed (yet): told nothing by it. */
export const presenceOf = (workshopId: string): string => `present:${workshopId}`;

const wholeFeeds = ['board', 'floor', 'wall', 'lounge', 'cases'] as const satisfies FeedName[];

/**
 * Tells the rooms of this process what was committed, in order and without a gap: at once what this
 * process committed itself, and what the database says for everything else. PostgreSQL is the truth;
 * word from other processes only makes the next look come sooner. [SYNC2] [SYNC7]
 */
export class Relay {
	#parts: RelayParts;
	#watches = new Map<string, Watch>();
	/** Workshops whose line is being read so that they can be followed. */
	#beginning = new Map<string, Promise<Watch>>();
	#endPolls: () => void;
	#polling = false;
	#pollAgain = false;

	constructor(parts: RelayParts) {
		this.#parts = parts;
		this.#endPolls = parts.clock.every(() => void this.poll(), POLL_EVERY);
	}

	#watch(workshopId: string, watch: Watch): Watch {
		this.#watches.set(workshopId, watch);
		// Each from when it began: the pulses of thousands of screens at the same moment would hold up everything else.
		watch.endPulses = this.#parts.clock.every(() => this.#pulse(workshopId, watch), PULSE_EVERY);
		return watch;
	}

	close(): void {
		this.#endPolls();
		for (const watch of this.#watches.values()) {
			watch.due?.();
			watch.endPulses();
		}
		this.#watches.clear();
	}

	/**
	 * Call after joining the room and before reading the feed: from here on nothing is missed. Call it too when
	 * somebody connects: from there on it is known whether they may still. [SYNC1] [ACC7]
	 */
	async follow({ workshopId, feed, jobId }: FeedOf): Promise<void> {
		const { versions } = this.#watches.get(workshopId) ?? (await this.#begin(workshopId));
		if (feed === 'job' && jobId && !versions.has(jobId)) versions.set(jobId, 0);
	}

	/** All screens of a workshop come back together: its line is read once for them. */
	#begin(workshopId: string): Promise<Watch> {
		const begun = this.#beginning.get(workshopId);
		if (begun) return begun;
		const askedAt = this.#parts.clock.elapsed();
		const beginning = this.#parts.lines
			.line(workshopId)
			.then((line) => this.#watch(workshopId, newWatch(line, askedAt)))
			.finally(() => this.#beginning.delete(workshopId));
		this.#beginning.set(workshopId, beginning);
		return beginning;
	}

	/** Where the rooms of a workshop were last told to be; null where nobody looks at it here. */
	standing(workshopId: string): Mark | null {
		const watch = this.#watches.get(workshopId);
		return watch ? { epoch: watch.epoch, revision: watch.told } : null;
	}

	/** The settings by which the rooms of a workshop were last told; null where nobody looks at it here. */
	settings(workshopId: string): Settings | null {
		return this.#watches.get(workshopId)?.settings ?? null;
	}

	/** What a command of this process changed. */
	committed({ workshopId, epoch, revision, stream, state }: Committed): void {
		const watch = this.#watches.get(workshopId);
		if (!watch) return;
		if (epoch === watch.epoch) {
			// A read may have seen the commit before its own process heard of it.
			if (revision <= watch.told) return;
			watch.pending.set(revision, { stream, state });
		}
		this.#schedule(workshopId, watch);
	}

	/** Word that the workshop stands at `revision` now, from another process. */
	heard(workshopId: string, revision: number): void {
		const watch = this.#watches.get(workshopId);
		if (watch && revision > watch.told) this.#schedule(workshopId, watch);
	}

	#schedule(workshopId: string, watch: Watch): void {
		if (watch.due) return;
		const { clock } = this.#parts;
		const wait = Math.max(0, watch.nextFrame - clock.elapsed());
		watch.due = clock.later(() => {
			watch.due = null;
			void this.#tell(workshopId, watch);
		}, wait);
	}

	async #tell(workshopId: string, watch: Watch): Promise<void> {
		if (watch.reading) return;
		const begun = this.#parts.clock.elapsed();
		watch.nextFrame = begun + FRAME_EVERY;
		const changed = new Map<string, Changed>();
		let to = watch.told;
		for (let next = watch.pending.get(to + 1); next; next = watch.pending.get(to + 1)) {
			changed.set(next.state.id, next);
			watch.pending.delete(++to);
		}
		if (to === watch.told) {
			// What is pending, if anything, follows a revision that this process did not commit itself.
			await this.#read(workshopId, watch);
			return;
		}
		this.#frame(workshopId, watch, to, [...changed.values()]);
		const told = this.#parts.clock.elapsed();
		const pause = Math.min(FRAME_SHARE * (told - begun), FRAME_AT_LATEST);
		watch.nextFrame = Math.max(watch.nextFrame, told + pause);
		if (watch.pending.size > 0) this.#schedule(workshopId, watch);
	}

	async #read(workshopId: string, watch: Watch): Promise<void> {
		watch.reading = true;
		const askedAt = this.#parts.clock.elapsed();
		try {
			const { line, changed } = await this.#parts.lines.readSince(workshopId, watch.told);
			const { epoch, revision, settings } = line;
			if (epoch !== watch.epoch || revision < watch.told || settings.revision > watch.told) {
				Object.assign(watch, { epoch, told: revision, settings, pending: new Map() });
				// Versions of another line tell nothing of this one's.
				for (const jobId of watch.versions.keys()) watch.versions.set(jobId, 0);
				for (const room of this.#rooms(workshopId, watch)) {
					this.#parts.emit(room, 'reset', { epoch: epochIn(room, watch), revision: revisionIn(room, watch) });
				}
				this.#parts.onTold?.(workshopId, revision);
			} else {
				watch.settings = settings;
				if (revision > watch.told) this.#frame(workshopId, watch, revision, changed);
			}
			watch.seen = null;
			watch.confirmedAt = askedAt;
		} catch (error) {
			// The next poll tries again.
			this.#parts.onError(error);
			return;
		} finally {
			watch.reading = false;
		}
		if (watch.pending.size > 0) this.#schedule(workshopId, watch);
	}

	#frame(workshopId: string, watch: Watch, to: number, changed: readonly Changed[]): void {
		const { epoch, told: from, settings } = watch;
		watch.told = to;
		confirm(watch);
		for (const revision of watch.pending.keys()) if (revision <= to) watch.pending.delete(revision);
		for (const feed of wholeFeeds) {
			const room = roomOf({ feed, workshopId, jobId: null });
			if (!this.#parts.watched(room)) continue;
			const { cards, gone } = project(feed, changed, settings);
			this.#parts.emit(room, 'change', { epoch, from, to, changed: cards, gone });
		}
		for (const one of changed) {
			const job = one.state;
			const known = watch.versions.get(job.id);
			if (known === undefined || job.version <= known) continue;
			const room = roomOf({ feed: 'job', workshopId, jobId: job.id });
			if (!this.#parts.watched(room)) {
				watch.versions.delete(job.id);
				continue;
			}
			watch.versions.set(job.id, job.version);
			const { cards } = project('job', [one], settings);
			const line = { epoch: epochIn(room, watch), from: known, to: job.version };
			this.#parts.emit(room, 'change', { ...line, changed: cards, gone: [] });
		}
		this.#parts.onTold?.(workshopId, to);
	}

	/** Looks where all watched workshops stand, and reads what was missed. */
	async poll(): Promise<void> {
		// While the database hangs, polls must not queue up behind each other; but one that is on its way may
		// have read before what this one is asked for.
		if (this.#polling) {
			this.#pollAgain = true;
			return;
		}
		const ids = [...this.#watches.keys()].filter((id) => this.#keep(id));
		if (ids.length === 0) return;
		this.#polling = true;
		try {
			const askedAt = this.#parts.clock.elapsed();
			for (const { workshopId, epoch, revision, access } of await this.#parts.lines.standings(ids)) {
				const watch = this.#watches.get(workshopId);
				if (!watch) continue;
				// What was seen before and is not told yet is told first: under load it never is the very last.
				watch.seen ??= { mark: { epoch, revision }, askedAt };
				confirm(watch);
				if (access !== watch.access) this.#parts.onAccess(workshopId, access);
				watch.access = access;
				if (revision !== watch.told || epoch !== watch.epoch) this.#schedule(workshopId, watch);
			}
		} catch (error) {
			this.#parts.onError(error);
		} finally {
			this.#polling = false;
		}
		if (!this.#pollAgain) return;
		this.#pollAgain = false;
		await this.poll();
	}

	/** A workshop that nobody looks at any more is not followed any more. */
	#keep(workshopId: string): boolean {
		const watch = this.#watches.get(workshopId);
		const here = this.#parts.watched(presenceOf(workshopId));
		if (watch && (here || this.#rooms(workshopId, watch).length > 0)) return true;
		watch?.endPulses();
		this.#watches.delete(workshopId);
		return false;
	}

	#rooms(workshopId: string, watch: Watch): string[] {
		const rooms = wholeFeeds.map((feed) => roomOf({ feed, workshopId, jobId: null }));
		const jobRooms = [...watch.versions.keys()].map((jobId) => roomOf({ feed: 'job', workshopId, jobId }));
		return [...rooms, ...jobRooms].filter(this.#parts.watched);
	}

	/** [SYNC6] Says nothing while the database does not answer: a screen then tells that it may be old. */
	#pulse(workshopId: string, watch: Watch): void {
		const { clock, emit, build } = this.#parts;
		const { confirmedAt } = watch;
		if (clock.elapsed() - confirmedAt > PULSE_EVERY) return;
		for (const room of this.#rooms(workshopId, watch)) {
			const mark = { epoch: epochIn(room, watch), revision: revisionIn(room, watch) };
			emit(room, 'pulse', { ...mark, now: clock.now(), build, confirmedAt });
		}
	}
}
