const KEPT = 'kanche.outdated';
/** Milliseconds between two reloads: another process may still serve the version that the page has. */
const EVERY = 30_000;

/**
 * Loads the page again because its build knows another version of its feed. Browser only. [VER2]
 *
 * @returns false where that was done a moment ago
 */
export function reloadOutdated(now = Date.now()): boolean {
	try {
		const last = Number(sessionStorage.getItem(KEPT) ?? 0);
		if (Math.abs(now - last) < EVERY) return false;
		sessionStorage.setItem(KEPT, String(now));
	} catch {
		// A browser that remembers nothing could reload for ever: it goes on as it is.
		return false;
	}
	location.reload();
	return true;
}
