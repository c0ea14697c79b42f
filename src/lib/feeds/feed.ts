import type { Job } from '../job/job.ts';
import type { Settings } from '../model/settings.ts';

/**
 * What one audience may see, as an allow-list: a field is in a card because `card` put it there. [FEED1]
 * `Card.id` is the job's id.
 */
export interface Feed<Card extends { id: string }, Meta> {
	/** The job as this audience sees it, or null when it is none of theirs. */
	card(job: Job, settings: Settings): Card | null;
	/** What the screen needs beside the cards. */
	meta(settings: Settings): Meta;
}
