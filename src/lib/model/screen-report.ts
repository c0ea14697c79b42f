import * as v from 'valibot';
import { id } from './id.ts';
import { text } from './text.ts';

/** Pixels of any glass that there is. */
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000));

/** What a screen says of itself whenever it has painted after a pulse. [SCR5] */
export const reportSchema = v.strictObject({
	/** The build that its page was made by. */
	build: text(60),
	/** Where in the line of revisions the picture is that people see. */
	epoch: id,
	revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
	/** CSS pixels of its window. */
	width: pixels,
	height: pixels,
	/** Whether it could make a sound: browsers want a key pressed first. */
	sound: v.picklist(['none', 'ready', 'blocked'])
});

export type PaintedReport = v.InferOutput<typeof reportSchema>;

/** As it is kept: with what its browser calls itself. */
export interface ScreenReport extends PaintedReport {
	/** Such as `Chromium 76`; empty when it does not say. */
	browser: string;
}
