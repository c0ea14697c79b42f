import { and, asc, eq, gt, or } from 'drizzle-orm';
import type { Settings } from '../feeds/settings.ts';
import { layOpenWindows } from '../job/opening-hours.ts';
import type { Queryable } from '../server/database.ts';
import { bays, jobs, people, stages, workshops } from '../server/schema.ts';

const HOUR = 3_600_000;
/** A card that was closed longer ago is hardly taken back. */
const TAKEN_BACK_WITHIN = 30 * 24 * HOUR;

/** Settings by workshop. Read again when their revision or its line is another, or the hour (open windows slide). */
const kept = new Map<string, { epoch: string; settings: Settings; readAt: number }>();

/**
 * A workshop's settings.
 *
 * @param line what the workshop's row says of them: kept settings of another revision, or of another line of
 *   revisions since a backup was restored, are read anew
 * @param now epoch milliseconds
 * @throws when there is no such workshop
 */
export async function settingsOf(
	db: Queryable,
	workshopId: string,
	{ epoch, settingsRevision }: { epoch: string; settingsRevision: number },
	now: number
): Promise<Settings> {
	const known = kept.get(workshopId);
	// Another revision, newer or older, is not what this reader's snapshot of the database holds.
	const same = known?.epoch === epoch && known.settings.revision === settingsRevision;
	if (same && Math.abs(now - known.readAt) < HOUR) return known.settings;
	const settings = await readSettings(db, workshopId, now);
	kept.set(workshopId, { epoch, settings, readAt: now });
	return settings;
}

async function readSettings(db: Queryable, workshopId: string, now: number): Promise<Settings> {
	const [[row], stageRows, bayRows, personRows, named] = await Promise.all([
		db.select().from(workshops).where(eq(workshops.id, workshopId)),
		db.select().from(stages).where(eq(stages.workshopId, workshopId)).orderBy(asc(stages.position)),
		db.select().from(bays).where(eq(bays.workshopId, workshopId)).orderBy(asc(bays.position)),
		db.select().from(people).where(eq(people.workshopId, workshopId)).orderBy(asc(people.name)),
		db
			.selectDistinct({ advisorId: jobs.advisorId, technicianId: jobs.technicianId })
			.from(jobs)
			.where(
				and(
					eq(jobs.workshopId, workshopId),
					or(eq(jobs.status, 'open'), gt(jobs.closedAt, now - TAKEN_BACK_WITHIN))
				)
			)
	]);
	if (!row) throw new Error('no such workshop');
	const { id, slug, name, language, timeZone, openingHours, phone, pickupDesk, platesMasked } = row;
	return {
		workshop: { id, slug, name, language, timeZone, openingHours, phone, pickupDesk, platesMasked },
		revision: row.settingsRevision,
		stages: stageRows.map(({ workshopId: _, ...stage }) => stage),
		bays: bayRows.map(({ workshopId: _, ...bay }) => bay),
		people: personRows.map(({ id, name, roles, active }) => ({ id, name, roles, active })),
		namedOnCards: new Set(named.flatMap((job) => [job.advisorId ?? [], job.technicianId ?? []].flat())),
		openWindows: layOpenWindows(openingHours, timeZone, now)
	};
}
