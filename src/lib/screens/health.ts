import type { ScreenReport } from '../model/screen-report.ts';

/** A screen speaks every 5 s, written down every 10 s at least: after this it is silent, milliseconds. */
const SILENT_AFTER = 30_000;
/** How long a screen may show less than it was told, milliseconds: the mark at which it calls itself quiet. */
const BEHIND_AFTER = 12_000;

/**
 * What is to be said of a screen, the worst first: `silent` and `behind` are alarms. [SCR5]
 *
 * - `new`: its device has not spoken yet;
 * - `silent`: no word for 30 s: it is off, or has no network;
 * - `behind`: for 12 s it has been showing less than it was told;
 * - `oldBuild`: its page is of another build than the server: it loads the new one when pages turn;
 * - `soundBlocked`: it should make a sound, and its browser does not let it before a key is pressed.
 */
export type Health = 'new' | 'silent' | 'behind' | 'oldBuild' | 'soundBlocked' | 'well';

export interface Spoken {
	/** Epoch milliseconds. */
	heardAt: number | null;
	report: Pick<ScreenReport, 'build' | 'sound'> | null;
	behindSince: number | null;
}

/**
 * @param build the server's
 * @param now epoch milliseconds
 */
export function healthOf({ heardAt, report, behindSince }: Spoken, build: string, now: number): Health {
	if (heardAt === null || report === null) return 'new';
	if (now - heardAt >= SILENT_AFTER) return 'silent';
	if (isBehind(behindSince, now)) return 'behind';
	if (report.build !== build) return 'oldBuild';
	return report.sound === 'blocked' ? 'soundBlocked' : 'well';
}

/** @param behindSince since when it has been showing less than it was told, if it does */
export const isBehind = (behindSince: number | null, now: number): boolean =>
	behindSince !== null && now - behindSince >= BEHIND_AFTER;

export const isAlarm = (health: Health): boolean => health === 'silent' || health === 'behind';
