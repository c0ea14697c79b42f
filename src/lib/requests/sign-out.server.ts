import type { RequestEvent } from '@sveltejs/kit';
import { app } from '../app/app.ts';
import { bareCookiesOf, setOwnCookies } from '../runtime/cookies.ts';
import { live } from '../app/open-live.server.ts';
import { holdLinesOf } from '../commands/change-settings.server.ts';
import { endSession, recordForAccount } from '../people/sessions.server.ts';

/**
 * Ends the session of whoever is signed in in this browser, if anybody is, and closes what they have open.
 *
 * @param screen on which they leave
 */
export async function signOut(event: RequestEvent, screen: string): Promise<void> {
	const { account } = event.locals;
	if (!account) return;
	const { db, auth } = app();
	const { userId, sessionId } = account;
	const left = await db.transaction(async (tx) => {
		await holdLinesOf(tx, userId);
		await endSession(tx, userId, sessionId);
		return recordForAccount(tx, userId, 'signedOut', { screen });
	});
	for (const workshopId of left) live().look(workshopId);
	setOwnCookies(event, await auth.signOut(bareCookiesOf(event)));
}
