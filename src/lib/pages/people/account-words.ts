import { m } from '#lib/paraglide/messages.js';
import type { GrantedAccess } from '#lib/identity/granted-access.server.ts';
import type { StaffMember } from '#lib/model/person.ts';
import { clockTime, date } from '#lib/words/clock-words.ts';
import { DAY } from '../../model/moments.ts';

/** A person as the page shows them. */
export interface Row extends StaffMember {
	/** Until when the link made for them can be used, epoch milliseconds; null without one. */
	linkUntil: number | null;
	/** When they were given the PIN they have, epoch milliseconds; null without one. */
	pinSetAt: number | null;
	/** Of somebody who is locked out: what they made or paired, and still works. */
	granted: GrantedAccess[];
}

/** 11月30日 14:05 */
export const untilWords = (moment: number, timeZone: string): string =>
	`${date(moment, timeZone)} ${clockTime(moment, timeZone)}`;

/**
 * What is to be known of somebody's account, in a few words.
 *
 * @param now epoch milliseconds
 */
export function accountWords(person: Row, now: number, timeZone: string): string[] {
	const { active, username, linkUntil } = person;
	if (!active) return [m.settings_person_inactive()];
	const until = linkUntil === null ? null : untilWords(linkUntil, timeZone);
	const pin = person.pinSetAt === null ? [] : [m.station_person_has()];
	if (username === null) {
		return [until === null ? m.settings_person_no_account() : m.settings_person_invited({ until }), ...pin];
	}
	const words = [username, seenWords(person.seenAt, now, timeZone), ...pin];
	return until === null ? words : [...words, m.settings_person_reset_open({ until })];
}

function seenWords(seenAt: number | null, now: number, timeZone: string): string {
	if (seenAt === null) return m.settings_person_signed_out();
	return now - seenAt < DAY
		? m.settings_person_seen_day()
		: m.settings_person_seen_on({ date: date(seenAt, timeZone) });
}
