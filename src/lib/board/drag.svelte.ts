import { type DndEvent, SHADOW_ITEM_MARKER_PROPERTY_NAME, SOURCES, TRIGGERS } from 'svelte-dnd-action';
import { tick } from 'svelte';
import type { BoardCard } from '../feeds/board.ts';
import type { Board } from './board.svelte.ts';
import { type Hover, type Item, neighboursAt, withHover } from './dragging.ts';
import type { OneTap } from './command-feedback.ts';

type DragEvent = CustomEvent<DndEvent<Item>>;

/**
 * A card in the air, by mouse, finger or keyboard. Of the library's events only ids and order are taken:
 * what lies under the hovering card stays the live board, so that changes by others go on meanwhile.
 */
export class Drag {
	hover: Hover | null = $state.raw(null);
	/** The id of the job in the air: what 300 cards look at, unlike where it hovers. */
	heldId = $derived(this.hover?.jobId ?? null);
	/** The job as it was picked up: what its mover has seen. [CMD5] */
	job: BoardCard | null = $state.raw(null);
	#board: Board;
	#tap: OneTap;
	#cancelled = false;

	constructor(board: Board, tap: OneTap) {
		this.#board = board;
		this.#tap = tap;
	}

	/** A column's list with the hovering card in it. */
	itemsIn(stageId: string, items: readonly Item[]): readonly Item[] {
		return withHover(items, stageId, this.hover);
	}

	/** The id of the job that a list item stands for. */
	jobIdOf(item: Item): string {
		return this.isStandIn(item) ? (this.heldId ?? item.id) : item.id;
	}

	isStandIn(item: Item): boolean {
		return SHADOW_ITEM_MARKER_PROPERTY_NAME in item;
	}

	/** Escape takes the card back; the library by itself would drop it where it is. */
	cancel(): void {
		this.#cancelled = true;
	}

	consider(stageId: string, { detail: { items, info } }: DragEvent): void {
		if (info.trigger === TRIGGERS.DRAG_STARTED) this.#pickUp(info.id);
		this.#follow(stageId, items);
		// The keyboard says `finalize` at every arrow; only this is the end.
		if (info.trigger === TRIGGERS.DRAG_STOPPED) {
			this.#putDown();
			void focusCard(info.id);
		}
	}

	finalize(stageId: string, { detail: { items, info } }: DragEvent): void {
		this.#follow(stageId, items);
		if (info.source === SOURCES.KEYBOARD) return;
		if (info.trigger === TRIGGERS.DROPPED_OUTSIDE_OF_ANY) this.cancel();
		// The zone it came from is told too; by then it is down.
		if (info.trigger !== TRIGGERS.DROPPED_INTO_ANOTHER) this.#putDown();
	}

	#pickUp(jobId: string): void {
		// A click on another card in the keyboard's drag mode picks that one up without a word on the first.
		if (this.hover) this.#putDown();
		this.#cancelled = false;
		this.job = this.#board.jobs.get(jobId) ?? null;
		this.hover = { jobId, stageId: null, item: { id: jobId }, index: 0, after: null, before: null };
	}

	#follow(stageId: string, items: Item[]): void {
		const { hover } = this;
		if (!hover) return;
		const index = items.findIndex((item) => this.isStandIn(item) || item.id === hover.jobId);
		const item = items[index];
		if (item) this.hover = { jobId: hover.jobId, stageId, item, index, ...neighboursAt(items, index) };
		else if (hover.stageId === stageId) this.hover = { ...hover, stageId: null };
	}

	#putDown(): void {
		const { hover, job } = this;
		this.hover = null;
		this.job = null;
		if (!hover || !job || this.#cancelled || hover.stageId === null) return;
		const { stageId, after, before } = hover;
		if (!this.#isWhereItWas(hover)) void this.#tap.move(job, stageId, { after, before });
	}

	#isWhereItWas({ jobId, stageId, after, before }: Hover): boolean {
		const column = this.#board.columns.find((candidate) => candidate.stage.id === stageId);
		const index = column?.jobs.findIndex((candidate) => candidate.id === jobId) ?? -1;
		if (!column || index < 0) return false;
		const place = neighboursAt(column.jobs, index);
		// Below the last card that is drawn there may be more: whom it stands behind decides. [MOVE3]
		return place.after === after && (after !== null || place.before === before);
	}
}

/** The library takes the focus away when it lets go; whoever works by keyboard goes on from the card. */
async function focusCard(jobId: string): Promise<void> {
	await tick();
	document.querySelector<HTMLElement>(`[data-job="${jobId}"]`)?.focus();
}
