import { sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { PaintedReport, ScreenReport } from '../model/screen-report.ts';

/** A place in the line of revisions. */
type Place = Pick<PaintedReport, 'epoch' | 'revision'>;

/**
 * How often what a screen says is written down while nothing about it changes, milliseconds: the desk learns by it, from
 * any process, that the screen lives. A screen speaks at every pulse, every 5 s: every second word, also when that comes
 * a little early. It is silent after 30 s.
 */
const WRITE_EVERY = 9_000;
/** Milliseconds in which what screens say is gathered: four thousand of them are two statements a second. */
const GATHER_FOR = 500;

export interface Reports {
	/**
	 * Keeps what a screen said it has painted. [SCR5]
	 *
	 * @param told where this process has told the workshop's screens to be by now
	 * @param now epoch milliseconds
	 */
	take(screenId: string, report: ScreenReport, told: Place | null, now: number): void;
	/** Since when a screen that speaks to this process has been showing less than it was told; null when it is not. */
	behindSince(screenId: string): number | null;
	/** Writes down at once what was gathered. */
	write(): Promise<void>;
}

interface Kept {
	/** What it had been told when it last spoke: by the next time it has had 5 s to paint that. */
	told: Place | null;
	behindSince: number | null;
	writtenAt: number;
	/** What was written, but for the revision, which moves all day. */
	written: string;
}

interface Row {
	id: string;
	heardAt: string;
	report: ScreenReport;
	behindSince: string | null;
}

/**
 * What screens of this process say, written down so that a desk at any process sees it.
 *
 * @param onError writing failed: once for all that was gathered; the next word of each screen is written again
 */
export function openReports(db: Database, onError: (error: unknown) => void): Reports {
	const kept = new Map<string, Kept>();
	let gathered = new Map<string, Row>();

	async function write(): Promise<void> {
		const rows = [...gathered.values()];
		gathered = new Map();
		if (rows.length === 0) return;
		try {
			await update(db, rows);
		} catch (error) {
			for (const { id } of rows) kept.delete(id);
			onError(error);
		}
	}

	return {
		take(screenId, report, told, now) {
			const before = kept.get(screenId);
			const behind = before?.told != null && isBehind(report, before.told);
			const behindSince = behind ? (before.behindSince ?? now) : null;
			const { revision: _, ...rest } = report;
			const written = JSON.stringify([rest, behindSince]);
			const isDue = before?.written !== written || now - before.writtenAt >= WRITE_EVERY;
			kept.set(screenId, { told, behindSince, written, writtenAt: isDue ? now : before.writtenAt });
			if (!isDue) return;
			if (gathered.size === 0) setTimeout(() => void write(), GATHER_FOR);
			const since = behindSince === null ? null : new Date(behindSince).toISOString();
			const heardAt = new Date(now).toISOString();
			gathered.set(screenId, { id: screenId, heardAt, report, behindSince: since });
		},
		behindSince: (screenId) => kept.get(screenId)?.behindSince ?? null,
		write
	};
}

/** One statement; it locks the rows in the order of their ids, for two processes may write of the same screens. */
const update = (db: Database, rows: readonly Row[]) =>
	db.execute(sql`
		with said as (
			select * from json_to_recordset(${JSON.stringify(rows)}::json)
				as row (id uuid, "heardAt" timestamptz, report jsonb, "behindSince" timestamptz)
		), held as (
			select id from screens where id in (select id from said) order by id for no key update
		)
		update screens set heard_at = said."heardAt", report = said.report, behind_since = said."behindSince"
		from said, held where screens.id = said.id and held.id = said.id`);

const isBehind = (painted: Place, told: Place): boolean =>
	painted.epoch !== told.epoch || painted.revision < told.revision;
