import type { Locale } from '../languages/locale.ts';
import type { ScreenSettings } from '../model/screen.ts';
import type { Snapshot } from '../sync/protocol.ts';

/** A wall or lounge as its page was opened, or as it was kept from before. */
export interface Opened<Card = unknown, Meta = unknown> {
	token: string;
	settings: ScreenSettings;
	/** When the settings last changed, epoch milliseconds. */
	changedAt: number;
	/** What it speaks. */
	locale: Locale;
	/** The server's clock when this was opened, and when its server was last heard. */
	now: number;
	heardAt: number;
	snapshot: Snapshot<Card, Meta>;
}
