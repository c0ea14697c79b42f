import { LineRoom } from './line-room.ts';
import { needsOf } from './list-row.ts';
import type { WallRow } from './wall-row.ts';

/*
 * The wall as a list: the lines of a row, and what it shows in them. Widths are those of all pages, so that
 * columns stand still while pages turn; in em of plates.
 */

/** `day` and `time` are `hour` on two lines. */
export type Part = 'plate' | 'model' | 'stage' | 'people' | 'hour' | 'day' | 'time' | 'outlook';
type Lines = readonly (readonly Part[])[];

/** What a row's lines show from the left, from the lowest row to the highest, and how high it is. */
const arrangements: readonly { height: number; lines: Lines }[] = [
	{ height: 1.5, lines: [['plate', 'model', 'stage', 'people', 'hour', 'outlook']] },
	// prettier-ignore
	{ height: 2.6, lines: [['plate', 'outlook', 'hour'], ['stage', 'people', 'model']] },
	// prettier-ignore
	{ height: 2.6, lines: [['plate', 'outlook'], ['hour', 'people', 'stage']] },
	// prettier-ignore
	{ height: 3.75, lines: [['plate', 'outlook'], ['hour', 'people'], ['stage', 'model']] },
	{ height: 4.9, lines: [['plate', 'outlook'], ['day'], ['time'], ['stage']] }
];

/** The outlook's word and the technician: rows without room for both have another line instead. */
const ENOUGH = 2;

export interface WallList {
	lines: Lines;
	/** 0: left out. */
	widths: Record<Part, number>;
	/** The outlook's word stands beside its sign. */
	word: boolean;
	/** So do its minutes. */
	minutes: boolean;
	/** Rows of a page. */
	size: number;
}

interface Arranged extends WallList {
	/** Nothing has too little room of what is never left out. */
	fits: boolean;
	/** How many of the parts that may be left out it shows. */
	shown: number;
}

/**
 * The lowest rows that show enough; higher ones that show more, where they take no further page. Where none
 * show enough, those that show most. Plates that no such row holds give way to the cars' codes. [DISP13]
 *
 * @param room width of a row
 * @param height of all rows of a page
 */
export function listFor(rows: readonly WallRow[], room: number, height: number): WallList {
	const needs = needsOf(rows);
	const low = arrangements.filter((arrangement) => arrangement.height <= height);
	const arranged = (plates: boolean) =>
		low
			.map(({ lines, height: one }) => arrange(needs, lines, room, Math.floor(height / one), plates))
			.filter((list) => list.fits);
	const whole = arranged(true);
	const lists = whole.length > 0 ? whole : arranged(false);
	const last = arrangements[arrangements.length - 1]!;
	if (lists.length === 0) return arrange(needs, last.lines, room, 1, false);
	const most = (best: Arranged, other: Arranged) => (other.shown > best.shown ? other : best);
	const enough = lists.find(({ shown }) => shown >= ENOUGH);
	const pages = ({ size }: WallList) => Math.ceil(rows.length / size);
	return enough
		? lists.filter((list) => pages(list) <= pages(enough)).reduce(most, enough)
		: lists.reduce(most);
}

function arrange(
	needs: ReturnType<typeof needsOf>,
	lines: Lines,
	room: number,
	size: number,
	plates: boolean
): Arranged {
	const { hour, day, time, leastStage: stage, sign: outlook } = needs;
	const plate = plates ? needs.plate : needs.code;
	const widths: Record<Part, number> = { plate, hour, day, time, stage, outlook, people: 0, model: 0 };
	const lineRoom = new LineRoom(lines, widths, room);
	const { fits } = lineRoom;
	/** In a line, what has no room takes along all that is worth less. */
	const full = new Set<number>();
	const step = (part: Part, to: number): boolean => {
		const line = lineRoom.lineOf(part);
		const grown = !full.has(line) && lineRoom.grow(part, to);
		if (!grown) full.add(line);
		return grown;
	};

	const word = step('outlook', needs.word);
	const people = step('people', needs.people);
	const minutes = step('outlook', needs.minutes);
	const bay = step('people', needs.bay);
	const model = step('model', needs.model);
	const wholeStage = lineRoom.grow('stage', needs.stage);
	const colour = step('model', needs.colour);
	// What is left goes to what is not whole yet.
	lineRoom.fill('stage', needs.stage);
	if (people) lineRoom.fill('people', needs.wholePeople);
	if (model) lineRoom.fill('model', needs.wholeModel);
	lineRoom.fill('plate', needs.plate);
	const shown = [word, people, minutes, bay, model, wholeStage, colour].filter(Boolean).length;
	return { lines, widths, word, minutes, size, fits, shown };
}
