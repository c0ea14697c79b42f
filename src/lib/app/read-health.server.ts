import { statfs } from 'node:fs/promises';
import { desc, eq, sql } from 'drizzle-orm';
import { healthOf } from '../screens/health.ts';
import { screensOf } from '../screens/screens.server.ts';
import type { App } from './app.ts';
import { events } from '../database/schema.ts';
import { databaseAnswersIn } from '../observability/site.server.ts';
import type { Facts } from '../observability/verdict.ts';

/** The facts of a health page, and when a car of the workshop was last changed; null before the first. */
export interface ReadHealth extends Facts {
	lastChange: number | null;
}

/**
 * Looks at everything that can be known here, for one workshop. [OBS6]
 *
 * @param redis whether word reaches other processes, if there is a Redis
 * @param now epoch milliseconds
 */
export async function readHealth(
	{ db, config, metrics }: App,
	workshopId: string,
	{ build, redis, now }: { build: string; redis: boolean | null; now: number }
): Promise<ReadHealth> {
	const [database, [row], paired, [last], disk] = await Promise.all([
		databaseAnswersIn(db),
		db.execute<{ programs: number }>(sql`
			select count(distinct application_name)::int as programs from pg_stat_activity
			where datname = current_database() and application_name like 'kanche-%'`),
		screensOf(db, workshopId),
		db
			.select({ at: events.at })
			.from(events)
			.where(eq(events.workshopId, workshopId))
			.orderBy(desc(events.revision))
			.limit(1),
		config.databaseUrl ? null : spaceOf(config.dataDir)
	]);
	const screens: Facts['screens'] = {};
	for (const screen of paired) {
		const health = healthOf(screen, build, now);
		screens[health] = (screens[health] ?? 0) + 1;
	}
	return {
		...{ database, redis, screens, disk, recent: metrics.recent.read(now) },
		programs: row?.programs ?? null,
		lastChange: last?.at ?? null
	};
}

async function spaceOf(folder: string): Promise<Facts['disk']> {
	const { bavail, blocks, bsize } = await statfs(folder);
	return { free: bavail * bsize, total: blocks * bsize };
}
