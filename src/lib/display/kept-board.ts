import type { Opened } from './opened.ts';

const KEPT = 'kanche.board';

/*
 * The last board that a screen showed, kept in its browser: switched on again while the database is away, it
 * shows that, marked as old, rather than nothing. [DISP11]
 */

export function keepBoard(opened: Opened): void {
	try {
		localStorage.setItem(KEPT, JSON.stringify(opened));
	} catch {
		// A browser without room, or that keeps nothing: there will be no old board to show.
	}
}

/** The board kept for this token. */
export function keptBoard(token: string): Opened | null {
	try {
		const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Opened | null;
		return kept?.token === token ? kept : null;
	} catch {
		return null;
	}
}

/** What may be seen here no more is not kept either. */
export function forgetBoard(): void {
	try {
		localStorage.removeItem(KEPT);
	} catch {
		// Nothing is kept where nothing can be.
	}
}
