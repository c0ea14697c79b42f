import { eq } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Holidays, SpecialDay } from '../model/opening-hours.ts';
import type { Database, Queryable } from '../database/database.ts';
import { workshops } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';

/** Days that a workshop may enter: those that are past are dropped as others come. */
export const MOST_SPECIAL_DAYS = 200;

/** Adds or replaces a day. [CAL2] @param today 2026-11-29, where the workshop is */
export const putSpecialDay = (
	db: Database,
	workshopId: string,
	who: Who,
	day: SpecialDay,
	today: string
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const others = (await entered(tx, workshopId)).filter(({ date }) => date !== day.date);
		// What figures of the last year are computed by stays.
		const lastYear = Temporal.PlainDate.from(today).subtract({ days: 400 }).toString();
		const kept = others.filter(({ date }) => date >= lastYear);
		if (kept.length >= MOST_SPECIAL_DAYS) throw new Refused({ code: 'daysFull' });
		await write(
			tx,
			workshopId,
			[...kept, day].sort((a, b) => (a.date < b.date ? -1 : 1))
		);
		await record(tx, workshopId, who, { type: 'settingsChanged', part: 'day', name: nameOf(day) });
	});

/** Takes back what was entered of a day: it is as the holidays and the week say. */
export const removeSpecialDay = (db: Database, workshopId: string, who: Who, date: string): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const days = await entered(tx, workshopId);
		const gone = days.find((day) => day.date === date);
		if (!gone) throw new Refused({ code: 'gone' });
		await write(
			tx,
			workshopId,
			days.filter((day) => day !== gone)
		);
		await record(tx, workshopId, who, { type: 'settingsChanged', part: 'day', name: nameOf(gone) });
	});

/** Whose public holidays count. [CAL1] */
export const changeHolidays = (
	db: Database,
	workshopId: string,
	who: Who,
	holidays: Holidays
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		await tx.update(workshops).set({ holidays }).where(eq(workshops.id, workshopId));
		await record(tx, workshopId, who, { type: 'settingsChanged', part: 'holidays', name: holidays });
	});

const nameOf = ({ date, name }: SpecialDay): string => `${date} ${name}`;

async function entered(tx: Queryable, workshopId: string): Promise<SpecialDay[]> {
	const rows = await tx
		.select({ days: workshops.specialDays })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	return rows[0]?.days ?? [];
}

const write = (tx: Queryable, workshopId: string, specialDays: SpecialDay[]) =>
	tx.update(workshops).set({ specialDays }).where(eq(workshops.id, workshopId));
