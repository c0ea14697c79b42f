import { REST } from './layout.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/** Space between columns, em of plates, as all widths here. */
export const GAP = 0.45;
/** A stage's name is the workshop's own and may be long: from here on it is cut off. */
const WIDEST_STAGE = 6;
const WIDEST_PEOPLE = 5.4;
/** Less than this of a name and a bay, or of a model, tells nothing. */
const LEAST_PEOPLE = 3.4;
const LEAST_MODEL = 2.2;
/** The outlook's sign with the space behind it, and the space before its minutes. */
const SIGN = 0.8;
const BEFORE_MINUTES = 0.24;
const BEFORE_TIME = 0.24;

/** Widths in em of plates; 0: left out. */
export interface Columns {
	plate: number;
	model: number;
	stage: number;
	people: number;
	promise: number;
	outlook: number;
}

/**
 * Widths by what has to stand in them, for all pages alike. What does not fit at a size that can be read
 * from afar is left out, never shrunk: the time of a promise for another day, the model, and last technician
 * and bay. [DISP2]
 *
 * @param room width of a row
 */
export function columnsFor(rows: readonly WallRow[], room: number): Columns {
	const widest = (width: (row: WallRow) => number) => Math.max(0, ...rows.map(width));
	const plate = widest((row) => textWidth(row.plate));
	const outlook = widest(outlookWidth);
	const promise = widest((row) => textWidth(row.day || row.time));
	const dated = widest(datedWidth);
	let left = room - plate - promise - outlook - 3 * GAP;
	const stage = Math.min(WIDEST_STAGE, Math.max(0, left), widest(stageWidth));
	left -= stage;

	const wanted = { model: widest(modelWidth), people: Math.min(WIDEST_PEOPLE, widest(peopleWidth)) };
	const least = { model: Math.min(LEAST_MODEL, wanted.model), people: Math.min(LEAST_PEOPLE, wanted.people) };
	let model = 0;
	let people = 0;
	if (left >= least.people + least.model + 2 * GAP) {
		people = Math.min(wanted.people, left - least.model - 2 * GAP);
		model = Math.min(wanted.model, left - people - 2 * GAP);
		left -= model + people + 2 * GAP;
	} else if (left >= least.people + GAP) {
		people = Math.min(wanted.people, left - GAP);
		left -= people + GAP;
	}
	const spare = dated - promise <= left;
	return { plate, model, stage, people, promise: spare ? Math.max(dated, promise) : promise, outlook };
}

const rest = (...texts: string[]): number => REST * textWidth(texts.filter(Boolean).join(' '));

const datedWidth = (row: WallRow): number =>
	textWidth(row.time) + (row.day ? rest(row.day) + BEFORE_TIME : 0);

const outlookWidth = ({ words: { sign, word, minutes } }: WallRow): number =>
	(sign ? SIGN : 0) + rest(word) + (minutes ? BEFORE_MINUTES + rest(minutes) : 0);

const stageWidth = (row: WallRow): number => (row.stoppage ? rest(row.stoppage, row.age) : rest(row.stage));

const peopleWidth = (row: WallRow): number => rest(row.technician, row.bay);

const modelWidth = (row: WallRow): number => rest(row.model, row.colour);

/** Whether a model stands in its column together with its colour; alone otherwise. */
export const fitsColour = (row: WallRow, { model }: Columns): boolean => modelWidth(row) <= model;

/** Whether the promise has room for its day and its time; for its day alone otherwise. */
export const fitsDayAndTime = (row: WallRow, { promise }: Columns): boolean => datedWidth(row) <= promise;
