import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { Settings } from '../model/settings.ts';
import { isLocale } from '../languages/locale.ts';
import { DAYS_AHEAD, DAYS_BACK, layOpenWindows } from '../model/opening-hours.ts';
import { among } from '../database/columns.ts';
import type { Queryable } from '../database/database.ts';
import { bays, jobs, people, stages, workshops } from '../database/schema.ts';
import { calendarDays } from '../calendar/calendar.server.ts';
import { HOUR } from '../model/moments.ts';

/** A card that was closed longer ago is hardly taken back. */
const TAKEN_BACK_WITHIN = 30 * 24 * HOUR;

/** Settings by workshop. Read again when their revision or its line is another, or the hour (open windows slide). */
const kept = new Map<string, { epoch: string; settings: Settings; readAt: number }>();

/** What a workshop's row says of its settings. */
export interface SettingsLine {
	epoch: string;
	settingsRevision: number;
}

/**
 * A workshop's settings.
 *
 * @param line kept settings of another revision, or of another line of revisions since a backup was restored, are read anew
 * @param now epoch milliseconds
 * @throws when there is no such workshop
 */
export async function settingsOf(
	db: Queryable,
	workshopId: string,
	line: SettingsLine,
	now: number
): Promise<Settings> {
	const settings = (await settingsOfAll(db, [{ ...line, id: workshopId }], now)).get(workshopId);
	if (!settings) throw new Error('no such workshop');
	return settings;
}

/** The same of many workshops, by their ids. */
export async function settingsOfAll(
	db: Queryable,
	lines: readonly (SettingsLine & { id: string })[],
	now: number
): Promise<Map<string, Settings>> {
	const found = new Map<string, Settings>();
	const unknown = lines.filter(({ id, epoch, settingsRevision }) => {
		const known = kept.get(id);
		// Another revision, newer or older, is not what this reader's snapshot of the database holds.
		const same = known?.epoch === epoch && known.settings.revision === settingsRevision;
		if (!same || Math.abs(now - known.readAt) >= HOUR) return true;
		found.set(id, known.settings);
		return false;
	});
	if (unknown.length === 0) return found;
	for (const { epoch, settings } of await readSettings(db, unknown, now)) {
		kept.set(settings.workshop.id, { epoch, settings, readAt: now });
		found.set(settings.workshop.id, settings);
	}
	return found;
}

async function readSettings(db: Queryable, lines: readonly { id: string; epoch: string }[], now: number) {
	const ids = lines.map(({ id }) => id);
	const [rows, stageRows, bayRows, personRows, named] = await Promise.all([
		db.select().from(workshops).where(among(workshops.id, ids)),
		db.select().from(stages).where(among(stages.workshopId, ids)).orderBy(asc(stages.position)),
		db.select().from(bays).where(among(bays.workshopId, ids)).orderBy(asc(bays.position)),
		db.select().from(people).where(among(people.workshopId, ids)).orderBy(asc(people.name)),
		db
			.selectDistinct({
				workshopId: jobs.workshopId,
				advisorId: jobs.advisorId,
				technicianId: jobs.technicianId
			})
			.from(jobs)
			.where(
				and(
					among(jobs.workshopId, ids),
					or(eq(jobs.status, 'open'), gt(jobs.closedAt, now - TAKEN_BACK_WITHIN))
				)
			)
	]);
	const [stagesIn, baysIn, peopleIn] = [byWorkshop(stageRows), byWorkshop(bayRows), byWorkshop(personRows)];
	const namedIn = byWorkshop(named);
	const epochs = new Map(lines.map(({ id, epoch }) => [id, epoch]));
	return rows.map((row) => {
		const { id, slug, name, language, timeZone, phone, pickupDesk, platesMasked } = row;
		const settings: Settings = {
			workshop: { id, slug, name, language, timeZone, phone, pickupDesk, platesMasked },
			revision: row.settingsRevision,
			stages: (stagesIn.get(id) ?? []).map(({ workshopId: _, ...stage }) => stage),
			bays: (baysIn.get(id) ?? []).map(({ workshopId: _, ...bay }) => bay),
			people: (peopleIn.get(id) ?? []).map(({ id, name, roles, active }) => ({ id, name, roles, active })),
			namedOnCards: new Set(
				(namedIn.get(id) ?? []).flatMap((job) => [job.advisorId ?? [], job.technicianId ?? []].flat())
			),
			...openingOf(row, now)
		};
		return { epoch: epochs.get(id)!, settings };
	});
}

/** Openings laid out today: many workshops have the same hours, and are read together when a server comes back. */
const laidOut = new Map<string, ReturnType<typeof layOut>>();
const MOST_LAID_OUT = 500;

/** When a workshop is open around now, and which coming days differ from the week. [CAL3] */
function openingOf(row: typeof workshops.$inferSelect, now: number) {
	const { openingHours, timeZone, language, holidays, specialDays } = row;
	const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
	const key = JSON.stringify([today, timeZone, language, openingHours, holidays, specialDays]);
	const known = laidOut.get(key);
	if (known) return known;
	if (laidOut.size >= MOST_LAID_OUT) laidOut.clear();
	const opening = layOut(row, today, now);
	laidOut.set(key, opening);
	return opening;
}

function layOut(row: typeof workshops.$inferSelect, today: Temporal.PlainDate, now: number) {
	const { openingHours, timeZone, language } = row;
	const from = today.subtract({ days: DAYS_BACK }).toString();
	const to = today.add({ days: DAYS_AHEAD }).toString();
	const days = calendarDays(row, from, to, isLocale(language) ? language : undefined);
	const special = new Map(days.map(({ date, hours }) => [date, hours]));
	return {
		openWindows: layOpenWindows(openingHours, timeZone, now, special),
		specialDays: days
			.filter(({ date, asUsual }) => date >= today.toString() && !asUsual)
			.map(({ date, name }) => ({ date, name }))
	};
}

/** In the order in which they came. */
function byWorkshop<Row extends { workshopId: string }>(rows: readonly Row[]): Map<string, Row[]> {
	const found = new Map<string, Row[]>();
	for (const row of rows) {
		const own = found.get(row.workshopId);
		if (own) own.push(row);
		else found.set(row.workshopId, [row]);
	}
	return found;
}
