import { and, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { foldSigns } from '../model/fold.ts';
import { Refused } from '../model/refusal.ts';
import { hashPassword } from '../passwords/pool.server.ts';
import type { Queryable } from '../database/database.ts';
import { foldedSql } from '../database/folded-sql.ts';
import { accounts, sessions, users } from '../database/auth-schema.ts';
import { normalUsername } from './username.ts';

/** What somebody signs in with. */
export interface Credentials {
	username: string;
	password: string;
}

/** An account that is not made yet. */
export interface AccountDraft {
	username: string;
	displayUsername: string;
	passwordHash: string;
}

/** Hashes the password, which takes a tenth of a second: call it before a transaction that others wait for. */
export async function draftAccount({ username, password }: Credentials): Promise<AccountDraft> {
	return {
		username: normalUsername(username),
		displayUsername: username.trim(),
		passwordHash: await hashPassword(password)
	};
}

/**
 * Makes an account that can sign in. The only way there is to get one.
 *
 * @param name of the person
 * @param now epoch milliseconds
 * @returns its id
 * @throws Refused `usernameTaken`
 */
export async function createAccount(
	db: Queryable,
	{ username, displayUsername, passwordHash }: AccountDraft,
	name: string,
	now: number
): Promise<string> {
	const userId = uuidv7();
	const at = { createdAt: new Date(now), updatedAt: new Date(now) };
	const email = `${username}@staff.invalid`;
	// A name that looks like somebody's is theirs. [TEXT2]
	const looksLike = eq(foldedSql(users.username), foldSigns(username));
	if ((await db.select({ id: users.id }).from(users).where(looksLike).limit(1)).length > 0) {
		throw new Refused({ code: 'usernameTaken' });
	}
	const made = await db
		.insert(users)
		.values({ id: userId, username, displayUsername, name, email, ...at })
		.onConflictDoNothing()
		.returning({ id: users.id });
	if (made.length === 0) throw new Refused({ code: 'usernameTaken' });
	await db.insert(accounts).values({
		...{ id: uuidv7(), accountId: userId, userId, providerId: 'credential', password: passwordHash },
		...at
	});
	return userId;
}

/** Gives an account another password; what is signed in with the old one goes on until it is ended. */
export async function setPassword(
	db: Queryable,
	userId: string,
	passwordHash: string,
	now: number
): Promise<void> {
	await db
		.update(accounts)
		.set({ password: passwordHash, updatedAt: new Date(now) })
		.where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')));
}

/** Signs an account out everywhere. */
export async function endSessions(db: Queryable, userId: string): Promise<void> {
	await db.delete(sessions).where(eq(sessions.userId, userId));
}
