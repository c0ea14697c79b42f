import type { Locale } from '../languages/locale.ts';

/*
 * A screen: a television or a browser window on a wall or in the lounge, that nobody signs in at. What it
 * shows, and how, is decided at a desk and reaches it while it runs. [SCR4]
 */

export const screenKinds = ['wall', 'lounge'] as const;
export type ScreenKind = (typeof screenKinds)[number];

/** How a wall lays its cars out: one list by promise, a column a stage, or a group a technician. [DISP7] [DISP8] */
export const wallLayouts = ['promise', 'stage', 'technician'] as const;
export type WallLayout = (typeof wallLayouts)[number];

/**
 * How the glass hangs. Most televisions go on drawing a lying picture when they are hung upright: the page
 * then turns itself, against the way in which the television was turned. [DISP9]
 */
export const mountings = ['landscape', 'turnedRight', 'turnedLeft'] as const;
export type Mounting = (typeof mountings)[number];

/** What a ready car is called out with, beside the picture. */
export const sounds = ['none', 'chime', 'voice'] as const;
export type Sound = (typeof sounds)[number];

/** Of a glass: its diagonal in inches, and how many metres away people stand. */
export interface Glass {
	inches: number;
	metres: number;
}

/** What a desk decides about a screen. */
export interface ScreenSettings extends Glass {
	kind: ScreenKind;
	/** Of a wall. */
	layout: WallLayout;
	/** The stages whose cars a wall shows; null: all of them, also those made later. */
	stageIds: string[] | null;
	mounting: Mounting;
	/** Null: the workshop's. */
	language: Locale | null;
	/** Of a lounge; `voice` is a chime and a voice. */
	sound: Sound;
}

export const usualSettings: ScreenSettings = {
	...{ kind: 'wall', layout: 'promise', stageIds: null, inches: 55, metres: 5 },
	...{ mounting: 'landscape', language: null, sound: 'none' }
};
