import { m } from '#lib/paraglide/messages.js';
import type { BoardCard } from '../feeds/board.ts';
import { dangerOf, type Outlook } from '../job/outlook.ts';
import { formatPlate } from '../model/plate.ts';
import { clockOwner } from '../job/stoppage.ts';
import { shortWhen } from '../words/clock-words.ts';
import { duration, outlookWords } from '../words/outlook-words.ts';
import { shortStoppageWords } from '../words/short-stoppage-words.ts';
import { clockWords } from '../words/stoppage-words.ts';
import { MINUTE } from '../model/moments.ts';

/** How a card is called in messages: by plate and ticket. */
export const cardName = (job: BoardCard): string => `${formatPlate(job.vehicle.plate)} ${job.ticket}`;

/** What a screen reader says of a card, and while it is moved: the name, and what is wrong with it. */
export function cardLabel(job: BoardCard, outlook: Outlook): string {
	const parts = [cardName(job)];
	if (dangerOf(outlook)) parts.push(outlookWords(outlook).word);
	if (job.stoppage) parts.push(m.board_card_stopped({ reason: shortStoppageWords[job.stoppage.reason]() }));
	return parts.join(m.board_list_separator());
}

/** Hours and minutes since a moment: 2:10, and 3d 4h from a day on. */
export function age(since: number, now: number): string {
	const minutes = Math.max(0, Math.floor((now - since) / MINUTE));
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours}:${String(minutes % 60).padStart(2, '0')}`;
	return m.board_age_days({ days: Math.floor(hours / 24), hours: hours % 24 });
}

/** How long a ready car waits for its customer: 35′, 2:10, 1d. [TIME5] */
export const waited = (readyAt: number, now: number): string =>
	duration(Math.max(0, Math.floor((now - readyAt) / MINUTE)));

/** Why it stands, and whose turn it is. */
export function stoppageLine({ stoppage }: BoardCard): string {
	if (!stoppage) return '';
	const why = shortStoppageWords[stoppage.reason]();
	const whose = clockWords[clockOwner[stoppage.reason]]();
	return why === whose ? why : `${why} · ${whose}`;
}

/** Since how long it stands, and until when it is thought to. */
export function stoppageTimes({ stoppage }: BoardCard, now: number, timeZone: string): string {
	if (!stoppage) return '';
	const { since, expectedUntil } = stoppage;
	const until = expectedUntil === null ? '?' : shortWhen(expectedUntil, now, timeZone);
	return `${age(since, now)} → ${until}`;
}
