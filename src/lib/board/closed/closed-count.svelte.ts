import { closedJobsAccess, overlaps } from '../../access/table.ts';
import { fetchWithin } from '../../forms/fetch-within.ts';
import { dayOf } from '../../words/clock-words.ts';
import type { Board } from '../board.svelte.ts';
import type { ClosedAnswer, ClosedJob } from './closed-job.ts';

/** Milliseconds: cars that leave together are asked for together. */
const SOON = 400;

const addressOf = (board: Board): string => `/w/${board.meta.workshop.slug}/board/closed`;

/** What left the board today: counted again when a card leaves or comes back, and at midnight. */
export class ClosedCount {
	/** Null until it is known. */
	answer: ClosedAnswer | null = $state.raw(null);
	/** Whether the user may see it. */
	readonly allowed: boolean;
	#board: Board;
	#day = $derived.by(() => dayOf(this.#board.minute, this.#board.timeZone));
	#ids: ReadonlySet<string> | null = null;

	constructor(board: Board) {
		this.#board = board;
		this.allowed = overlaps(board.member.roles, closedJobsAccess);
	}

	/** Looks whether there is news. Run in an effect; what it returns ends the waiting. */
	follow(): (() => void) | void {
		if (!this.allowed) return;
		void this.#day;
		const { cards } = this.#board.feed.replica;
		const before = this.#ids;
		const isSame = before?.size === cards.size && [...cards.keys()].every((id) => before.has(id));
		if (before && isSame && this.answer) return;
		const asking = setTimeout(() => {
			// eslint-disable-next-line svelte/prefer-svelte-reactivity -- only compared
			this.#ids = new Set(cards.keys());
			void this.load();
		}, SOON);
		return () => clearTimeout(asking);
	}

	/** False where it could not be read. */
	async load(): Promise<boolean> {
		const answer = await fetchWithin(addressOf(this.#board)).catch(() => null);
		if (!answer?.ok) return false;
		this.answer = (await answer.json()) as ClosedAnswer;
		return true;
	}
}

/** Closed jobs of the past by words; null where they could not be read. */
export async function searchPast(board: Board, words: string): Promise<ClosedJob[] | null> {
	const answer = await fetchWithin(addressOf(board), {
		...{ method: 'POST', body: JSON.stringify({ words }), headers: { 'content-type': 'application/json' } }
	}).catch(() => null);
	return answer?.ok ? ((await answer.json()) as { jobs: ClosedJob[] }).jobs : null;
}
