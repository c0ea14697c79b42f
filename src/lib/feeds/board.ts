import type { Customer, Job } from '../job/job.ts';
import type { Bay } from '../model/bay.ts';
import { takeOpenTime } from '../model/closed-at.ts';
import { openTimeBetween, type OpenWindows } from '../model/open-time.ts';
import type { Stage } from '../model/stage.ts';
import type { Person } from '../model/person.ts';
import type { Feed } from './feed.ts';
import type { NamedDay, Settings } from '../model/settings.ts';

/**
 * Staff see the whole job, except what the dealer's system last said and what no board shows: when each step was
 * reached, and of the stretches of work all but their sum. [FEED9]
 */
export type BoardCard = Job;

export interface BoardMeta {
	workshop: { slug: string; name: string; timeZone: string; language: string };
	stages: Stage[];
	bays: Bay[];
	/** Who works here, and who is named on a card. [FEED8] */
	people: Person[];
	openWindows: OpenWindows;
	/** Why the workshop is closed on a day, or open at other hours. [CAL4] */
	specialDays: NamedDay[];
	/** Customers' names are shortened and their phone numbers left out. [FEED10] */
	customersMasked: boolean;
}

export const boardFeed: Feed<BoardCard, BoardMeta> = {
	card(job, { openWindows }) {
		if (job.status !== 'open') return null;
		const { lastMove } = job;
		return {
			...job,
			source: null,
			reached: {},
			worked: summed(job.worked, openWindows),
			// Which stretches there were before the move follows from those after it: see board/undoable.ts.
			lastMove: lastMove && { ...lastMove, before: { ...lastMove.before, reached: {}, worked: [] } }
		};
	},
	meta: ({ workshop, stages, bays, people, namedOnCards, openWindows, specialDays }: Settings) => {
		const { slug, name, timeZone, language } = workshop;
		return {
			...{ workshop: { slug, name, timeZone, language }, stages, bays, openWindows, specialDays },
			people: people.filter(({ id, active }) => active || namedOnCards.has(id)),
			customersMasked: false
		};
	}
};

/** The board of those who work on cars and not with customers. [FEED10] */
export const floorFeed: Feed<BoardCard, BoardMeta> = {
	card(job, settings) {
		const card = boardFeed.card(job, settings);
		return card && { ...card, customer: maskCustomer(card.customer) };
	},
	meta: (settings) => ({ ...boardFeed.meta(settings), customersMasked: true })
};

/** 王** of 王小明: the first sign says whose car it is to those who know, and nobody else. [FEED10] */
export function maskCustomer({ name }: Customer): Customer {
	const [first] = name;
	return { name: first === undefined ? '' : `${first}**`, phone: '' };
}

/** The stretches that have ended as one, as long in opening hours as they are together, and the one that goes on. */
function summed(worked: Job['worked'], windows: OpenWindows): Job['worked'] {
	const ended = worked.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
	if (ended.length < 2) return worked;
	const to = Math.max(...ended.map((span) => span.to));
	const sum = ended.reduce((total, span) => total + openTimeBetween(windows, span.from, span.to), 0);
	return [{ from: takeOpenTime(windows, to, sum), to }, ...worked.filter((span) => span.to === null)];
}
