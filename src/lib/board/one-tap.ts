import { m } from '#lib/paraglide/messages.js';
import type { CommandReply } from '../door/reply.ts';
import type { BoardCard } from '../feeds/board.ts';
import type { Command } from '../job/command.ts';
import type { Neighbours } from '../job/place.ts';
import { formatPlate } from '../job/plate.ts';
import { refusalWords } from '../words/refusal-words.ts';
import type { Board, Draft } from './board.svelte.ts';
import { cardName } from './card-words.ts';
import type { Toasts } from './toasts.svelte.ts';

/** Asked for lately, so that it is not done twice. */
const MOST_REMEMBERED = 100;

/** Commands given without a form, each answered by a message that offers to take it back. */
export class OneTap {
	#board: Board;
	#toasts: Toasts;
	#asked = new Set<string>();

	constructor(board: Board, toasts: Toasts) {
		this.#board = board;
		this.#toasts = toasts;
		board.sending.late = (command, reply) => this.#late(command, reply);
	}

	/** Among the neighbours as they are seen, or to the end of the column. */
	async move(job: BoardCard, stageId: string, place: Neighbours | null): Promise<void> {
		const { after, before } = place ?? { after: null, before: null };
		const stage = this.#board.stageName(stageId);
		const done = m.board_done_moved({ card: cardName(job), stage });
		// A change of place inside the column is none that undo knows of. [MOVE7]
		await this.#do(
			job,
			{ type: 'move', stageId, after, before },
			stageId === job.stageId ? null : done,
			true
		);
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

	/** Tells of a command that a form gave. */
	told(job: BoardCard, text: string, canUndo: boolean): void {
		const undo = { label: m.board_undo(), run: () => void this.undo(job) };
		const action = canUndo && this.#board.may('undo') ? undo : null;
		this.#toasts.show({ text, tone: 'done', about: job.id, action });
	}

	/** Tells what became of a command after its sender was told that nobody knows. [CMD13] */
	#late(command: Command, reply: CommandReply): void {
		const job = this.#board.jobs.get(command.jobId);
		const plate = command.type === 'book' ? formatPlate(command.order.vehicle.plate) : m.board_sheet();
		const card = job ? cardName(job) : plate;
		const isDone = reply.ok || reply.refusal.code === 'jobExists';
		const text = (isDone ? m.board_late_done : m.board_late_refused)({ card });
		const tone = isDone ? 'done' : 'refused';
		this.#toasts.show({ text, tone, about: command.jobId, action: null });
	}

	/** Once, however often it is asked of the same version of a job. [KEEP1] */
	async #do(job: BoardCard, draft: Draft, done: string | null, canUndo: boolean): Promise<void> {
		const asked = `${job.id} ${job.version} ${JSON.stringify(draft)}`;
		if (this.#asked.has(asked)) return;
		if (this.#asked.size > MOST_REMEMBERED) this.#asked.clear();
		this.#asked.add(asked);
		const outcome = await this.#board.perform(job, draft);
		if (!outcome.ok) {
			this.#asked.delete(asked);
			const why = refusalWords(outcome.refusal, this.#board.timeZone);
			const text = m.board_refused({ card: cardName(job), why });
			this.#toasts.show({ text, tone: 'refused', about: job.id, action: null });
		} else if (done !== null) {
			this.told(outcome.job, done, canUndo);
		}
	}
}
