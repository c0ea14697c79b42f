import type { Locale } from '../../../src/lib/languages/locale.ts';
import type { WallLayout } from '../../../src/lib/model/screen.ts';
import type { Freshness } from '../../../src/lib/model/freshness.ts';

/** What a row must be found by: all its texts that may stand for one another. */
export interface Row {
	ticket: string;
	day: string;
	time: string;
	plate?: string;
	timed?: boolean;
	passed?: boolean;
	stoppage?: string;
	stageForms?: readonly string[];
	stepForms?: readonly string[];
}

export interface Plan {
	pages: number;
	list: boolean;
	rows: readonly Row[];
	ready: number;
}

/** One picture to be measured. */
export interface Given {
	kind: 'wall' | 'lounge';
	layout: WallLayout;
	locale: Locale;
	count: number | 'ready';
	long: boolean;
	inches: number;
	metres: number;
	freshness: Freshness;
	/** A car is called over the whole glass. */
	called: boolean;
	page: number;
}

export interface Shown extends Given {
	onPlan(plan: Plan): void;
}
