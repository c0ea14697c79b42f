import { type FeedName, feeds } from '../feeds/index.ts';
import type { Settings } from '../feeds/settings.ts';
import { book, contextOf, HOUR, NOW, uuid } from '../job/job.testing.ts';
import { ModelWorkshop, type Step } from '../job/model.testing.ts';
import type { Change, JoinReply, Mark, Pulse, Snapshot } from './protocol.ts';
import { project } from './read-feed.server.ts';

export type Card = { id: string };
export type Message =
	{ type: 'change'; change: Change<Card> } | { type: 'reset' } | { type: 'pulse'; pulse: Pulse };

/** The job that a customer of the model looks at. */
export const shownJob = uuid(1);

const { stages, bays, people } = contextOf();
const settingsAt = (revision: number): Settings => ({
	workshop: {
		...{
			id: uuid(900),
			slug: 'model',
			name: `Workshop ${revision}`,
			language: 'en',
			timeZone: 'Asia/Shanghai'
		},
		...{ openingHours: [], phone: '', pickupDesk: '', platesMasked: false }
	},
	revision,
	stages: [...stages],
	bays: [...bays],
	// Cards carry names: settings that change are seen in them too.
	people: people.map((person) => ({ ...person, name: `${person.name} ${revision}` })),
	openWindows: [[NOW, NOW + 9 * HOUR]]
});

/**
 * A server in memory that speaks as the real one does: `readSince` as read-feed.server.ts, frames and
 * resets as relay.server.ts, and remembers what each revision looked like.
 */
export class ModelServer {
	workshop = new ModelWorkshop();
	epoch = uuid(1_000);
	/** Every state there ever was, by feed, epoch and revision. */
	history = new Map<string, string>();
	#settings = settingsAt(0);
	#told = 0;
	#toldEpoch = this.epoch;
	#toldVersion = 0;
	#epochs = 0;
	#backup;

	constructor() {
		// A customer's job is there before its link is.
		this.command({ slot: 1, draft: book(), wait: 0, stale: false });
		this.#backup = this.#save();
	}

	command(step: Step): void {
		this.workshop.perform(step);
		this.#remember();
	}

	changeSettings(): void {
		this.#settings = settingsAt(++this.workshop.revision);
		this.#remember();
	}

	backUp(): void {
		this.#backup = this.#save();
	}

	/** What was done since the backup is gone; another line of revisions begins. */
	restore(): void {
		const { jobs, revision, settings } = this.#backup;
		this.workshop.jobs = new Map(jobs);
		this.workshop.revision = revision;
		this.#settings = settings;
		this.epoch = uuid(1_000 + ++this.#epochs);
		this.#remember();
	}

	snapshot(feed: FeedName): Snapshot<Card> {
		const open = [...this.workshop.jobs.values()].map(({ job }) => job);
		const shown = feed === 'job' ? open.filter(({ id }) => id === shownJob) : open;
		const { cards } = project(feed, shown, this.#settings);
		return {
			epoch: this.epoch,
			revision: this.#revision(feed),
			meta: feeds[feed].meta(this.#settings),
			cards
		};
	}

	readSince(feed: FeedName, since: Mark | null): JoinReply<Card> {
		const { epoch, workshop } = this;
		const says = { ok: true as const, now: workshop.now, build: 'b1' };
		const usable =
			since?.epoch === epoch &&
			this.#settings.revision <= since.revision &&
			since.revision <= workshop.revision;
		if (feed === 'job' || !usable) return { ...says, snapshot: this.snapshot(feed) };
		return { ...says, change: this.#change(feed, since.revision) };
	}

	/** What each room is told since it was told last. */
	frames(): Map<FeedName, Message> {
		const { epoch, workshop } = this;
		const names = Object.keys(feeds) as FeedName[];
		const version = workshop.job(shownJob)?.version ?? 0;
		let told: Map<FeedName, Message>;
		if (epoch !== this.#toldEpoch || this.#settings.revision > this.#told) {
			told = new Map(names.map((feed) => [feed, { type: 'reset' }]));
		} else if (workshop.revision === this.#told) {
			told = new Map();
		} else {
			told = new Map(names.map((feed) => [feed, { type: 'change', change: this.#change(feed, this.#told) }]));
			if (version <= this.#toldVersion) told.delete('job');
		}
		this.#told = workshop.revision;
		this.#toldEpoch = epoch;
		this.#toldVersion = version;
		return told;
	}

	pulse(feed: FeedName): Message {
		const { now } = this.workshop;
		return { type: 'pulse', pulse: { epoch: this.epoch, revision: this.#revision(feed), now, build: 'b1' } };
	}

	#change(feed: FeedName, from: number): Change<Card> {
		const jobs = [...this.workshop.jobs.values()];
		const since = feed === 'job' ? this.#toldVersion : from;
		const changed =
			feed === 'job'
				? jobs.filter(({ job }) => job.id === shownJob)
				: jobs.filter(({ revision }) => revision > from);
		const { cards, gone } = project(
			feed,
			changed.map(({ job }) => job),
			this.#settings
		);
		return { epoch: this.epoch, from: since, to: this.#revision(feed), changed: cards, gone };
	}

	/** A customer's feed counts by the job's version. [FEED2] */
	#revision(feed: FeedName): number {
		return feed === 'job' ? (this.workshop.job(shownJob)?.version ?? 0) : this.workshop.revision;
	}

	#save() {
		const { jobs, revision } = this.workshop;
		return { jobs: [...jobs], revision, settings: this.#settings };
	}

	#remember(): void {
		for (const feed of ['board', 'wall', 'lounge'] as const) {
			const snapshot = this.snapshot(feed);
			this.history.set(
				`${feed} ${snapshot.epoch} ${snapshot.revision}`,
				picture(snapshot.cards, snapshot.meta)
			);
		}
	}
}

/** Cards and meta in one comparable text, whatever the order of the cards. */
export const picture = (cards: Iterable<Card>, meta: unknown): string =>
	JSON.stringify([[...cards].sort((a, b) => (a.id < b.id ? -1 : 1)), meta]);
