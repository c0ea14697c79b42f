import type { WallMeta } from '../feeds/wall.ts';
import type { ScreenSettings } from '../model/screen.ts';
import { keepByStage, stageGroups } from './by-stage.ts';
import { keepByTechnician, technicianGroups } from './by-technician.ts';
import { CAR, LOWER, MOST_LOWER, widthOf } from './car.ts';
import { HEAD, layGroups, type Page } from './groups.ts';
import { type Layout, WALL_CHROME } from './layout.ts';
import { isPinned } from './order.ts';
import { type Pages, paginate } from './pages.ts';
import { listFor, type WallList } from './wall-list.ts';
import type { WallRow } from './wall-row.ts';

/** Between two columns of cards, and both sides of a card. */
const GAP = 0.35;
const SIDES = 0.5;
/** A card narrower than this tells little beside plate and time; one wider than that has room to spare. */
const LEAST_CARD = 5.3;
const WIDEST_CARD = 8.5;
/** Stages are given what serves this share of the cars: one long name must not cost a column. */
const SERVED = 0.8;

/** What a wall shows: rows of a list, or columns of cards. */
export type WallPlan =
	| ({ kind: 'list'; list: WallList } & Pages<WallRow>)
	| ({ kind: 'columns'; columns: number; width: number } & Pages<WallRow, Page>);

/**
 * Lays a wall out as its settings say; as a list, where it has no room for two columns. [DISP7] [DISP8]
 *
 * @param rows of all cars, what must be acted on first
 */
export function planWall(
	rows: readonly WallRow[],
	meta: WallMeta,
	{ layout: wanted, stageIds }: Pick<ScreenSettings, 'layout' | 'stageIds'>,
	layout: Layout
): WallPlan {
	const shown = shownOn(rows, stageIds);
	const room = layout.ems - 2 * layout.margin;
	const columns = columnsIn(room, shown, wanted === 'technician');
	const height = layout.height - WALL_CHROME;
	if (wanted === 'promise' || columns < 2 || height < HEAD + CAR + MOST_LOWER * LOWER) {
		const list = listFor(shown, room, height);
		return { kind: 'list', list, ...paginate(shown, isPinned, list.size) };
	}
	const width = (room + GAP) / columns - GAP - SIDES;
	const frame = { columns, height, alone: wanted === 'stage' && !layout.upright };
	const groups =
		wanted === 'stage'
			? stageGroups(shown, meta, stageIds, width)
			: technicianGroups(shown, rows, meta, width);
	const keep = wanted === 'stage' ? keepByStage : keepByTechnician;
	return { kind: 'columns', columns, width, ...layGroups(groups, () => keep(groups, shown, width), frame) };
}

/** The cars of the stages that a wall shows. */
export const shownOn = (rows: readonly WallRow[], stageIds: readonly string[] | null): readonly WallRow[] =>
	stageIds ? rows.filter(({ stageId }) => stageIds.includes(stageId)) : rows;

/** Columns that fit: what must not be cut off decides, and where there are more than two, the stages' names. */
function columnsIn(room: number, rows: readonly WallRow[], withStages: boolean): number {
	const fitting = (card: number) => Math.floor((room + GAP) / (card + SIDES + GAP));
	const least = Math.max(LEAST_CARD, ...rows.map((row) => widthOf(row)));
	if (!withStages) return fitting(least);
	const wanted = rows.map((row) => widthOf(row, row.stage)).sort((a, b) => a - b);
	const served = Math.min(WIDEST_CARD, wanted[Math.ceil(SERVED * wanted.length) - 1] ?? 0);
	return Math.max(Math.min(2, fitting(least)), fitting(Math.max(least, served)));
}
