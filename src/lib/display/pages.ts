/*
 * Which cars stand on which page. Late and stopped cars are what a wall is looked at for, so they stand
 * on every page; the others share what is left.
 */

/** No page is shorter, seconds. */
const LEAST_TIME = 8;
/** Time to read a row, seconds. */
const TIME_PER_ROW = 1;
/** All pages together, seconds: nobody waits longer for their car. */
const LONGEST_CYCLE = 60;
const MOST_PAGES = Math.floor(LONGEST_CYCLE / LEAST_TIME);

export interface Pages<Row, Page = Row[]> {
	pages: Page[];
	/** How long each page stays, seconds. */
	time: number;
	/** Rows left off, because the cycle would pass a minute. */
	left: number;
}

/**
 * Lays rows, sorted already, on pages of `size`. [DISP3] [DISP4]
 *
 * - Pinned rows stand on top of every page. Where they would fill more than half of it they take turns
 *   there, and have more than half only where the others leave room.
 * - A page stays 8 s or 1 s a row, whichever is more, but less where the whole cycle would pass 60 s; it
 *   never stays less than 8 s: there are no more than 7 pages, and the last of the rest are left off.
 */
export function paginate<Row>(
	rows: readonly Row[],
	isPinned: (row: Row) => boolean,
	size: number
): Pages<Row> {
	const pinned = rows.filter(isPinned);
	const others = rows.filter((row) => !isPinned(row));
	// One row a page: nothing can stand on top of anything.
	if (size < 2) return timed(chunks([...pinned, ...others], 1), (page) => page, rows);
	const half = Math.floor(size / 2);
	const top = Math.min(pinned.length, Math.max(half, size - others.length));
	const upper = chunks(pinned, top, true);
	const lower = chunks(others, size - top);
	const count = Math.max(1, upper.length, lower.length);
	const page = (index: number) => [...turn(upper, index), ...turn(lower, index)];
	return timed(
		Array.from({ length: count }, (_, index) => page(index)),
		(page) => page,
		rows
	);
}

/**
 * How long pages stay, and what they leave off. [DISP4]
 *
 * @param rowsOf the rows of a page
 * @param rows all there are
 */
export function timed<Row, Page>(
	all: readonly Page[],
	rowsOf: (page: Page) => readonly Row[],
	rows: readonly Row[]
): Pages<Row, Page> {
	const pages = all.slice(0, MOST_PAGES);
	const shown = pages.map(rowsOf);
	const most = Math.max(0, ...shown.map(({ length }) => length));
	const time = Math.min(Math.max(LEAST_TIME, TIME_PER_ROW * most), LONGEST_CYCLE / Math.max(1, pages.length));
	return { pages, time, left: rows.length - new Set(([] as Row[]).concat(...shown)).size };
}

/** What stands at a turn, where there are several parts for one place. */
export const turn = <Row>(parts: readonly Row[][], index: number): Row[] =>
	parts.length > 0 ? (parts[index % parts.length] ?? []) : [];

/** @param full the last part takes rows of the one before rather than stay short */
function chunks<Row>(rows: readonly Row[], size: number, full = false): Row[][] {
	const parts: Row[][] = [];
	for (let start = 0; start < rows.length; start += size) {
		const from = full ? Math.max(0, Math.min(start, rows.length - size)) : start;
		parts.push(rows.slice(from, from + size));
	}
	return parts;
}
