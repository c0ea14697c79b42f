/** How far the frame strays from its place, CSS pixels. [DISP5] */
const REACH = 4;
/** A step is taken every so many milliseconds: too seldom to be seen, too often to burn in. */
const STEP = 30_000;

/** The corners of a walk along the edge of a square, 8 pixels wide, in steps of one pixel. */
const SIDE = 2 * REACH;

/** Where the whole frame stands at a moment, so that nothing stands on the same pixels for months. */
export function drift(now: number): { x: number; y: number } {
	const step = Math.floor(now / STEP) % (4 * SIDE);
	const along = step % SIDE;
	switch (Math.floor(step / SIDE)) {
		case 0:
			return { x: along - REACH, y: -REACH };
		case 1:
			return { x: REACH, y: along - REACH };
		case 2:
			return { x: REACH - along, y: REACH };
		default:
			return { x: -REACH, y: REACH - along };
	}
}
