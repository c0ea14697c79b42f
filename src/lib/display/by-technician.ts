import * as m from '#lib/paraglide/messages.js';
import type { WallMeta } from '../feeds/wall.ts';
import { pinnedGroup, withoutPinned } from './by-stage.ts';
import { carIn } from './car.ts';
import { cutToFit, firstFitting, nameForms, rest, SPACE } from './fit.ts';
import type { Group, Kept } from './groups.ts';
import type { WallRow } from './wall-row.ts';

/**
 * Cars without a technician, a group a technician, ready cars, who is free and which bays are. [DISP8]
 *
 * @param rows what this wall shows
 * @param all what the workshop has: whoever works on a car that is not shown is not free
 * @param width of a card's lines, em
 */
export function technicianGroups(
	rows: readonly WallRow[],
	all: readonly WallRow[],
	{ technicians, bays }: WallMeta,
	width: number
): Group[] {
	const working = rows.filter(({ outlook }) => !outlook.ready);
	const busy = all.filter(({ outlook, assigned }) => assigned && !outlook.ready);
	// Who left the house is named as long as a car is theirs.
	const named = unique([...technicians, ...busy.map(({ technician }) => technician)]);
	const cars = (which: readonly WallRow[]) => which.map((row) => carIn(row, { stage: 'running' }, width));
	const group = (
		id: string,
		name: string,
		which: readonly WallRow[],
		note = String(which.length)
	): Group => ({
		...{ id, forms: nameForms(name), note, cars: cars(which), lines: [], optional: which.length === 0 }
	});
	const theirs = named.map((name) => {
		const own = working.filter(({ technician, assigned }) => assigned && technician === name);
		return group(`of ${name}`, name, own, besideName(name, unique(own.map(({ bay }) => bay)), width));
	});
	const free = technicians.filter((name) => !busy.some(({ technician }) => technician === name));
	const freeBays = bays.filter((name) => !all.some(({ bay }) => bay === name));
	return [
		group(
			'unassigned',
			m.display_unassigned(),
			working.filter(({ assigned }) => !assigned)
		),
		...theirs,
		group(
			'ready',
			m.display_ready(),
			rows.filter(({ outlook }) => outlook.ready)
		),
		{
			...group('free', m.display_free(), [], String(free.length)),
			lines: linesOf(free, width),
			optional: false
		},
		{ ...group('bays', m.display_freeBays(), [], String(freeBays.length)), lines: linesOf(freeBays, width) }
	].filter(({ cars, lines }) => cars.length > 0 || lines.length > 0);
}

/** What must be acted on apart, each car with its technician, who has no group for those alone. */
export const keepByTechnician = (
	groups: readonly Group[],
	rows: readonly WallRow[],
	width: number
): Kept => ({
	pinned: pinnedGroup(rows, { stage: 'running', people: true }, width),
	others: groups
		.map((group) => (group.id === 'bays' ? group : withoutPinned(group)))
		.filter(({ cars, lines }) => cars.length > 0 || lines.length > 0)
});

/** Names beside one another in as few lines as hold them. @param width em of plates */
export function linesOf(names: readonly string[], width: number): string[] {
	const lines: string[] = [];
	for (const whole of names) {
		const name = firstFitting(nameForms(whole), width) || cutToFit(whole, width);
		if (!name) continue;
		const longer = `${lines[lines.length - 1] ?? ''}\u2002${name}`;
		if (lines.length > 0 && rest(longer) <= width) lines[lines.length - 1] = longer;
		else lines.push(name);
	}
	return lines;
}

/** As many bays as stand whole beside a name. */
function besideName(name: string, bays: readonly string[], width: number): string {
	const fitting = bays.filter((_, index) => rest(name, ...bays.slice(0, index + 1)) + SPACE <= width);
	return fitting.join(' ');
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].filter(Boolean);
