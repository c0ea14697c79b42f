import * as m from '#lib/paraglide/messages.js';
import type { WallMeta } from '../feeds/wall.ts';
import { byPosition } from '../model/stage.ts';
import { carIn, type Wanted } from './car.ts';
import type { Group, Kept } from './groups.ts';
import { isPinned } from './order.ts';
import { stageNames } from './stage-names.ts';
import type { WallRow } from './wall-row.ts';

/**
 * A group a stage, in the board's order. A stage that is not shown has one too while a car is on it. [DISP7]
 *
 * @param stageIds the stages shown; null: all
 * @param width of a card's lines, em
 */
export function stageGroups(
	rows: readonly WallRow[],
	meta: WallMeta,
	stageIds: readonly string[] | null,
	width: number
): Group[] {
	const isShown = (id: string, kind: string, hidden: boolean) =>
		(kind !== 'booked' && !hidden && (!stageIds || stageIds.includes(id))) ||
		rows.some((row) => row.stageId === id);
	return [...meta.stages]
		.sort(byPosition)
		.filter(({ id, kind, hidden }) => isShown(id, kind, hidden))
		.map(({ id, kind }) => {
			const here = rows.filter((row) => row.stageId === id);
			const cars = here.map((row) => carIn(row, { outlook: true, people: true }, width));
			const { stageForms: forms } = stageNames({ stageId: id, stageKind: kind }, meta.stages);
			return { id, forms, note: String(here.length), cars, lines: [], optional: here.length === 0 };
		});
}

/** What must be acted on apart, each car with its stage. The stages go on counting all their cars. */
export function keepByStage(groups: readonly Group[], rows: readonly WallRow[], width: number): Kept {
	return {
		pinned: pinnedGroup(rows, { stage: 'always' }, width),
		others: groups.map(withoutPinned)
	};
}

/** Late and stopped cars, with what they stand under else. */
export function pinnedGroup(rows: readonly WallRow[], wanted: Wanted, width: number): Group | null {
	const cars = rows.filter(isPinned).map((row) => carIn(row, wanted, width));
	if (cars.length === 0) return null;
	// How many they are the header tells.
	return { id: 'pinned', forms: [m.display_actNow()], note: '', cars, lines: [], optional: false };
}

/** A group whose cars are all pinned shows where there is room, as one without a car does. */
export function withoutPinned(group: Group): Group {
	const cars = group.cars.filter(({ row }) => !isPinned(row));
	return { ...group, cars, optional: cars.length === 0 && group.lines.length === 0 };
}
