/* What is kept of an import: ids and numbers, nothing personal. */

/** A job that an import made or changed, by its versions. `from` is 0 where it made it. */
export interface RunJob {
	id: string;
	from: number;
	to: number;
}

/** Why an open card is listed: the dealer's system closed its order, or the file does not have it any more. */
export type ListedWhy = 'delivered' | 'cancelled' | 'gone';

export interface ListedJob {
	id: string;
	version: number;
	why: ListedWhy;
}

/** A listed card as people know it. */
export interface ListedCard extends ListedJob {
	orderNumber: string;
	plate: string;
	ticket: string;
	/** The dealer's system's word for it; '' where the file does not have the order. */
	word: string;
}
