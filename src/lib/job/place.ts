import { generateKeyBetween } from 'fractional-indexing';

/** A card's rank in its column. */
export interface Placed {
	id: string;
	position: string;
}

/** Where a card was dropped: the ids of the cards above and below it, null at an end. */
export interface Neighbours {
	after: string | null;
	before: string | null;
}

/** Ranks compare by code unit, never by locale; equal ranks (they should not be) by id. [MOVE3] */
export const byRank = (a: Placed, b: Placed): number =>
	a.position < b.position ? -1 : a.position > b.position ? 1 : a.id < b.id ? -1 : 1;

/**
 * The rank for a card dropped between two neighbours. A neighbour that has left the column meanwhile is
 * passed over; with both gone the card goes to the end. [MOVE3]
 *
 * @param column the other open cards of the stage, in any order
 */
export function rankBetween(
	column: readonly Placed[],
	{ after, before }: Neighbours,
	moving: string
): string {
	const others = column.filter((card) => card.id !== moving).sort(byRank);
	const above = others.findIndex((card) => card.id === after);
	const below = others.findIndex((card) => card.id === before);
	const index = above >= 0 ? above + 1 : below >= 0 ? below : others.length;
	const upper = others[index - 1]?.position ?? null;
	// Equal ranks would leave no room between: step over them.
	const lower = others.slice(index).find((card) => upper === null || card.position > upper);
	return generateKeyBetween(upper, lower?.position ?? null);
}

/** The rank behind the last card of a column. */
export const rankAtEnd = (column: readonly Placed[], moving: string): string =>
	rankBetween(column, { after: null, before: null }, moving);
