import type { Glass, Mounting } from '../model/screen.ts';

/*
 * How large type must be to be read from where people stand, and what then fits. Everything on a wall or
 * in the lounge is measured in `em` of one size, that of plates, codes and times: a farther wall is the
 * same picture with fewer rows, never with smaller type.
 */

const ARC_MINUTE = Math.PI / 180 / 60;
const MM_PER_INCH = 25.4;
/** Short side by diagonal of a 16:9 glass. */
const SHORT_SIDE = 9 / Math.hypot(16, 9);
/** What plates, codes and times subtend at the eye, arc minutes. [DISP1] */
const ANGLE = 20;
/** Chinese has more strokes in the same square: 20 % more. */
const CHINESE = 1.2;
/** How much of its em a Chinese character fills. Digits fill 0.7 and need no 20 %: the same size serves both. */
const FACE = 0.84;
/** All other text, by the size of plates: 16 arc minutes to 20. */
export const REST = 16 / 20;
/** Seen from very near a screen still is a screen, not a newspaper: at least 1/30 of its short side. */
const LEAST_SHARE = 1 / 30;

/** CSS pixels. */
export interface Viewport {
	width: number;
	height: number;
}

export const usualViewport: Viewport = { width: 1920, height: 1080 };

/** Whether the picture turns itself, because the television goes on drawing a lying one. [DISP9] */
export const isTurned = (mounting: Mounting, { width, height }: Viewport): boolean =>
	mounting !== 'landscape' && width > height;

/** A window as one sees it, who stands before it. [DISP9] */
export const seenAs = (mounting: Mounting, window: Viewport): Viewport =>
	isTurned(mounting, window) ? { width: window.height, height: window.width } : window;

/** A wall's header 1.65, footer 1.1, em of plates. */
export const WALL_CHROME = 2.75;
/** A lounge's header 2, footer 1.1. */
export const LOUNGE_CHROME = 3.1;
/** On both sides; less on a glass that is so narrow that a plate needs nearly all of it. */
const MARGIN = 0.65;
const NARROW_MARGIN = 0.3;
const NARROW = 12;

export interface Layout {
	/** Size of plates, codes and times, CSS pixels. */
	type: number;
	/** The glass's width and height in em of `type`. */
	ems: number;
	height: number;
	/** Free on both sides. */
	margin: number;
	upright: boolean;
}

/** Size of plates, codes and times as a share of the glass's short side. [DISP1] */
export function typeShare({ inches, metres }: Glass): number {
	const seen = 2 * metres * 1000 * Math.tan((ANGLE / 2) * ARC_MINUTE);
	const size = (seen * CHINESE) / FACE;
	return Math.max(LEAST_SHARE, size / (inches * MM_PER_INCH * SHORT_SIDE));
}

/** Type size and room of a glass, whatever its resolution. [DISP1] [DISP2] */
export function layOut(glass: Glass, { width, height }: Viewport): Layout {
	const type = typeShare(glass) * Math.min(width, height);
	const ems = width / type;
	const margin = ems < NARROW ? NARROW_MARGIN : MARGIN;
	return { type, ems, height: height / type, margin, upright: height > width };
}

/** Rows of a wall's page with usual names: what the settings page announces. */
export const usualRows = ({ height, upright }: Layout): number =>
	Math.max(1, Math.floor((height - WALL_CHROME) / (upright ? 2.6 : 1.5)));
