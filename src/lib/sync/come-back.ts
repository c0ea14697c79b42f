import { fetchWithin } from '../forms/fetch-within.ts';

/** How long to wait before asking again, milliseconds: longer each time. */
const WAIT = { first: 2_000, longest: 10_000 };

/**
 * Opens the page's address again as soon as the server can answer it: nobody may touch a screen that hangs on a wall.
 * `static/come-back.js` does the same where none of this could be loaded. The function returned stops asking.
 */
export function comeBack(): () => void {
	// By GET: what was posted is not posted again.
	const address = location.href.split('#')[0]!;
	let wait = WAIT.first;
	let asking: ReturnType<typeof setTimeout>;
	let over = false;
	const ask = async () => {
		const answer = await fetchWithin(address, { cache: 'no-store' }).catch(() => null);
		if (over) return;
		if (answer && answer.status < 500) location.replace(address);
		else askLater();
	};
	const askLater = () => {
		asking = setTimeout(() => void ask(), wait * (0.75 + Math.random() / 2));
		wait = Math.min(wait * 1.5, WAIT.longest);
	};
	askLater();
	return () => {
		over = true;
		clearTimeout(asking);
	};
}
