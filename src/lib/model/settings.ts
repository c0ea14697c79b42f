import type { Bay } from './bay.ts';
import type { OpenWindows } from './open-time.ts';
import type { Stage } from './stage.ts';
import type { Person } from './person.ts';

export interface Workshop {
	id: string;
	slug: string;
	name: string;
	/** BCP 47. */
	language: string;
	timeZone: string;
	phone: string;
	pickupDesk: string;
	/** Plates on walls hide their middle. [FEED6] */
	platesMasked: boolean;
}

/** All that a workshop sets up: what decisions and feeds look at beside the jobs. */
export interface Settings {
	workshop: Workshop;
	/** The revision these settings are from. */
	revision: number;
	stages: Stage[];
	bays: Bay[];
	/** All of them; also who no longer works here. */
	people: Person[];
	/** Whom open cards name, and cards that somebody may yet bring back. */
	namedOnCards: ReadonlySet<string>;
	/** Laid out around the moment the settings were read. */
	openWindows: OpenWindows;
	/** The coming days whose hours differ from the week's, as far as the windows reach. [CAL4] */
	specialDays: NamedDay[];
}

/** 2027-02-06, and why it is another day than its weekday. */
export interface NamedDay {
	date: string;
	name: string;
}

export const nameOf = (list: readonly { id: string; name: string }[], id: string | null): string =>
	list.find((item) => item.id === id)?.name ?? '';
