const KEPT = 'kanche.reloads';
/** A build that never becomes the one served (a cache in between) must not make a screen flicker for ever. */
const MOST = 3;
const WITHIN = 30 * 60_000;

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
	const reloads = remembered();
	if (!mayReload(reloads, now)) return;
	const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
	if (!answer?.ok) return;
	sessionStorage.setItem(KEPT, JSON.stringify([...recent(reloads, now), now]));
	location.reload();
}

function remembered(): number[] {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
		return Array.isArray(kept) ? kept.filter((at) => typeof at === 'number') : [];
	} catch {
		return [];
	}
}

/** How often a screen that could not be opened asks again, milliseconds. */
const ASK_AGAIN = 15_000;

/** Loads the page anew as soon as the server can answer it. The function returned stops asking. */
export function comeBack(): () => void {
	const ask = async () => {
		const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
		if (answer && answer.status < 500) location.reload();
	};
	const asking = setInterval(() => void ask(), ASK_AGAIN);
	return () => clearInterval(asking);
}
