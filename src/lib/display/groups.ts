import { type Car, heightOf } from './car.ts';
import { type Pages, timed, turn } from './pages.ts';
import type { WallRow } from './wall-row.ts';

/*
 * Groups of cars laid in columns of one height, and columns on pages. What must be acted on is in a column
 * of its own on every page, where one page does not hold all. Heights in em of plates.
 */

/** A group's name. */
export const HEAD = 1.38;
/** A line of names below it. */
export const LINE = 1.1;

/** What belongs together, under one name. */
export interface Group {
	id: string;
	name: string;
	/** Beside the name: how many cars, or which bays. */
	note: string;
	cars: Car[];
	/** Names below it instead of cars. */
	lines: string[];
	/** Shown only where there is room. */
	optional: boolean;
}

/** Of a group as much as one column has of it. */
export interface Part extends Group {
	/** Which of how many, from 1; one of one is the whole. */
	part: number;
	parts: number;
}

export type Column = Part[];
export type Page = Column[];

export interface Frame {
	/** Columns of a page. */
	columns: number;
	/** Of a column. */
	height: number;
	/** Each group begins a column of its own. */
	alone: boolean;
}

/** What every page shows, if there is anything. */
export interface Kept {
	/** Its cars, in other words than below their own names. */
	pinned: Group | null;
	/** The groups without those cars. */
	others: Group[];
}

/**
 * Pages of groups. [DISP3] [DISP4] [DISP7] [DISP8]
 *
 * @param groups with all cars, those that must be acted on first
 * @param keep the same, what must be acted on apart
 */
export function layGroups(groups: readonly Group[], keep: () => Kept, frame: Frame): Pages<WallRow, Page> {
	const rows = joined(groups.map(rowsOf));
	const one = pack(roomy(groups, frame.columns, 1, frame), frame);
	if (one.length <= frame.columns) return timed([one], rowsOfPage, rows);
	const { pinned, others } = keep();
	const first = pinned && frame.columns > 1 ? turns(pinned, frame.height) : [];
	const besides = frame.columns - Math.min(1, first.length);
	const columns = pack(roomy(others, besides, first.length, frame), frame);
	const rest = inPages(columns, besides);
	const pages = Array.from({ length: Math.max(first.length, rest.length) }, (_, index) => [
		...turn(first, index),
		...turn(rest, index)
	]);
	return timed(pages, rowsOfPage, rows);
}

/**
 * The groups that are shown: of those without a car as many as make no further page.
 *
 * @param columns of a page that they may have
 * @param least pages that there are anyway
 */
function roomy(groups: readonly Group[], columns: number, least: number, frame: Frame): readonly Group[] {
	const needed = groups.filter(({ optional }) => !optional);
	const pages = Math.max(1, least, Math.ceil(pack(needed, frame).length / columns));
	let kept = groups;
	while (pack(kept, frame).length > pages * columns) {
		const last = kept.map(({ optional }) => optional).lastIndexOf(true);
		if (last < 0) return kept;
		kept = kept.filter((_, index) => index !== last);
	}
	return kept;
}

/** Groups below one another in columns: one that a fresh column holds whole is not parted. */
function pack(groups: readonly Group[], { height, alone }: Frame): Column[] {
	const columns: Column[] = [];
	let left = 0;
	for (const group of groups) {
		const parts = partsOf(group, height);
		for (const part of parts) {
			const column = columns[columns.length - 1];
			const tall = heightOfGroup(part);
			if (column && !alone && tall <= left) column.push(part);
			else columns.push([part]);
			left = (column && !alone && tall <= left ? left : height) - tall;
		}
	}
	return columns;
}

/** What of a group each column holds that has it alone; a column holds a car at least. */
function partsOf(group: Group, height: number): Part[] {
	const cars = filled(group.cars, height - HEAD, heightOf);
	const lines = filled(group.lines, height - HEAD, () => LINE);
	const parts = Math.max(1, cars.length, lines.length);
	return Array.from({ length: parts }, (_, index) => ({
		...{ ...group, cars: cars[index] ?? [], lines: lines[index] ?? [] },
		...{ part: index + 1, parts }
	}));
}

/** What takes turns in a column: the last turn is as full as the others. */
function turns(group: Group, height: number): Page[] {
	const parts = partsOf(group, height);
	const last = parts[parts.length - 1];
	for (let before = group.cars.length - (last?.cars.length ?? 0) - 1; last && before >= 0; before--) {
		const car = group.cars[before]!;
		if (heightOfGroup(last) + heightOf(car) > height) break;
		last.cars.unshift(car);
	}
	return parts.map((part) => [[part]]);
}

const heightOfGroup = ({ cars, lines }: Group): number =>
	HEAD + lines.length * LINE + cars.reduce((sum, car) => sum + heightOf(car), 0);

function filled<Item>(items: readonly Item[], room: number, height: (item: Item) => number): Item[][] {
	const parts: Item[][] = [];
	let left = 0;
	for (const item of items) {
		left -= height(item);
		if (parts.length === 0 || left < 0) {
			parts.push([item]);
			left = room - height(item);
		} else parts[parts.length - 1]?.push(item);
	}
	return parts;
}

const inPages = (columns: Column[], size: number): Page[] =>
	Array.from({ length: Math.ceil(columns.length / size) }, (_, index) =>
		columns.slice(index * size, (index + 1) * size)
	);

const joined = <Item>(lists: readonly (readonly Item[])[]): Item[] => ([] as Item[]).concat(...lists);

const rowsOf = ({ cars }: Group): WallRow[] => cars.map(({ row }) => row);

const rowsOfPage = (page: Page): WallRow[] => joined(joined(page).map(rowsOf));
