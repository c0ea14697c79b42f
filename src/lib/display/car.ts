import { rest, SPACE } from './columns.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/*
 * A car as a card of two lines, where a wall has columns: its plate, and below what must be known of it now.
 * Widths and heights in em of plates.
 */

/** A sign with the space behind it, and the space between two words of the second line. */
const SIGN = 0.88;
const GAP = 0.3;
/** Less of a name than this tells nothing. */
const LEAST_CUT = 2;

/** Plate 1.17, second line 1.1, air 0.15. */
export const CAR = 2.42;
/** A third line of small type. */
export const THIRD = 1;

export interface Car {
	row: WallRow;
	/** Stage, name or word beside time or stoppage; empty: left out. */
	beside: string;
	/** `beside` has a line of its own. */
	tall: boolean;
	/** A stoppage stands there with its age. */
	withAge: boolean;
	/** A promise for another day stands there with its time. */
	whole: boolean;
}

/** What stands beside time or stoppage: the first that fits. */
export interface Beside {
	texts: readonly string[];
	/** What none of the room holds is given a third line, rather than cut off. */
	mayGrow: boolean;
}

/** Lays a car out in a card. [DISP2] @param width of its lines, em */
export function carIn(row: WallRow, { texts, mayGrow }: Beside, width: number): Car {
	const wanted = texts.filter(Boolean);
	const free = width - least(row);
	const whole = wanted.find((text) => GAP + rest(text) <= free);
	const first = wanted[0] ?? '';
	const tall = whole === undefined && mayGrow && first !== '';
	// The last is the one that may be cut: a name.
	const cut = wanted[wanted.length - 1] ?? '';
	const beside = whole ?? (tall ? first : free - GAP >= Math.min(LEAST_CUT, rest(cut)) ? cut : '');
	const left = tall || !beside ? free : free - GAP - rest(beside);
	const { age, day, stoppage } = row;
	return {
		...{ row, beside, tall },
		withAge: stoppage !== '' && SPACE + rest(age) <= left,
		whole: stoppage === '' && day !== '' && SPACE + textWidth(row.time) <= left
	};
}

export const heightOf = ({ tall }: Car): number => CAR + (tall ? THIRD : 0);

/** Late, and not ready yet. */
export const isLate = ({ outlook: { state, ready } }: WallRow): boolean => state === 'late' && !ready;

/** The second line without what may be left out. */
function least(row: WallRow): number {
	if (row.stoppage) return (isLate(row) ? SIGN : 0) + rest(row.stoppage);
	const when = row.day || !row.timed ? rest(row.day || row.time) : textWidth(row.time);
	return (row.words.sign ? SIGN : 0) + when;
}

/** The width of a card that cuts off neither plate nor time nor stoppage, nor, if given, what stands beside. */
export const widthOf = (row: WallRow, beside = ''): number =>
	Math.max(textWidth(row.plate), least(row) + (beside ? GAP + rest(beside) : 0));
