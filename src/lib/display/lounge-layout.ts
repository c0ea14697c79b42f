import type { Glass } from '../screens/screen.ts';
import { layOut, loungeFrame, REST, type Viewport } from './layout.ts';
import { textWidth } from './text-width.ts';

/** What a line needs beside step, model and colour, em: margins, code, promise, gaps. */
const BESIDE = 9.35;
/** A step's name has so much room at least, and no more than leaves a model its brand, em. */
const LEAST_STEP = 4.2;
const LEAST_MODEL = 2.4;
const FIXED = BESIDE + LEAST_STEP;
/** The cars' share of a lying glass's width, beside the ready ones. */
const SHARE = 0.65;
/** Of an upright glass's height, above them. */
const TALL_SHARE = 0.66;
/** Heading, large code, model and desk of the panel with the ready cars, em. */
const PANEL_HEIGHT = 8;
/** The strip that stands in its place where type is too large for a panel, em. */
const STRIP = 1.7;
/** Header 2, footer 1.1. */
const CHROME = 3.1;
/** A line of two rows, where code, step and promise do not fit beside each other, em. */
const TALL_LINE = 2.9;

export interface LoungeLayout {
	/** Lines on a page. */
	rows: number;
	/** For step, model and colour in a line, em. */
	room: number;
	/** A line has two rows, and shows no model: the glass is too narrow for its parts beside each other. */
	tall: boolean;
	/** Where the ready cars stand: in a panel beside or below the others, or in one strip of codes. */
	ready: 'beside' | 'below' | 'strip';
	/** The glass, em. */
	ems: number;
	height: number;
}

/** What a lounge's glass holds: the farther the chairs, the less, never smaller. [DISP1] [DISP2] */
export function layOutLounge(glass: Glass, viewport: Viewport): LoungeLayout {
	const { ems, height, upright } = layOut(loungeFrame, glass, viewport);
	const ready = upright
		? (1 - TALL_SHARE) * height >= PANEL_HEIGHT
			? 'below'
			: 'strip'
		: SHARE * ems >= FIXED
			? 'beside'
			: 'strip';
	const width = (ready === 'beside' ? SHARE : 1) * ems;
	const tall = width < FIXED;
	const forLines = (ready === 'below' ? TALL_SHARE : 1) * height - CHROME - (ready === 'strip' ? STRIP : 0);
	const rows = Math.max(1, Math.floor(forLines / (tall ? TALL_LINE : loungeFrame.row)));
	return { rows, room: width - BESIDE, tall, ready, ems, height };
}

/** Widths of a line's columns, em; a model that has no room is 0. [DISP2] */
export interface LoungeColumns {
	step: number;
	model: number;
}

/**
 * Divides a line between step and model: a step's whole name counts for more than a whole model's.
 *
 * @param steps the names of the steps on this lounge
 */
export function loungeColumns({ room }: LoungeLayout, steps: readonly string[]): LoungeColumns {
	const widest = REST * Math.max(0, ...steps.map(textWidth));
	const step = Math.min(Math.max(LEAST_STEP, widest), room);
	const model = room - step;
	return model >= LEAST_MODEL ? { step, model } : { step: room, model: 0 };
}
