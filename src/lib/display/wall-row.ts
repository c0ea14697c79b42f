import * as m from '#lib/paraglide/messages.js';
import type { WallCard, WallMeta } from '../feeds/wall.ts';
import { type Danger, dangerOf, outlook, type Outlook, workLeft } from '../job/outlook.ts';
import { formatPlate } from '../model/format-plate.ts';
import { byPosition, isWork } from '../model/stage.ts';
import { shortDay, shortTime } from '../words/clock-words.ts';
import { duration, outlookWords, type OutlookWords } from '../words/outlook-words.ts';
import { shortStoppageWords } from '../words/short-stoppage-words.ts';
import { byUrgency, type Ranked } from './order.ts';
import { stageNames } from './stage-names.ts';
import { ASSUMED_HOURS, HOUR, MINUTE } from '../model/moments.ts';

/** A car as the wall writes it. */
export interface WallRow extends Ranked {
	outlook: Outlook;
	words: OutlookWords;
	/** Its ticket code where its plate, masked, looks like another one. [FEED6] */
	plate: string;
	/** Stands in its place where the glass is too narrow for it. */
	ticket: string;
	model: string;
	colour: string;
	stageId: string;
	stage: string;
	/** The same from the longest form to the shortest. */
	stageForms: readonly string[];
	/** How far along the visit is, 0 to 1. */
	progress: number;
	/** Why it stands still, and for how long; empty while it does not. */
	stoppage: string;
	age: string;
	/** Who works on it, or that nobody does. */
	technician: string;
	assigned: boolean;
	bay: string;
	/** A time stands there: something is promised, or the car is ready. */
	timed: boolean;
	/** Of the promise, of a ready car of when it became ready; empty for today. [TIME5] */
	day: string;
	/** Empty for a day a week or more ahead. [TIME2] */
	time: string;
}

/** The wall's rows, what must be acted on first. @param now the server's clock, epoch milliseconds */
export function wallRows(cards: readonly WallCard[], meta: WallMeta, now: number): WallRow[] {
	const alike = lookAlikes(cards);
	return cards.map((card) => wallRow(card, alike, meta, now)).sort(byUrgency);
}

/** Plates that more than one car wears: masked, of 30 cars two are alike every third day. [FEED6] */
export function lookAlikes(cards: readonly Pick<WallCard, 'plate'>[]): Set<string> {
	const seen = new Set<string>();
	const alike = new Set<string>();
	for (const { plate } of cards) (seen.has(plate) ? alike : seen).add(plate);
	return alike;
}

function wallRow(card: WallCard, alike: Set<string>, meta: WallMeta, now: number): WallRow {
	const { id, ticket, model, colour, bay, promise, readyAt, stageId, stoppage } = card;
	const { timeZone } = meta.workshop;
	const projected = outlook(card, meta, now);
	const words = outlookWords(projected);
	const moment = readyAt ?? promise;
	return {
		...{ id, ticket, model, colour, bay, promise, stageId },
		technician: card.technician || m.display_unassigned(),
		assigned: card.technician !== '',
		outlook: projected,
		words: readyAt === null ? words : { ...words, minutes: minutesSince(readyAt, now) },
		plate: alike.has(card.plate) ? ticket : formatPlate(card.plate),
		...stageNames(card, meta.stages),
		progress: progress(card, meta, now),
		stopped: stoppage !== null,
		stoppage: stoppage ? shortStoppageWords[stoppage.reason]() : '',
		age: stoppage ? minutesSince(stoppage.since, now) : '',
		timed: moment !== null,
		day: moment === null ? '' : shortDay(moment, now, timeZone),
		time: moment === null ? m.display_noTime() : shortTime(moment, now, timeZone)
	};
}

const minutesSince = (since: number, now: number): string =>
	duration(Math.max(0, Math.floor((now - since) / MINUTE)));

/** Stages passed, and of a stage of work the share of the standard hours that has run down. */
function progress(card: WallCard, meta: WallMeta, now: number): number {
	const stages = meta.stages
		.filter((stage) => stage.id === card.stageId || (!stage.hidden && stage.kind !== 'booked'))
		.sort(byPosition);
	const passed = stages.findIndex((stage) => stage.id === card.stageId);
	const hours = (card.standardHours ?? ASSUMED_HOURS) * HOUR;
	const done = isWork(card.stageKind) && hours > 0 ? 1 - workLeft(card, meta, now) / hours : 0;
	return Math.min(1, (passed + Math.max(0, done)) / Math.max(1, stages.length - 1));
}

/** What the header counts. */
export interface Counts {
	inShop: number;
	/** The promise has passed. */
	late: number;
	/** Will be late. */
	behind: number;
	stopped: number;
	ready: number;
}

export function countRows(rows: readonly Ranked[]): Counts {
	const working = rows.filter((row) => !row.outlook.ready);
	const inDanger = (danger: Danger) => working.filter((row) => dangerOf(row.outlook) === danger).length;
	return {
		inShop: rows.length,
		late: inDanger('late'),
		behind: inDanger('behind'),
		stopped: working.filter((row) => row.stopped).length,
		ready: rows.length - working.length
	};
}
