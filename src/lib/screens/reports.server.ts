import { eq } from 'drizzle-orm';
import type { Database } from '../server/database.ts';
import { screens } from '../server/schema.ts';
import type { PaintedReport, ScreenReport } from './report.ts';

/** A place in the line of revisions. */
type Place = Pick<PaintedReport, 'epoch' | 'revision'>;

/**
 * How often what a screen says is written down while nothing about it changes, milliseconds. A screen speaks
 * at every pulse, every 5 s: every second word, also when that comes a little early. It is silent after 30 s.
 */
const WRITE_EVERY = 9_000;

export interface Reports {
	/**
	 * Keeps what a screen said it has painted. [SCR5]
	 *
	 * @param told where this process has told the workshop's screens to be by now
	 * @param now epoch milliseconds
	 */
	take(screenId: string, report: ScreenReport, told: Place | null, now: number): Promise<void>;
	/** Since when a screen that speaks to this process has been showing less than it was told; null when it is not. */
	behindSince(screenId: string): number | null;
}

interface Kept {
	/** What it had been told when it last spoke: by the next time it has had 5 s to paint that. */
	told: Place | null;
	behindSince: number | null;
	writtenAt: number;
	/** What was written, but for the revision, which moves all day. */
	written: string;
}

/** What screens of this process say, written down so that a desk at any process sees it. */
export function openReports(db: Database): Reports {
	const kept = new Map<string, Kept>();
	return {
		async take(screenId, report, told, now) {
			const before = kept.get(screenId);
			const behind = before?.told != null && isBehind(report, before.told);
			const behindSince = behind ? (before.behindSince ?? now) : null;
			const { revision: _, ...rest } = report;
			const written = JSON.stringify([rest, behindSince]);
			const isDue = before?.written !== written || now - before.writtenAt >= WRITE_EVERY;
			const writtenAt = isDue ? now : before.writtenAt;
			kept.set(screenId, { told, behindSince, written, writtenAt });
			if (!isDue) return;
			await db.update(screens).set({ heardAt: now, report, behindSince }).where(eq(screens.id, screenId));
		},
		behindSince: (screenId) => kept.get(screenId)?.behindSince ?? null
	};
}

const isBehind = (painted: Place, told: Place): boolean =>
	painted.epoch !== told.epoch || painted.revision < told.revision;
