import { m } from '#lib/paraglide/messages.js';
import type { WireReply } from '../sync/protocol.ts';

import type { BoardCard } from '../feeds/board.ts';
import type { Command } from '../job/command.ts';
import type { Neighbours } from '../job/place.ts';
import { isUndoable } from '../job/offers.ts';
import { formatPlate } from '../model/plate.ts';
import { commandWords } from '../words/job-words.ts';
import { commandRefusalWords } from '../words/refusals/commands.ts';
import type { Board, Draft, Outcome } from './board.svelte.ts';
import { cardName } from './card-words.ts';
import type { FormName } from './sheet/forms.ts';
import type { Toasts } from './toasts.svelte.ts';

type Undo = (done: BoardCard) => Promise<void>;
type Refused = Extract<Outcome, { ok: false }>['refusal'];

/** Asked for lately, so that it is not done twice. */
const MOST_REMEMBERED = 100;

/** Commands given without a form, each answered by a message that offers to take it back. */
export class OneTap {
	#board: Board;
	#toasts: Toasts;
	#asked = new Set<string>();
	/** Opens a card at a form. */
	onopen: (job: BoardCard, form: FormName) => void = () => {};
	/** Shows a card that a filter hides. */
	onshow: (job: BoardCard) => void = () => {};

	constructor(board: Board, toasts: Toasts) {
		this.#board = board;
		this.#toasts = toasts;
		board.sending.late = (command, reply) => this.#late(command, reply);
	}

	/** Among the neighbours as they are seen, or to the end of the column. */
	async move(job: BoardCard, stageId: string, place: Neighbours | null): Promise<void> {
		const draft = { type: 'move' as const, stageId, ...(place ?? { after: null, before: null }) };
		if (stageId !== job.stageId) return this.give(job, draft);
		// A change of place inside the column is none that undo knows of: it is moved back. [MOVE7] [MOVE9]
		const back = { ...draft, ...this.#board.neighboursOf(job) };
		const words = { card: cardName(job), stage: this.#board.stageName(stageId) };
		const undo = (after: BoardCard) => this.#do(after, back, m.board_done_undone(words));
		await this.#do(job, draft, m.board_done_reordered(words), undo);
	}

	/** A command that needs no form. */
	give(job: BoardCard, draft: Draft): Promise<void> {
		return this.#do(job, draft, (after) => this.doneWords(draft.type, after));
	}

	undo(job: BoardCard): Promise<void> {
		return this.give(job, { type: 'undo' });
	}

	/** That a command was done, with the job as it is after it. */
	doneWords(type: Draft['type'], after: BoardCard): string {
		const names = { card: cardName(after), stage: this.#board.stageName(after.stageId) };
		return (commandWords[type].done ?? m.board_done)(names);
	}

	/** Tells of what was done, also where a filter hides the card now. [KEEP7] */
	told(job: BoardCard, text: string, undo = this.#undoOf(job)): void {
		const isHidden = this.#board.hides(job);
		const actions = [];
		if (isHidden) actions.push({ label: m.board_show(), run: () => this.onshow(job) });
		if (undo && this.#board.may('undo')) actions.push({ label: m.board_undo(), run: () => void undo(job) });
		const said = isHidden ? m.board_hidden({ text }) : text;
		this.#toasts.show({ text: said, tone: 'done', about: job.id, actions });
	}

	#undoOf(job: BoardCard): Undo | null {
		return isUndoable(job) ? (done) => this.undo(done) : null;
	}

	/**
	 * Tells why a command was not done.
	 *
	 * @param reopen goes back to the form that was closed meanwhile, with what was typed; the message waits for it
	 */
	refused(job: BoardCard, refusal: Refused, reopen: (() => void) | null = null): void {
		const why = commandRefusalWords(refusal, this.#board.timeZone);
		const text = m.board_refused({ card: cardName(job), why });
		const actions = reopen ? [{ label: m.board_draft_open(), run: reopen }] : [];
		this.#toasts.show({ text, tone: 'refused', about: job.id, actions, stays: reopen !== null });
	}

	/** Tells what became of a command after its sender was told that nobody knows. [CMD13] */
	#late(command: Command, reply: WireReply<BoardCard>): void {
		const job = this.#board.jobs.get(command.jobId);
		const plate = command.type === 'book' ? formatPlate(command.order.vehicle.plate) : m.board_sheet();
		const card = job ? cardName(job) : plate;
		const isDone = reply.ok || reply.refusal.code === 'jobExists';
		const text = (isDone ? m.board_late_done : m.board_late_refused)({ card });
		const tone = isDone ? 'done' : 'refused';
		this.#toasts.show({ text, tone, about: command.jobId });
	}

	/** Once, however often it is asked of the same version of a job. [KEEP1] */
	async #do(
		job: BoardCard,
		draft: Draft,
		done: string | ((after: BoardCard) => string),
		undo?: Undo
	): Promise<void> {
		const asked = `${job.id} ${job.version} ${JSON.stringify(draft)}`;
		if (this.#asked.has(asked)) return;
		if (this.#asked.size > MOST_REMEMBERED) this.#asked.clear();
		this.#asked.add(asked);
		const outcome = await this.#board.perform(job, draft);
		if (!outcome.ok) {
			this.#asked.delete(asked);
			this.refused(job, outcome.refusal);
		} else {
			this.told(outcome.job, typeof done === 'string' ? done : done(outcome.job), undo);
		}
	}
}
