import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestEvent } from '@sveltejs/kit';
import { stranger, type Who } from '../audit/record.server.ts';
import { app } from '../app/app.ts';
import { ownCookie, setOwnCookies } from '../runtime/cookies.ts';
import { log } from '../runtime/log.ts';
import { unpairHere } from './unpair-here.server.ts';
import { live } from '../app/open-live.server.ts';
import { holdLinesOf } from '../commands/change-settings.server.ts';
import type { Credentials } from '../people/account.server.ts';
import { deviceCookie } from '../people/device.ts';
import type { Attempt, Tried } from '../people/guard.server.ts';
import { accountCalled, endSession, forgetSessions, recordForAccount } from '../people/sessions.server.ts';

/**
 * Milliseconds between finding a name or password wrong, which takes the same time for a name that nobody
 * has, and saying so. Meanwhile it is written down where the account belongs, if there is one: so the time
 * does not tell. [PPL1]
 */
const REFUSAL_TAKES = 300;

/** Where a request tries a password from. */
export const attemptOf = (event: RequestEvent, username: string): Attempt => ({
	username,
	address: event.getClientAddress(),
	device: ownCookie(event, deviceCookie)
});

/**
 * Signs a browser in by a name and a password that somebody typed, if they may still try. [SIGN1]
 *
 * @returns why not: the name or the password was wrong, or there were too many tries
 */
export async function signIn(event: RequestEvent, credentials: Credentials): Promise<Tried<true>> {
	const { guard } = app();
	const tried = await guard.tryPassword(attemptOf(event, credentials.username), async () =>
		(await startSession(event, credentials)) ? true : null
	);
	if (!tried.ok) {
		const limited = tried.refusal.code === 'tooManyTries';
		await Promise.all([noteRefusal(credentials.username, limited), limited || sleep(REFUSAL_TAKES)]);
	}
	return tried;
}

/**
 * A new session for whoever has just shown who they are; the one that the browser had ends. It remembers
 * that the account signed in there, and is no shared tablet any more. [SIGN3] [SIGN5] [STA1]
 *
 * @returns whether name and password are right
 */
export async function startSession(event: RequestEvent, credentials: Credentials): Promise<boolean> {
	const { db, auth, guard } = app();
	const cookies = await auth.signIn(credentials, event.request.headers);
	const userId = cookies && (await accountCalled(db, credentials.username));
	if (!cookies || userId === null) return false;
	const before = event.locals.account;
	const changed = await db.transaction(async (tx) => {
		await holdLinesOf(tx, userId, ...(before ? [before.userId] : []));
		await forgetSessions(tx, userId, Date.now());
		const ended = before && (await endSession(tx, before.userId, before.sessionId));
		const left = ended ? await recordForAccount(tx, before.userId, 'signedOut', { screen: 'sign-in' }) : [];
		await recordForAccount(tx, userId, 'signedIn', { screen: 'sign-in' });
		return left;
	});
	for (const workshopId of changed) live().look(workshopId);
	await unpairHere(event);
	setOwnCookies(event, [...cookies, guard.remember(attemptOf(event, credentials.username))]);
	return true;
}

/**
 * A wrong password is written down where the account belongs; one that was not looked at, in the log only:
 * whoever tries without end does not fill the audit. [SIGN8]
 */
export async function noteRefusal(
	username: string,
	limited: boolean,
	by: { screen: string } | Who = stranger
): Promise<void> {
	const { db } = app();
	const userId = await accountCalled(db, username);
	log.info({ userId, limited }, 'refused to sign in');
	if (userId === null || limited) return;
	await db.transaction((tx) => recordForAccount(tx, userId, 'signInRefused', by));
}
