import { setTimeout as sleep } from 'node:timers/promises';
import { eq, isNull, sql } from 'drizzle-orm';
import { type Health, healthOf } from '../screens/health.ts';
import type { ScreenKind } from '../model/screen.ts';
import type { Database } from '../database/database.ts';
import { screens, workshops } from '../database/schema.ts';

/** Milliseconds that a look at the database may take: who watches must be answered also while it is away. */
const PATIENCE = 2_000;

/** `work`, or null where it fails or takes too long. */
export const inTime = <T>(work: Promise<T>): Promise<T | null> =>
	Promise.race([work.catch(() => null), sleep(PATIENCE, null, { ref: false })]);

/**
 * How long the database takes for the least question, with the wait for a free connection in it, milliseconds; null
 * where it does not answer.
 */
export async function databaseAnswersIn(db: Database): Promise<number | null> {
	const begin = performance.now();
	const answer = await inTime(db.execute(sql`select 1`));
	return answer && performance.now() - begin;
}

export interface SiteScreens {
	slug: string;
	kind: ScreenKind;
	health: Health;
	count: number;
}

export interface Site {
	workshops: { id: string; slug: string; revision: number }[];
	screens: SiteScreens[];
}

/** Where the workshops stand, and how their paired walls and lounges do: the same from every process. */
export async function readSite(db: Database, build: string, now: number): Promise<Site> {
	const [lines, rows] = await Promise.all([
		db.select({ id: workshops.id, slug: workshops.slug, revision: workshops.revision }).from(workshops),
		db
			.select({
				...{ slug: workshops.slug, kind: screens.kind, heardAt: screens.heardAt },
				...{ report: screens.report, behindSince: screens.behindSince }
			})
			.from(screens)
			.innerJoin(workshops, eq(workshops.id, screens.workshopId))
			.where(isNull(screens.revokedAt))
	]);
	const counts = new Map<string, SiteScreens>();
	for (const { slug, kind, ...spoken } of rows) {
		const health = healthOf(spoken, build, now);
		const key = [slug, kind, health].join(' ');
		const before = counts.get(key) ?? { slug, kind, health, count: 0 };
		counts.set(key, { ...before, count: before.count + 1 });
	}
	return { workshops: lines, screens: [...counts.values()] };
}
