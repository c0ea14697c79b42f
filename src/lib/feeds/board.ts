import type { Bay, Job } from '../job/job.ts';
import type { OpenWindows } from '../job/open-time.ts';
import type { Stage } from '../job/stage.ts';
import type { Person } from '../people/person.ts';
import type { Feed } from './feed.ts';
import type { Settings } from './settings.ts';

/** Staff see the whole job, except what the dealer's system last said. */
export type BoardCard = Job;

export interface BoardMeta {
	workshop: { slug: string; name: string; timeZone: string; language: string };
	stages: Stage[];
	bays: Bay[];
	/** Who works here, and who is named on a card. [FEED8] */
	people: Person[];
	openWindows: OpenWindows;
}

export const boardFeed: Feed<BoardCard, BoardMeta> = {
	card: (job) => (job.status === 'open' ? { ...job, source: null } : null),
	meta: ({ workshop, stages, bays, people, namedOnCards, openWindows }: Settings) => {
		const { slug, name, timeZone, language } = workshop;
		return {
			...{ workshop: { slug, name, timeZone, language }, stages, bays, openWindows },
			people: people.filter(({ id, active }) => active || namedOnCards.has(id))
		};
	}
};
