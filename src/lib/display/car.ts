import { firstFitting, nameForms, rest } from './fit.ts';
import { codeWidth, hourWidth, leastStageWidth, plateWidth } from './list-row.ts';
import { textWidth } from './text-width.ts';
import type { WallRow } from './wall-row.ts';

/*
 * A car as a card, where a wall has columns: its plate, its hour, and what else must be known of it now. Widths
 * and heights in em of plates.
 */

/** A sign with the space behind it, and the space between two texts of a line. */
const SIGN = 0.88;
const GAP = 0.36;

/** Plate 1.17, second line 1.1, air 0.15. */
export const CAR = 2.42;
/** A further line of small type. */
export const LOWER = 1;
/** A card has at most so many of them. */
export const MOST_LOWER = 2;

/** A text beside or below the hour, and what it tells: that decides its colour. */
export interface Told {
	what: 'stage' | 'stoppage' | 'people' | 'outlook';
	text: string;
	/** A stoppage's age, where there is room. */
	age: string;
	/** A technician on the right, who had no room beside the hour. */
	end: string;
}

export interface Car {
	row: WallRow;
	/** Or the code, in a card too narrow for the plate. */
	plate: string;
	/** Beside the hour. */
	beside: Told | null;
	below: Told[];
}

/** What a card says because the name above it does not. */
export interface Wanted {
	/** `running`: of a stopped car the stoppage alone. */
	stage?: 'always' | 'running';
	people?: boolean;
	/** The outlook in a word or in minutes, of what is late or tight. */
	outlook?: boolean;
}

/** Lays a car out in a card. [DISP13] @param width of its lines */
export function carIn(row: WallRow, { stage, people, outlook }: Wanted, width: number): Car {
	const { stoppage, technician, assigned, words, stageForms } = row;
	const room = width - hourLine(row) - GAP;
	const told = (what: Told['what'], text: string): Told => ({ what, text, age: '', end: '' });
	const names = assigned ? nameForms(technician) : stage ? [technician] : [];
	const name = people ? firstFitting(names, room) : '';
	const judgement = outlook && (isLate(row) || words.tone === 'tight');
	const stages = stage === 'always' || (stage && !stoppage) ? stageForms : [];
	const first: Told[] = [
		told('outlook', judgement && !stoppage ? firstFitting([words.word, words.minutes], room) : ''),
		told('people', name),
		told('stage', people ? '' : firstFitting(stages, room))
	].filter(({ text }) => text !== '');
	const beside = first[0] ?? null;
	const below: Told[] = [];
	// A shorter name of the stage rather than no technician.
	const kept = people && !name ? GAP + Math.min(...names.map((form) => rest(form))) : 0;
	if (stages.length > 0 && beside?.what !== 'stage')
		below.push(told('stage', firstFitting(stages, width - kept) || firstFitting(stages, width)));
	if (stoppage)
		below.push({ ...told('stoppage', stoppage), age: rest(stoppage, row.age) <= width ? row.age : '' });
	const last = below[below.length - 1];
	if (people && stage && beside?.what !== 'people' && last) {
		const left = width - GAP - rest(last.text, last.age);
		below[below.length - 1] = { ...last, end: firstFitting(names, left) };
	}
	const plate = textWidth(row.plate) <= width ? row.plate : row.ticket;
	return { row, plate, beside, below };
}

export const heightOf = ({ below }: Car): number => CAR + below.length * LOWER;

/** Late, and not ready yet. */
export const isLate = ({ outlook: { state, ready } }: WallRow): boolean => state === 'late' && !ready;

const hourLine = (row: WallRow): number => (row.words.sign ? SIGN : 0) + hourWidth(row);

/** The width of a card that holds what is never left out, and beside the hour, if given, a text. */
export const widthOf = (row: WallRow, beside = ''): number =>
	Math.max(
		Math.max(plateWidth(row), codeWidth(row)),
		...[leastStageWidth(row), hourLine(row) + (beside ? GAP + rest(beside) : 0)]
	);
