import { feedVersions } from './versions.ts';
import type { Customer, Job } from '../job/job.ts';
import { facets } from '../job/registry.ts';
import { takeOpenTime } from '../model/closed-at.ts';
import type { Bay } from '../model/bay.ts';
import { openTimeBetween, type OpenWindows } from '../model/open-time.ts';
import type { Person } from '../model/person.ts';
import type { NamedDay, Settings } from '../model/settings.ts';
import type { Stage } from '../model/stage.ts';
import type { StateOf } from '../stream/facet.ts';
import type { FacetVersions } from '../stream/expect.ts';
import type { Feed } from './feed.ts';

/**
 * A job as the staff's board shows it. It has the job's fields, since the board decides by the same rules; those that no
 * board shows are empty. [FEED9]
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

type OwnFields = Omit<Job, keyof StateOf<typeof facets>>;

/** What the board shows of a field. `desk`: what those see who speak with customers; the others see `floor`. */
type Shown<Value> =
	'shown' | ((value: Value, settings: Settings) => Value) | { desk: 'shown'; floor: (value: Value) => Value };

/** The allow-list: a field without an entry does not compile, and is not sent. Other facets bring their own. [FEED1] [FEED9] */
const shown: { [Field in keyof OwnFields]: Shown<OwnFields[Field]> } = {
	id: 'shown',
	version: 'shown',
	facetVersions: versionsAlone,
	ticket: 'shown',
	status: 'shown',
	stageId: 'shown',
	stageKind: 'shown',
	stageSince: 'shown',
	position: 'shown',
	rework: 'shown',
	arrivedAt: 'shown',
	repairDoneAt: 'shown',
	readyAt: 'shown',
	closedAt: 'shown',
	/** When each step was reached is the customer's page's. */
	reached: () => ({}),
	/** Which stretches there were before the move follows from those after it: see board/undoable.ts. */
	lastMove: (move) => move && { ...move, before: { ...move.before, reached: {}, worked: [] } },
	orderNumber: 'shown',
	vehicle: 'shown',
	customer: { desk: 'shown', floor: maskCustomer },
	waiting: 'shown',
	workType: 'shown',
	work: 'shown',
	remark: 'shown',
	advisorId: 'shown',
	bookedFor: 'shown',
	technicianId: 'shown',
	bayId: 'shown',
	standardHours: 'shown',
	/** All but their sum. */
	worked: (spans, { openWindows }) => summed(spans, openWindows),
	stoppage: 'shown',
	changedBy: 'shown',
	changedAt: 'shown'
};

const rows = Object.entries(shown) as [keyof Job, Shown<unknown>][];
/** What facets leave out stands on the card as the facet starts. */
const facetRows = Object.values(facets).flatMap(({ board, start }) =>
	Object.entries(board).map(([field, how]) => ({
		field: field as keyof Job,
		isShown: how === 'shown',
		start: (start as object as Record<string, unknown>)[field]
	}))
);

function cardFor(audience: 'desk' | 'floor', job: Job, settings: Settings): BoardCard {
	const card: Partial<Record<keyof Job, unknown>> = {};
	for (const [field, how] of rows) {
		const value = job[field];
		if (how === 'shown') card[field] = value;
		else if (typeof how === 'function') card[field] = how(value, settings);
		else card[field] = audience === 'desk' ? value : how.floor(value);
	}
	for (const { field, isShown, start } of facetRows) card[field] = isShown ? job[field] : start;
	return card as BoardCard;
}

export const boardFeed: Feed<Job, BoardCard, BoardMeta> = {
	stream: 'job',
	version: feedVersions.board,
	card: (job, settings) => (job.status === 'open' ? cardFor('desk', job, settings) : null),
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
export const floorFeed: Feed<Job, BoardCard, BoardMeta> = {
	stream: 'job',
	version: feedVersions.floor,
	card: (job, settings) => (job.status === 'open' ? cardFor('floor', job, settings) : null),
	meta: (settings) => ({ ...boardFeed.meta(settings), customersMasked: true })
};

/** A job that may have left the board, as the board of this audience shows jobs: what a refusal carries. [FEED10] */
export const boardCard = (feed: 'board' | 'floor', job: Job, settings: Settings): BoardCard =>
	cardFor(feed === 'board' ? 'desk' : 'floor', job, settings);

/** 王** of 王小明: the first sign says whose car it is to those who know, and nobody else. [FEED10] */
export function maskCustomer({ name }: Customer): Customer {
	const [first] = name;
	return { name: first === undefined ? '' : `${first}**`, phone: '' };
}

/** Only a refusal says who changed a facet and when. */
function versionsAlone({ counted, facets: changed }: FacetVersions): FacetVersions {
	const versions = Object.entries(changed).map(([facet, { version }]) => [facet, { version }] as const);
	return { counted, facets: Object.fromEntries(versions) };
}

/** The stretches that have ended as one, as long in opening hours as they are together, and the one that goes on. */
function summed(worked: Job['worked'], windows: OpenWindows): Job['worked'] {
	const ended = worked.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
	if (ended.length < 2) return worked;
	const to = Math.max(...ended.map((span) => span.to));
	const sum = ended.reduce((total, span) => total + openTimeBetween(windows, span.from, span.to), 0);
	return [{ from: takeOpenTime(windows, to, sum), to }, ...worked.filter((span) => span.to === null)];
}
