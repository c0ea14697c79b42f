import { uuidv7 } from 'uuidv7';
import type { BoardCard, BoardMeta } from '../feeds/board.ts';
import { nameOf } from '../model/settings.ts';
import {
	type Command,
	type CommandOf,
	type CommandType,
	type OfferedType,
	touchedBy
} from '../job/command.ts';
import { expectOf } from '../stream/expect.ts';
import type { Context } from '../job/context.ts';
import { decide } from '../job/decide.ts';
import { evolveAll } from '../job/evolve.ts';
import { nextStep, type NextStep } from '../job/next-step.ts';
import { maySend, offersFor } from '../job/offers.ts';
import { dangerOf, outlook, type Outlook } from '../job/outlook.ts';
import { byRank, type Neighbours } from '../job/place.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import { isTurnOf, turnOf } from '../job/turn.ts';
import type { Role } from '../model/person.ts';
import { Drafts } from '../forms/drafts.svelte.ts';
import type { Delivery, Unanswered } from '../sync/deliver.ts';
import { LiveFeed } from '../sync/live-feed.svelte.ts';
import type { Snapshot } from '../sync/protocol.ts';
import { sendCommand } from '../sync/send-command.ts';
import { Sending } from '../sync/sending.svelte.ts';
import { type Column, columnsOf } from './columns.ts';
import { type Item, ItemLists, neighboursAt } from './dragging.ts';
import { type Filter, isOn, noFilter, passes } from './filter.ts';
import { isIn, overlay, type Pending } from './overlay.ts';
import { SentForms } from './sent-forms.svelte.ts';
import { undoable } from './undoable.ts';
import { MINUTE } from '../model/moments.ts';

/** Who sits before the board. */
export interface BoardMember {
	personId: string;
	name: string;
	roles: Role[];
}

/** A command on a job as a form states it; the board adds id, job and the version that was seen. */
export type Draft = { [Type in OfferedType]: Omit<CommandOf<Type>, 'id' | 'jobId' | 'expect'> }[OfferedType];

/** `job`: as it is after the command, and what an undo refers to. */
export type Outcome =
	{ ok: true; job: BoardCard } | { ok: false; refusal: CommandRefusal | { code: Unanswered } };

/** How often outlooks are computed anew while nothing happens, milliseconds: 300 a second would be felt. */
const BEAT = 10_000;

/** How long the server's word on a job stands in for the feed's, milliseconds: that is a second behind at most. [SYNC7] */
const TOLD = 10_000;

const offline: Outcome = { ok: false, refusal: { code: 'offline' } };

/** The board's state: the feed, what is commanded and not yet confirmed, and what is shown of it all. */
export class Board {
	readonly feed!: LiveFeed<BoardCard, BoardMeta>;
	readonly member: BoardMember;
	/** What is typed into forms and not sent. */
	readonly drafts: Drafts;
	readonly sent = new SentForms<Outcome>();
	filter: Filter = $state.raw(noFilter);
	#pending: Pending[] = $state.raw([]);
	/** Jobs as refusals told them, newer than the feed: who is refused goes on from there. [CMD5] */
	#told: readonly BoardCard[] = $state.raw([]);
	readonly sending = new Sending<Command, BoardCard>(
		(command, endsAt) => this.send(command, endsAt),
		() => this.#isOpen && !this.feed.denied,
		({ jobId }) => jobId
	);
	#isOpen = false;
	#outlooks = new WeakMap<BoardCard, { beat: number; meta: BoardMeta; outlook: Outlook }>();
	#lists = new ItemLists();

