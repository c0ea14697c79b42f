import { type Car, heightOf } from './car.ts';
import { type Pages, timed, turn } from './pages.ts';
import type { WallRow } from './wall-row.ts';

/*
 * Groups of cars laid in columns of one height, and columns on pages. Where one page does not hold
 * all, what must be acted on has columns of its own on every page. Heights in em of plates.
 */

/** A group's name. */
export const HEAD = 1.38;
/** A line of names below it. */
export const LINE = 1.1;

/** What belongs together, under one name. */
export interface Group {
	id: string;
	/** Its name, from the longest form to the shortest. */
	forms: readonly string[];
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
	const first = pinned && frame.columns > 1 ? partsOf(pinned, frame.height) : [];
	const pages = Array.from({ length: Math.max(1, Math.floor(frame.columns / 2)) }, (_, index) =>
		pagesOf(first, others, first.length > 0 ? index + 1 : 0, frame)
	);
	const fewest = pages.reduce((best, other) => (other.length < best.length ? other : best));
	return timed(fewest, rowsOfPage, rows);
}

/** @param columns that the first parts have of every page; the other groups have the rest */
function pagesOf(first: readonly Part[], others: readonly Group[], columns: number, frame: Frame): Page[] {
	const upper = turns(first, columns, frame.height);
	const besides = frame.columns - columns;
	const lower = inPages(pack(roomy(others, besides, upper.length, frame), frame), besides);
	return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => [
		...turn(upper, index),
		...turn(lower, index)
	]);
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

/**
 * Parts that take turns, so many side by side: the last stays as full as the others, with cars that stood on
 * pages before it.
 */
function turns(parts: readonly Part[], columns: number, height: number): Page[] {
	const pages = inPages(
		parts.map((part) => [part]),
		columns
	);
	const before = carsOf(pages.slice(0, -1));
	const last = parts[parts.length - 1];
	if (!last) return pages;
	const cars = [...last.cars];
	while (
		before.length > 0 &&
		heightOfGroup({ ...last, cars: [before[before.length - 1]!, ...cars] }) <= height
	) {
		cars.unshift(before.pop()!);
	}
	const page = pages[pages.length - 1] ?? [];
	return [...pages.slice(0, -1), [...page.slice(0, -1), [{ ...last, cars }]]];
}

const carsOf = (pages: readonly Page[]): Car[] => joined(joined(joined(pages)).map(({ cars }) => cars));

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
	Array.from({ length: size > 0 ? Math.ceil(columns.length / size) : 0 }, (_, index) =>
		columns.slice(index * size, (index + 1) * size)
	);

const joined = <Item>(lists: readonly (readonly Item[])[]): Item[] => ([] as Item[]).concat(...lists);

const rowsOf = ({ cars }: Group): WallRow[] => cars.map(({ row }) => row);

const rowsOfPage = (page: Page): WallRow[] => joined(joined(page).map(rowsOf));
