import type { Neighbours } from '../job/place.ts';

/** What the drag zones carry: ids only. A card's content is looked up, so it stays live in the air. */
export interface Item {
	id: string;
}

/** A card in the air: the zone's own stand-in for it, and between whom it hovers. */
export interface Hover extends Neighbours {
	jobId: string;
	/** Where the drag library wants to see its stand-in; null between two columns. */
	stageId: string | null;
	item: Item;
	/** Where it stood in the zone's list, for when both neighbours have left meanwhile. */
	index: number;
}

/**
 * A column as it is now with the hovering card in it, whatever happened to the other cards since it was
 * picked up. The same array where nothing hovers in or came from here.
 */
export function withHover(items: readonly Item[], stageId: string, hover: Hover | null): readonly Item[] {
	if (!hover) return items;
	const others = items.filter((item) => item.id !== hover.jobId);
	if (hover.stageId !== stageId) return others.length === items.length ? items : others;
	const above = others.findIndex((item) => item.id === hover.after);
	const below = others.findIndex((item) => item.id === hover.before);
	const at = above >= 0 ? above + 1 : below >= 0 ? below : Math.min(hover.index, others.length);
	return [...others.slice(0, at), hover.item, ...others.slice(at)];
}

/** The cards above and below one of a list. */
export const neighboursAt = (items: readonly Item[], index: number): Neighbours => ({
	after: items[index - 1]?.id ?? null,
	before: items[index + 1]?.id ?? null
});

/** The columns' lists of ids: each the same array until a card comes, goes or changes place. */
export class ItemLists {
	#lists = new Map<string, { ids: string; items: readonly Item[] }>();

	of(stageId: string, jobs: readonly Item[]): readonly Item[] {
		const ids = jobs.map((job) => job.id).join();
		const known = this.#lists.get(stageId);
		if (known?.ids === ids) return known.items;
		const items = jobs.map(({ id }) => ({ id }));
		this.#lists.set(stageId, { ids, items });
		return items;
	}
}
