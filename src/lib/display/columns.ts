import { REST } from './layout.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/** Space between columns, em of plates, as all widths here. */
export const GAP = 0.45;
/** A stage's name is the workshop's own and may be long: from here on it is cut off. */
const WIDEST_STAGE = 6;
const WIDEST_PEOPLE = 5.4;
/** Less than this of a model tells nothing. */
const LEAST_MODEL = 2;
/** The outlook's sign with the space behind it, and the space before its minutes. */
const SIGN = 0.85;
const BEFORE_MINUTES = 0.25;

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
 * from afar is left out, never shrunk: first the model, then technician and bay. [DISP2]
 *
 * @param room width of a row
 */
export function columnsFor(rows: readonly WallRow[], room: number): Columns {
	const widest = (width: (row: WallRow) => number) => Math.max(0, ...rows.map(width));
	const plate = widest((row) => textWidth(row.plate));
	const promise = widest(promiseWidth);
	const outlook = widest(outlookWidth);
	let left = room - plate - promise - outlook - 2 * GAP;
	const stage = Math.min(WIDEST_STAGE, Math.max(0, left - GAP), widest(stageWidth));
	left -= stage + GAP;
	const people = fitting(Math.min(WIDEST_PEOPLE, widest(peopleWidth)), left - GAP);
	left -= people > 0 ? people + GAP : 0;
	const model = Math.min(widest(modelWidth), Math.max(0, left - GAP));
	return { plate, model: model < LEAST_MODEL ? 0 : model, stage, people, promise, outlook };
}

const fitting = (width: number, room: number): number => (width <= room ? width : 0);

const rest = (...texts: string[]): number => REST * textWidth(texts.filter(Boolean).join(' '));

const promiseWidth = (row: WallRow): number =>
	textWidth(row.time) + (row.day ? rest(row.day) + BEFORE_MINUTES : 0);

const outlookWidth = ({ words: { sign, word, minutes } }: WallRow): number =>
	(sign ? SIGN : 0) + rest(word) + (minutes ? BEFORE_MINUTES + rest(minutes) : 0);

const stageWidth = (row: WallRow): number => (row.stoppage ? rest(row.stoppage, row.age) : rest(row.stage));

const peopleWidth = (row: WallRow): number => rest(row.technician, row.bay);

const modelWidth = (row: WallRow): number => rest(row.model, row.colour);

/** Whether a model stands in its column together with its colour; alone otherwise. */
export const fitsColour = (row: WallRow, { model }: Columns): boolean => modelWidth(row) <= model;
