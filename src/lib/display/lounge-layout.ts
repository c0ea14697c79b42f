import type { Glass } from '../screens/screen.ts';
import { layOut, loungeFrame, type Viewport } from './layout.ts';

/** What a line needs beside model and colour, em: margins, code, step, promise, gaps. */
const FIXED = 13.55;
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
	/** Left for model and colour in a line, em; below 0 a line has two rows and shows neither. */
	room: number;
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
	const room = (ready === 'beside' ? SHARE : 1) * ems - FIXED;
	const forLines = (ready === 'below' ? TALL_SHARE : 1) * height - CHROME - (ready === 'strip' ? STRIP : 0);
	const rows = Math.max(1, Math.floor(forLines / (room < 0 ? TALL_LINE : loungeFrame.row)));
	return { rows, room, ready, ems, height };
}
