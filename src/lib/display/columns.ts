import { REST } from './layout.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/** Space between columns, em of plates, as all widths here. */
const GAP = 0.42;
/** In the upper line of two, which is the narrower. */
export const UPPER_GAP = 0.25;
/** A stage's name is the workshop's own and may be long: from here on it is cut off. */
const WIDEST_STAGE = 5.4;
/** Less than this of a name, or of a model, tells nothing. */
const LEAST_PEOPLE = 3;
const LEAST_MODEL = 2.4;
/** Names and models are given what serves this share of the rows: one long name must not cost all others. */
const SERVED = 0.8;
/** The outlook's sign with the space behind it, and the space before its minutes and before a time. */
const SIGN = 0.8;
export const SPACE = 0.24;

/** Widths in em of plates; 0: left out. */
export interface Columns {
	plate: number;
	model: number;
	stage: number;
	people: number;
	promise: number;
	outlook: number;
	/** The outlook's word is shown beside its sign; only upright and from far away there is no room for it. */
	word: boolean;
	/** Its minutes are. */
	minutes: boolean;
}

/**
 * Widths by what has to stand in them, for all pages alike. What does not fit at a size that can be read
 * from afar is left out, never shrunk, in this order: the time of a promise for another day, the model,
 * technician and bay, the outlook's minutes. [DISP2]
 *
 * @param room width of a row
 */
export function columnsFor(rows: readonly WallRow[], room: number): Columns {
	const widest = (width: (row: WallRow) => number) => Math.max(0, ...rows.map(width));
	const plate = widest((row) => textWidth(row.plate));
	const promise = widest((row) => textWidth(row.day || row.time));
	const wanted = Math.min(WIDEST_STAGE, widest(stageWidth));
	const free = room - plate - promise - 3 * GAP;
	const minutes = free - widest(outlookWidth) >= wanted;
	const outlook = widest(minutes ? outlookWidth : judgementWidth);
	const stage = Math.max(0, Math.min(wanted, free - outlook));
	const between = divide(rows, free - outlook - stage);
	const dated = widest(datedWidth) - promise;
	const spare = dated > 0 && dated <= between.left ? dated : 0;
	return { plate, stage, promise: promise + spare, outlook, word: true, minutes, ...between };
}

/**
 * The same for rows of two lines: plate, promise and outlook above; stage, technician and model below.
 *
 * @param room width of a row
 */
export function uprightColumnsFor(rows: readonly WallRow[], room: number): Columns {
	const widest = (width: (row: WallRow) => number) => Math.max(0, ...rows.map(width));
	const plate = widest((row) => textWidth(row.plate));
	const short = widest((row) => textWidth(row.day || row.time));
	const free = room - plate - short - 2 * UPPER_GAP;
	const minutes = free >= widest(outlookWidth);
	const word = free >= widest(judgementWidth);
	const outlook = widest(minutes ? outlookWidth : word ? judgementWidth : signWidth);
	const dated = widest(datedWidth);
	const promise = dated - short <= free - outlook ? Math.max(dated, short) : short;
	const stage = Math.min(WIDEST_STAGE, room / 3);
	const { people, model } = divide(rows, room - stage);
	return { plate, stage, promise, outlook, word, minutes, people, model };
}

/** Divides what is left in a row between technician with bay, and model with colour. */
function divide(rows: readonly WallRow[], left: number): { people: number; model: number; left: number } {
	const people = widths(rows, peopleWidth);
	const model = widths(rows, modelWidth);
	const least = { people: Math.min(LEAST_PEOPLE, people.most), model: Math.min(LEAST_MODEL, model.most) };
	if (left < least.people + GAP) return { people: 0, model: 0, left };
	if (left < least.people + least.model + 2 * GAP) {
		const all = Math.min(people.most, left - GAP);
		return { people: all, model: 0, left: left - GAP - all };
	}
	const room = left - 2 * GAP;
	const served = Math.min(people.served, room - least.model);
	const modelled = Math.min(model.most, room - served);
	const named = Math.min(people.most, room - modelled);
	return { people: named, model: modelled, left: room - modelled - named };
}

/** The most any row needs, and what serves nearly all. */
function widths(rows: readonly WallRow[], width: (row: WallRow) => number) {
	const sorted = rows.map(width).sort((a, b) => a - b);
	const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
	return { most: at(1), served: at(SERVED) };
}

export const rest = (...texts: string[]): number => REST * textWidth(texts.filter(Boolean).join(' '));

const datedWidth = (row: WallRow): number => textWidth(row.time) + (row.day ? rest(row.day) + SPACE : 0);

const signWidth = ({ words: { sign } }: WallRow): number => (sign ? SIGN : 0);

const judgementWidth = (row: WallRow): number => signWidth(row) + rest(row.words.word);

const outlookWidth = (row: WallRow): number =>
	judgementWidth(row) + (row.words.minutes ? SPACE + rest(row.words.minutes) : 0);

const stageWidth = (row: WallRow): number => (row.stoppage ? rest(row.stoppage, row.age) : rest(row.stage));

const peopleWidth = (row: WallRow): number => rest(row.technician, row.bay);

const modelWidth = (row: WallRow): number => rest(row.model, row.colour);

/** Whether a model stands in its column together with its colour; alone otherwise. */
export const fitsColour = (row: WallRow, { model }: Columns): boolean => modelWidth(row) <= model;

/** Whether a stoppage stands there together with its age. */
export const fitsAge = (row: WallRow, { stage }: Columns): boolean => stageWidth(row) <= stage;

/** Whether a technician stands there together with the bay. */
export const fitsBay = (row: WallRow, { people }: Columns): boolean => peopleWidth(row) <= people;

/** Whether the promise has room for its day and its time; for its day alone otherwise. */
export const fitsDayAndTime = (row: WallRow, { promise }: Columns): boolean => datedWidth(row) <= promise;
