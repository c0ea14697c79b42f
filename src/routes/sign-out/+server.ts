import { redirect } from '@sveltejs/kit';
import { accountHere } from '#lib/access/admit.server.ts';
import { endSession, recordForAccount } from '#lib/people/sessions.server.ts';
import { app } from '#lib/server/app.ts';
import { bareCookiesOf, setOwnCookies } from '#lib/server/cookies.ts';
import { live } from '#lib/sync/open-live.server.ts';
import type { RequestHandler } from './$types.js';

export const POST: RequestHandler = async (event) => {
	const { db, auth } = app();
	const { userId, sessionId } = accountHere(event.locals);
	const left = await db.transaction(async (tx) => {
		await endSession(tx, userId, sessionId);
		return recordForAccount(tx, userId, 'signedOut', { screen: 'account' });
	});
	for (const workshopId of left) live().look(workshopId);
	setOwnCookies(event, await auth.signOut(bareCookiesOf(event)));
	redirect(303, '/sign-in');
};