	/** Open jobs by id, with what is on its way laid over them. */
	jobs = $derived.by(() => overlay(this.feed.replica.cards, this.#pending, this.feed.replica, this.#told));
	meta = $derived(this.feed.meta);
	timeZone = $derived(this.meta.workshop.timeZone);
	/** When the workshop is open, for questions about a moment. */
	calendar = $derived({ ...this.meta, timeZone: this.timeZone });
	#beat = $derived(Math.floor(this.feed.now / BEAT) * BEAT);
	/** The server's time in whole minutes, epoch milliseconds: what ages on cards count from. */
	minute = $derived(Math.floor(this.feed.now / MINUTE) * MINUTE);
	columns: Column[] = $derived.by(() => {
		const everything = !isOn(this.filter);
		return columnsOf(this.meta.stages, this.jobs.values(), (job) => everything || this.#passes(job));
	});
	counts = $derived.by(() => {
		const counts = { all: 0, shown: 0, late: 0, behind: 0, tight: 0, stopped: 0, mine: 0 };
		for (const job of this.jobs.values()) {
			const danger = dangerOf(this.outlookOf(job));
			counts.all++;
			if (danger) counts[danger]++;
			if (job.stoppage) counts.stopped++;
			if (this.isMine(job)) counts.mine++;
		}
		for (const column of this.columns) counts.shown += column.jobs.length;
		return counts;
	});

	/** @param now the server's clock when it rendered the page, epoch milliseconds */
	constructor(workshop: string, snapshot: Snapshot<BoardCard, BoardMeta>, now: number, member: BoardMember) {
		this.feed = new LiveFeed({ workshop }, snapshot, now);
		this.member = member;
		this.drafts = new Drafts(`${workshop}/${member.personId}`);
	}

	/** Sends a command once. */
	send = (command: Command, endsAt: number) => sendCommand<BoardCard>(this.feed, command, endsAt);

	/** Connects; the function returned closes. Browser only. */
	open(): () => void {
		this.#isOpen = true;
		const close = this.feed.open();
		return () => {
			this.#isOpen = false;
			close();
		};
	}

	may(type: CommandType): boolean {
		return maySend(this.member.roles, type);
	}

	/** What the member may do with a job now, in the order of the buttons. */
	possible(job: BoardCard): OfferedType[] {
		return offersFor(job, this.member.roles, this.#contextAt(this.minute)).flatMap(({ type, refusal }) =>
			refusal ? [] : [type]
		);
	}

	/** Whose turn a job is and what comes next; null once it has left the board. */
	nextStep(job: BoardCard): NextStep | null {
		return nextStep(job, this.#contextAt(this.minute));
	}

	/** Whether it is the member's turn. [TURN7] */
	isMine(job: BoardCard): boolean {
		return isTurnOf(turnOf(job, this.meta.stages, this.minute), this.member);
	}

	personName(id: string | null): string {
		return nameOf(this.meta.people, id);
	}

	bayName(id: string | null): string {
		return nameOf(this.meta.bays, id);
	}

	stageName(id: string): string {
		return nameOf(this.meta.stages, id);
	}

	/** A job's outlook, computed when the job or the settings change and every ten seconds. [OUT1] */
	outlookOf(job: BoardCard): Outlook {
		const { meta } = this;
		const beat = this.#beat;
		const known = this.#outlooks.get(job);
		if (known && known.beat === beat && known.meta === meta) return known.outlook;
		// A change is newer than the beat: its job is seen at the change, not before it.
		const fresh = outlook(job, meta, Math.max(beat, job.changedAt));
		this.#outlooks.set(job, { beat, meta, outlook: fresh });
		return fresh;
	}

	/** A column's cards for the drag zone. */
	itemsOf({ stage, jobs }: Column): readonly Item[] {
		return this.#lists.of(stage.id, jobs);
	}

	/** Whether the filter hides an open job. */
	hides(job: BoardCard): boolean {
		return job.status === 'open' && isOn(this.filter) && !this.#passes(job);
	}

	#passes(job: BoardCard): boolean {
		return passes(this.filter, job, this.outlookOf(job), () => this.isMine(job));
	}

	/** Between whom a card stands in its column, hidden ones too. */
	neighboursOf(job: BoardCard): Neighbours {
		const column = [...this.jobs.values()].filter(({ stageId }) => stageId === job.stageId).sort(byRank);
		return neighboursAt(
			column,
			column.findIndex(({ id }) => id === job.id)
		);
	}

	/** Something was commanded that the server has not confirmed. */
	isWaiting(job: BoardCard): boolean {
		return this.#pending.some((entry) => entry.job.id === job.id && entry.done === null);
	}

	/**
	 * Does a command on a job: shown at once, confirmed by the server or taken back.
	 *
	 * @param seen the job as whoever commands has seen it
	 */
	async perform(seen: BoardCard, draft: Draft): Promise<Outcome> {
		// What is shown may be half a minute old: nobody should decide by it. [SYNC8]
		if (this.feed.freshness === 'stale' || this.feed.denied) return offline;
		const command = {
			...draft,
			id: uuidv7(),
			jobId: seen.id,
			expect: expectOf(seen, touchedBy(draft))
		} as Command;
		const job = undoable(this.jobs.get(seen.id) ?? seen);
		const decision = decide(job, command, this.#contextAt(this.feed.now));
		if ('refusal' in decision) return { ok: false, refusal: decision.refusal };
		const { personId, name } = this.member;
		const by = { kind: 'person' as const, id: personId, name };
		const after = evolveAll(job, decision.events, { at: this.feed.now, by }, job.id);
		this.#pending = [...this.#pending, { commandId: command.id, job: after, done: null }];
		return this.#settle(command, await this.sending.send(command), after);
	}

	/**
	 * Makes a job. Not shown before it is confirmed: its ticket code comes from the server.
	 *
	 * @param command sent again after no answer, it is done once
	 */
	async book(command: CommandOf<'book'>): Promise<Outcome> {
		if (this.feed.freshness === 'stale' || this.feed.denied) return offline;
		const reply = await this.sending.send(command);
		// It exists: an earlier try got through, only its answer was lost.
		if (!reply.ok && reply.refusal.code !== 'jobExists') return reply;
		const job = await this.#seen(command.jobId);
		return job ? { ok: true, job } : { ok: false, refusal: { code: 'unavailable' } };
	}

	#settle({ id }: Command, reply: Delivery<BoardCard>, job: BoardCard): Outcome {
		const { epoch } = this.feed.replica;
		const settled = this.#pending.flatMap((entry) => {
			if (entry.commandId !== id) return [entry];
			return reply.ok ? [{ ...entry, done: { epoch, revision: reply.revision } }] : [];
		});
		this.#pending = settled.filter((entry) => !isIn(entry, this.feed.replica));
		if (!reply.ok && reply.card) this.#hear(reply.card);
		return reply.ok ? { ok: true, job: { ...job, version: reply.version } } : reply;
	}

	/** Another process may have changed the job: the refusal knows it before the feed does. */
	#hear(job: BoardCard): void {
		this.#told = [...this.#told, job];
		setTimeout(() => (this.#told = this.#told.filter((other) => other !== job)), TOLD);
	}

	/** Drops what the feed has caught up with. Run in an effect. */
	forget(): void {
		const { replica } = this.feed;
		const left = this.#pending.filter((entry) => !isIn(entry, replica));
		if (left.length < this.#pending.length) this.#pending = left;
	}

	/** The job once the feed holds it; null if it does not within a few seconds. */
	async #seen(jobId: string): Promise<BoardCard | null> {
		for (let tries = 0; tries < 50; tries++) {
			const job = this.jobs.get(jobId);
			if (job) return job;
			await new Promise((resume) => setTimeout(resume, 100));
		}
		return null;
	}

	#contextAt(now: number): Context {
		const { stages, bays, people } = this.meta;
		return {
			...{ now, stages, bays, people },
			column: (stageId) => [...this.jobs.values()].filter((job) => job.stageId === stageId),
			ticket: ''
		};
	}
}
