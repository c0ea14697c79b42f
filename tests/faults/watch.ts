import { inArray } from 'drizzle-orm';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/lib/database/database.ts';
import { jobs, workshops } from '../../src/lib/database/schema.ts';
import { AMBER_AFTER } from '../../src/lib/model/freshness.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import type { OpenedScreen } from './screens.ts';

/** How often the database is asked how far it has come, and the screens are looked at, milliseconds. */
const LOOK_EVERY = 100;
/**
 * What a screen may be late with its mark, milliseconds: its clock ticks once a second, and we look ten times a
 * second at both ends.
 */
const TOLERANCE = 1_000 + 2 * LOOK_EVERY;

/** When each revision of a line was seen in the database, by `performance.now()`: index 0 is `first`. */
interface Line {
	first: number;
	seenAt: number[];
}

/** Follows the database past all links, and measures by how much each screen is behind it. */
export class Watch {
	/** Screens that were behind for longer than a screen may be without saying so. [SYNC8] */
	unmarked = new Set<string>();
	#db: Database;
	#screens: readonly OpenedScreen[];
	#lines = new Map<string, Line>();
	#ended = false;
	#over: Promise<void> | null = null;
	/** The most that a screen was behind since this was asked last, milliseconds. */
	#most = 0;
	#lookedAt = 0;

	constructor(db: Database, screens: readonly OpenedScreen[]) {
		[this.#db, this.#screens] = [db, screens];
	}

	start(): void {
		this.#over = this.#follow();
	}

	async end(): Promise<void> {
		this.#ended = true;
		await this.#over;
	}

	takeMost(): number {
		const most = this.#most;
		this.#most = 0;
		return Math.round(most);
	}

	async #follow(): Promise<void> {
		const jobIds = [...new Set(this.#screens.map(({ of }) => of.jobId).filter((id) => id !== null))];
		const workshopIds = [...new Set(this.#screens.map(({ of }) => of.workshopId))];
		while (!this.#ended) {
			// While the database is away nothing is committed.
			await this.#note(workshopIds, jobIds).catch(() => undefined);
			this.#look();
			await sleep(LOOK_EVERY);
		}
	}

	async #note(workshopIds: string[], jobIds: string[]): Promise<void> {
		const [lines, versions] = await Promise.all([
			this.#db
				.select({ id: workshops.id, at: workshops.revision })
				.from(workshops)
				.where(inArray(workshops.id, workshopIds)),
			this.#db.select({ id: jobs.id, at: jobs.version }).from(jobs).where(inArray(jobs.id, jobIds))
		]);
		const now = performance.now();
		for (const { id, at } of [...lines, ...versions]) {
			const line = this.#lines.get(id);
			if (!line) this.#lines.set(id, { first: at, seenAt: [now] });
			else while (line.first + line.seenAt.length <= at) line.seenAt.push(now);
		}
	}

	#look(): void {
		const now = performance.now();
		// Were we held up ourselves, so were the screens in this process: that is not theirs.
		const held = Math.max(0, now - this.#lookedAt - LOOK_EVERY);
		this.#lookedAt = now;
		for (const { of, name, screen } of this.#screens) {
			const behind = this.#behind(of, screen.replica().revision, now);
			if (behind === 0) continue;
			this.#most = Math.max(this.#most, behind - held);
			if (behind - held > AMBER_AFTER + TOLERANCE && screen.freshness() === 'live') this.unmarked.add(name);
		}
	}

	/** Milliseconds since the oldest change was committed that a screen at `revision` lacks. */
	#behind(of: FeedOf, revision: number, now: number): number {
		const line = this.#lines.get(of.jobId ?? of.workshopId);
		const missing = line && line.seenAt[revision + 1 - line.first];
		return missing === undefined ? 0 : now - missing;
	}
}
