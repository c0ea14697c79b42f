/** A job that has left the board, as far as its row in a list says. */
export interface ClosedJob {
	id: string;
	ticket: string;
	plate: string;
	model: string;
	customer: string;
	status: 'delivered' | 'cancelled';
	/** Epoch milliseconds. */
	closedAt: number;
}

/** How many left the board today, by the workshop's calendar. */
export interface ClosedCounts {
	delivered: number;
	cancelled: number;
}

export interface ClosedAnswer {
	counts: ClosedCounts;
	jobs: ClosedJob[];
}

/** The fewest signs that are searched for. */
export const FEWEST_SIGNS = 2;
