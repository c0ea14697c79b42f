import type { Settings } from '../model/settings.ts';
import type { StreamName } from '../stream/stream-name.ts';

/**
 * What one audience may see, as an allow-list: a field is in a card because `card` put it there. [FEED1]
 * `Card.id` is the id of the job, or of the case.
 */
export interface Feed<State, Card extends { id: string }, Meta> {
	/** Whose states it shows. */
	stream: StreamName;
	/** +1 whenever a page of an older build would misread a card or the meta. [VER1] */
	version: number;
	/** The state as this audience sees it, or null when it is none of theirs. */
	card(state: State, settings: Settings): Card | null;
	/** What the screen needs beside the cards. */
	meta(settings: Settings): Meta;
}
