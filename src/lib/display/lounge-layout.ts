import { cutToFit, firstFitting, rest, SPACE, widest } from './fit.ts';
import { type Layout, LOUNGE_CHROME } from './layout.ts';
import { LineRoom } from './line-room.ts';
import type { LoungeRow } from './lounge-row.ts';
import { textWidth } from './text-width.ts';

/* What a lounge's glass holds: the farther the chairs, the less, never smaller. Widths in em of the codes' size. */

/** The cars' share of a lying glass's width, beside the ready ones; of an upright glass's height, above them. */
export const SHARE = 0.65;
export const TALL_SHARE = 0.66;
/** The panel with the ready cars: what is free around its texts, and the least it is good for. */
export const PANEL = { sides: 1.9, ends: 1.5, leastWidth: 4.3, leastHeight: 8 };
/** The strip that stands in its place. */
const STRIP = 1.7;
/** A glass lower than this has no room for a header. */
const LOW = 9;
const HEADER = 2;
/** A code is this much larger than the times. */
export const CODE = 1.15;

export type LoungePart = 'code' | 'model' | 'step' | 'promise';
type Lines = readonly (readonly LoungePart[])[];

/** A car's lines, from the lowest row to the highest, and how high it is. */
const arrangements: readonly { height: number; lines: Lines }[] = [
	{ height: 2.1, lines: [['code', 'model', 'step', 'promise']] },
	// prettier-ignore
	{ height: 2.9, lines: [['code', 'promise'], ['step', 'model']] },
	{ height: 3.9, lines: [['code', 'model'], ['promise'], ['step']] }
];

export interface LoungePlan {
	/** Where the ready cars stand: in a panel beside or below the others, or in one strip of codes. */
	ready: 'beside' | 'below' | 'strip';
	header: boolean;
	lines: Lines;
	/** 0: left out. */
	widths: Record<LoungePart, number>;
	/** Rows of a page. */
	size: number;
	/** Of the cars' lines. */
	room: number;
}

/**
 * The lowest rows that hold a car's code, step and promise; of what is left the step's whole name has more use
 * than the model, and that more than the colour. [DISP13] [DISP15]
 *
 * @param rows of all pages
 * @param ask what stands in the place of a promise that has passed
 */
export function layOutLounge(rows: readonly LoungeRow[], ask: string, layout: Layout): LoungePlan {
	const { ems, height, margin, upright } = layout;
	const beside = (1 - SHARE) * ems - PANEL.sides >= PANEL.leastWidth;
	const below = (1 - TALL_SHARE) * height >= PANEL.leastHeight;
	const places = [...((upright ? below : beside) ? [upright ? 'below' : 'beside'] : []), 'strip'] as const;
	const header = height >= LOW;
	for (const ready of places as readonly LoungePlan['ready'][]) {
		const room = (ready === 'beside' ? SHARE : 1) * ems - 2 * margin;
		const chrome = LOUNGE_CHROME - (header ? 0 : HEADER) + (ready === 'strip' ? STRIP : 0);
		const tall = (ready === 'below' ? TALL_SHARE : 1) * height - chrome;
		for (const { lines, height: one } of arrangements) {
			const widths = arrange(rows, ask, lines, room);
			const last = ready === 'strip' && lines.length === arrangements.length;
			if (!widths && !last) continue;
			if (one > tall && !last) continue;
			const size = Math.max(1, Math.floor(tall / one));
			return {
				ready,
				header,
				lines,
				size,
				room,
				widths: widths ?? { code: room, model: 0, step: room, promise: room }
			};
		}
	}
	throw new Error('the last arrangement is taken whatever the room');
}

/** Null where something has no room that is never left out. */
function arrange(
	rows: readonly LoungeRow[],
	ask: string,
	lines: Lines,
	room: number
): Record<LoungePart, number> | null {
	const widths: Record<LoungePart, number> = {
		code: CODE * widest(rows, ({ ticket }) => textWidth(ticket)),
		step: widest(rows, ({ stepForms }) => Math.min(...stepForms.map((form) => rest(form)))),
		...{ promise: widest(rows, (row) => promiseWidth(row, ask)), model: 0 }
	};
	const lineRoom = new LineRoom(lines, widths, room);
	if (!lineRoom.fits) return null;
	const whole = lineRoom.grow('step', widest(rows, stepWidth));
	// A line of its own leaves a model what its step has not.
	if (whole || lines.length > 1) lineRoom.fill('model', widest(rows, modelWidth));
	return widths;
}

const stepWidth = ({ step }: LoungeRow): number => rest(step);

const modelWidth = ({ model, colour }: LoungeRow): number => rest(model, colour);

const promiseWidth = ({ day, time, passed }: LoungeRow, ask: string): number =>
	passed ? rest(ask) : textWidth(time) + (day ? rest(day) : 0) + (day && time ? SPACE : 0);

/** A car's model as its column holds it. */
export function modelIn({ model, colour }: Pick<LoungeRow, 'model' | 'colour'>, width: number): string {
	return firstFitting([[model, colour].filter(Boolean).join(' ')], width) || cutToFit(model, width);
}
