import { cutToFit, firstFitting } from './fit.ts';
import { type Layout, REST } from './layout.ts';
import { modelIn, PANEL, SHARE, TALL_SHARE } from './lounge-layout.ts';
import { textWidth } from './text-width.ts';

/*
 * The panel with the cars that can be fetched: the code that is called is as large as the others leave room for.
 * Sizes in em of the codes' usual size. [DISP15]
 */

/** A line of small type; the desk's with the space above it; one of codes. */
const LINE = 1.05;
const DESK = 1.35;
const CODES = 1.4;
/** Between two codes. */
const GAP = 0.3;
/** Letters that are this large stand a little closer. */
const CLOSER = 0.97;
const LEADING = 1.2;
/** The large code: no larger than this, and below that other things give way to it. */
const LARGEST = 5;
const LEAST = 2.2;
const MOST_ROWS = 4;

export interface ReadyPanel {
	heading: string;
	/** Of the large code. */
	size: number;
	model: string;
	desk: string;
	/** Of the other codes: in a row, and shown at once. */
	perRow: number;
	holds: number;
}

export interface Ready {
	ticket: string;
	model: string;
	colour: string;
	/** Forms, from the longest to the shortest. */
	headings: readonly string[];
	desks: readonly string[];
	/** The codes beside the large one. */
	others: readonly string[];
}

/** The panel's inside beside or below the cars. */
export const panelRoom = ({ ems, height }: Layout, place: 'beside' | 'below') => ({
	width: (place === 'beside' ? 1 - SHARE : 1) * ems - PANEL.sides,
	height: (place === 'below' ? 1 - TALL_SHARE : 1) * height - PANEL.ends
});

/** The model goes first, then rows of other codes, which take turns, then the desk; the called code never. */
export function readyPanel(ready: Ready, { width, height }: { width: number; height: number }): ReadyPanel {
	const { ticket, model, colour, headings, desks, others } = ready;
	const code = Math.max(...[ticket, ...others].map(textWidth));
	const perRow = Math.max(1, Math.floor((width + GAP) / (code + GAP)));
	const wanted = Math.min(MOST_ROWS, Math.ceil(others.length / perRow));
	const widest = Math.min(LARGEST, width / (CLOSER * textWidth(ticket)));
	const car = modelIn({ model, colour }, width);
	const desk = firstFitting(desks, width) || cutToFit(desks[desks.length - 1] ?? '', width);
	const choices = [
		...[true, false].map((withModel) => ({ withModel, withDesk: true, rows: wanted })),
		...Array.from({ length: wanted }, (_, index) => ({
			...{ withModel: false, withDesk: true, rows: wanted - index }
		})),
		{ withModel: false, withDesk: false, rows: Math.min(1, wanted) }
	];
	const sized = choices.map(({ withModel, withDesk, rows }) => {
		const beside = LINE + (withModel && car ? LINE : 0) + (withDesk && desk ? DESK : 0) + rows * CODES;
		const size = Math.min(widest, (height - beside) / LEADING);
		return { size, rows, model: withModel ? car : '', desk: withDesk ? desk : '' };
	});
	const enough = Math.min(LEAST, widest);
	const chosen = sized.find(({ size }) => size >= enough) ?? sized[sized.length - 1]!;
	return {
		...{ heading: firstFitting(headings, width), model: chosen.model, desk: chosen.desk, perRow },
		...{ size: Math.max(1, chosen.size), holds: chosen.rows * perRow }
	};
}

/** The height of a call over the whole glass beside its code: a word, the model, the desk. */
const CALL_LINE = 1.25;

export interface Call {
	word: string;
	size: number;
	model: string;
	desk: string;
}

/** A car called over the whole glass, in large type where there is room. */
export function callOf(
	ready: Pick<Ready, 'ticket' | 'model' | 'colour' | 'headings' | 'desks'>,
	layout: Layout
): Call {
	const { ticket, model, colour, headings, desks } = ready;
	const { ems, height, margin } = layout;
	// These stand in the size of codes.
	const room = (ems - 2 * margin) * REST;
	const desk = firstFitting(desks, room) || cutToFit(desks[desks.length - 1] ?? '', room);
	const car = modelIn({ model, colour }, room);
	const sizeWith = (lines: number) =>
		Math.min((0.8 * ems) / textWidth(ticket), (0.9 * height - lines * CALL_LINE) / LEADING);
	const lines = 1 + (desk ? 1 : 0);
	const shown = car && sizeWith(lines + 1) >= 2 ? car : '';
	return {
		...{ word: firstFitting(headings, room), model: shown, desk },
		size: Math.max(1, sizeWith(lines + (shown ? 1 : 0)))
	};
}
