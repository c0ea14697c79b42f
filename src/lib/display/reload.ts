import { fetchWithin } from '../forms/fetch-within.ts';
import { clockTime } from '../words/clock-words.ts';
import { HOUR, MINUTE } from '../model/moments.ts';

const KEPT = 'kanche.reloads';
/** A build that never becomes the one served (a cache in between) must not make a screen flicker for ever. */
const MOST = 3;
const WITHIN = 30 * MINUTE;

/** The reloads that still count against another one. Moments are epoch milliseconds. [DISP6] */
export const recent = (reloads: readonly number[], now: number): number[] =>
	reloads.filter((at) => at <= now && now - at < WITHIN);

export const mayReload = (reloads: readonly number[], now: number): boolean =>
	recent(reloads, now).length < MOST;

/**
 * Loads the page anew, at most 3 times in 30 minutes, and only when the server answers: a screen nobody
 * can touch must not end on the browser's own error page. Browser only.
 *
 * @param now the server's clock, epoch milliseconds
 */
export async function reload(now: number): Promise<void> {
	const before = reloads();
	if (!mayReload(before, now)) return;
	const answer = await fetchWithin(location.href, { cache: 'no-store' }).catch(() => null);
	if (!answer?.ok) return;
	// Another one may have begun while the server was asked.
	if (reloads().length !== before.length) return;
	try {
		sessionStorage.setItem(KEPT, JSON.stringify([...recent(before, now), now]));
	} catch {
		// A browser that remembers nothing could reload for ever: it goes on as it is.
		return;
	}
	location.reload();
}

/** When this screen was loaded anew, epoch milliseconds. Browser only. */
export function reloads(): number[] {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
		return Array.isArray(kept) ? kept.filter((at) => typeof at === 'number') : [];
	} catch {
		return [];
	}
}

/** The hour of the night, at the workshop, in which every screen is loaded anew. */
const NIGHT = 3;
/** A page younger than this was loaded anew this very night, milliseconds. */
const YOUNG = 6 * HOUR;

/**
 * Whether it is this screen's minute of the night: a page that runs for months gathers dust. [DISP10]
 *
 * @param now epoch milliseconds, as `loadedAt`, when the page was loaded
 * @param minute 0 to 59: screens take turns
 */
export function isNightly(now: number, loadedAt: number, timeZone: string, minute: number): boolean {
	const [hour = 0, minutes = 0] = clockTime(now, timeZone).split(':').map(Number);
	return hour === NIGHT && minutes >= minute && now - loadedAt >= YOUNG;
}
