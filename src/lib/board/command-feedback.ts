import { m } from '#lib/paraglide/messages.js';
import type { WireReply } from '../sync/protocol.ts';

import type { BoardCard } from '../feeds/board.ts';
import type { Command } from '../job/command.ts';
import type { Neighbours } from '../job/place.ts';
import { formatPlate } from '../model/plate.ts';
import { commandRefusalWords } from '../words/refusals/commands.ts';
import type { Board, Draft, Outcome } from './board.svelte.ts';
import { cardName } from './card-words.ts';
import type { FormName } from './sheet/forms.ts';
import type { Toasts } from './toasts.svelte.ts';

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
		const words = { card: cardName(job), stage: this.#board.stageName(stageId) };
		if (stageId !== job.stageId) return this.#do(job, draft, m.board_done_moved(words), true);
		// A change of place inside the column is none that undo knows of: it is moved back. [MOVE7] [MOVE9]
		const before = this.#board.neighboursOf(job);
		const back = { ...draft, ...before };
		const undo = (after: BoardCard) => this.#do(after, back, m.board_done_undone(words), false);
		await this.#do(job, draft, m.board_done_reordered(words), true, undo);
	}

	checkIn(job: BoardCard): Promise<void> {
		const done = m.board_done_checkedIn({ card: cardName(job) });
		return this.#do(job, { type: 'checkIn', arrivedAt: null }, done, true);
	}

	resume(job: BoardCard): Promise<void> {
		return this.#do(job, { type: 'resume' }, m.board_done_resumed({ card: cardName(job) }), false);
	}

	deliver(job: BoardCard): Promise<void> {
		return this.#do(job, { type: 'deliver' }, m.board_done_delivered({ card: cardName(job) }), true);
	}

	undo(job: BoardCard): Promise<void> {
		return this.#do(job, { type: 'undo' }, m.board_done_undone({ card: cardName(job) }), false);
	}

	/** Tells of what was done, also where a filter hides the card now. [KEEP7] */
	told(job: BoardCard, text: string, canUndo: boolean, undo = (done: BoardCard) => this.undo(done)): void {
		const isHidden = this.#board.hides(job);
		const actions = [];
		if (isHidden) actions.push({ label: m.board_show(), run: () => this.onshow(job) });
		if (canUndo && this.#board.may('undo'))
			actions.push({ label: m.board_undo(), run: () => void undo(job) });
		const said = isHidden ? m.board_hidden({ text }) : text;
		this.#toasts.show({ text: said, tone: 'done', about: job.id, actions });
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
		done: string,
		canUndo: boolean,
		undo?: (done: BoardCard) => Promise<void>
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
			this.told(outcome.job, done, canUndo, undo);
		}
	}
}
