import { cutToFit, firstFitting, nameForms, rest, served, SIGN, SPACE, widest } from './fit.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/* The widths of what a row of the list may show, and what it shows in widths that are those of all rows. */

/** A plate of ten signs is shown; of a longer one, where it has no room, the code. */
const WIDEST_PLATE = 8;

export const codeWidth = (row: WallRow): number => textWidth(row.ticket);

export function plateWidth(row: WallRow): number {
	const width = textWidth(row.plate);
	return width <= WIDEST_PLATE ? width : codeWidth(row);
}

const dayWidth = ({ day }: WallRow): number => rest(day);

const timeWidth = ({ timed, time }: WallRow): number => (timed ? textWidth(time) : rest(time));

/** The time with its day, which it is never shown without. */
export const hourWidth = (row: WallRow): number =>
	timeWidth(row) + dayWidth(row) + (row.day && row.time ? SPACE : 0);

const signWidth = ({ words: { sign } }: WallRow): number => (sign ? SIGN : 0);

const wordWidth = (row: WallRow): number => signWidth(row) + rest(row.words.word);

const minutesWidth = (row: WallRow): number =>
	wordWidth(row) + (row.words.minutes ? SPACE + rest(row.words.minutes) : 0);

export const leastStageWidth = ({ stoppage, stageForms }: WallRow): number =>
	stoppage ? rest(stoppage) : Math.min(...stageForms.map((form) => rest(form)));

const stageWidth = ({ stoppage, age, stage }: WallRow): number =>
	stoppage ? rest(stoppage, age) : rest(stage);

const namesOf = ({ technician, assigned }: WallRow): string[] =>
	assigned ? nameForms(technician) : [technician];

/** The least that a technician needs. */
const peopleWidth = (row: WallRow): number => Math.min(...namesOf(row).map((name) => rest(name)));

const bayWidth = (row: WallRow): number => Math.min(...namesOf(row).map((name) => rest(name, row.bay)));

const wholePeopleWidth = ({ technician, bay }: WallRow): number => rest(technician, bay);

const modelWidth = ({ model }: WallRow): number => rest(model);

const colourWidth = ({ model, colour }: WallRow): number => rest(model, colour);

/** A model longer than this is cut between words. */
const WIDEST_MODEL = 6;

/** What the parts of a row need so that every row has room, or, of names and models, nearly every one. */
export function needsOf(rows: readonly WallRow[]) {
	const all = (width: (row: WallRow) => number) => widest(rows, width);
	const most = (width: (row: WallRow) => number) => served(rows.map(width));
	return {
		...{ plate: all(plateWidth), code: all(codeWidth), hour: all(hourWidth), day: all(dayWidth) },
		...{
			time: all(timeWidth),
			leastStage: all(leastStageWidth),
			stage: all(stageWidth),
			sign: all(signWidth)
		},
		...{ word: all(wordWidth), minutes: all(minutesWidth), people: most(peopleWidth), bay: most(bayWidth) },
		...{ wholePeople: all(wholePeopleWidth), wholeModel: all(colourWidth) },
		model: Math.min(WIDEST_MODEL, most(modelWidth)),
		colour: Math.min(WIDEST_MODEL, most(colourWidth))
	};
}

/** Texts of a row; empty where left out. */
export interface ShownRow {
	plate: string;
	model: string;
	/** Why it stands still, else where it stands. */
	stage: string;
	/** A stoppage's age. */
	age: string;
	technician: string;
	bay: string;
}

interface Widths {
	plate: number;
	model: number;
	stage: number;
	people: number;
}

/** What a row shows in these widths. */
export function shownIn(row: WallRow, widths: Widths): ShownRow {
	const { model, colour, bay, stoppage, age } = row;
	const names = namesOf(row);
	const besideBay = names.find((name) => rest(name, bay) <= widths.people);
	return {
		plate: textWidth(row.plate) <= widths.plate ? row.plate : row.ticket,
		model:
			firstFitting([[model, colour].filter(Boolean).join(' ')], widths.model) ||
			cutToFit(model, widths.model),
		stage: stoppage || firstFitting(row.stageForms, widths.stage),
		age: stoppage && rest(stoppage, age) <= widths.stage ? age : '',
		technician: besideBay ?? firstFitting(names, widths.people),
		bay: besideBay === undefined ? '' : bay
	};
}
