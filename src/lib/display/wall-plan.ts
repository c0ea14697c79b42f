import type { WallMeta } from '../feeds/wall.ts';
import type { ScreenSettings } from '../screens/screen.ts';
import { keepByStage, stageGroups } from './by-stage.ts';
import { keepByTechnician, technicianGroups } from './by-technician.ts';
import { CAR, leastWidth } from './car.ts';
import { type Columns, columnsFor, uprightColumnsFor } from './columns.ts';
import { HEAD, layGroups, type Page } from './groups.ts';
import { type Layout, wallFrame } from './layout.ts';
import { isPinned } from './order.ts';
import { type Pages, paginate } from './pages.ts';
import type { WallRow } from './wall-row.ts';

/** Both sides of a row, em. */
const MARGINS = 1.3;
/** Between two columns of cards, and both sides of a card. */
const GAP = 0.35;
const SIDES = 0.5;
/** A card narrower than this tells little beside plate and time. */
const LEAST_CARD = 5.3;

/** What a wall shows: rows of a list, or columns of cards. */
export type WallPlan =
	| ({ kind: 'list'; widths: Columns } & Pages<WallRow>)
	| ({ kind: 'columns'; columns: number } & Pages<WallRow, Page>);

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
	const room = layout.ems - MARGINS;
	const columns = Math.floor((room + GAP) / (leastCard(shown) + SIDES + GAP));
	const height = layout.height - wallFrame.chrome;
	if (wanted === 'promise' || columns < 2 || height < HEAD + CAR) {
		const widths = (layout.upright ? uprightColumnsFor : columnsFor)(shown, room);
		return { kind: 'list', widths, ...paginate(shown, isPinned, layout.rows) };
	}
	const width = (room + GAP) / columns - GAP - SIDES;
	const frame = { columns, height, alone: wanted === 'stage' };
	const groups =
		wanted === 'stage'
			? stageGroups(shown, meta, stageIds, width)
			: technicianGroups(shown, rows, meta, width);
	const keep = wanted === 'stage' ? keepByStage : keepByTechnician;
	return { kind: 'columns', columns, ...layGroups(groups, () => keep(groups, shown, width), frame) };
}

/** The cars of the stages that a wall shows. */
export const shownOn = (rows: readonly WallRow[], stageIds: readonly string[] | null): readonly WallRow[] =>
	stageIds ? rows.filter(({ stageId }) => stageIds.includes(stageId)) : rows;

const leastCard = (rows: readonly WallRow[]): number => Math.max(LEAST_CARD, ...rows.map(leastWidth));
