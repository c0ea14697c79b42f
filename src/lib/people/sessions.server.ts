import { and, desc, eq, gt, lte, ne, or } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { among } from '../database/columns.ts';
import type { Queryable } from '../database/database.ts';
import { people, sessions, users } from '../database/schema.ts';
import { normalUsername } from './username.ts';
import { DAY } from '../model/moments.ts';

/** Milliseconds without a page after which a session is over, and after which it is over anyhow. [SIGN6] */
export const sessionIdles = 30 * DAY;
export const sessionLasts = 90 * DAY;

/** One browser that is signed in. Moments are epoch milliseconds. */
export interface Session {
	id: string;
	since: number;
	/** To the hour. */
	usedAt: number;
	/** Empty where it is not known. */
	address: string;
	userAgent: string;
}

/** Both are Dates, as better-auth keeps them. */
const over = (now: number) =>
	or(lte(sessions.expiresAt, new Date(now)), lte(sessions.createdAt, new Date(now - sessionLasts)));

const notOver = (now: number) =>
	and(gt(sessions.expiresAt, new Date(now)), gt(sessions.createdAt, new Date(now - sessionLasts)));

/**
 * Whose sessions tokens are that are not over, and how many milliseconds each lasts, by the token.
 *
 * @param tokens those of cookies that this site signed
 */
export async function sessionsBy(
	db: Queryable,
	tokens: readonly string[],
	now: number
): Promise<Map<string, { userId: string; lasts: number }>> {
	if (tokens.length === 0) return new Map();
	const { token, userId, createdAt, expiresAt } = sessions;
	const rows = await db
		.select({ token, userId, createdAt, expiresAt })
		.from(sessions)
		.where(and(among(token, tokens), notOver(now)));
	return new Map(
		rows.map((row) => {
			const end = Math.min(row.expiresAt.getTime(), row.createdAt.getTime() + sessionLasts);
			return [row.token, { userId: row.userId, lasts: end - now }];
		})
	);
}

/** Where an account is signed in, the last used first. */
export async function sessionsOf(db: Queryable, userId: string, now: number): Promise<Session[]> {
	const rows = await db
		.select()
		.from(sessions)
		.where(and(eq(sessions.userId, userId), notOver(now)))
		.orderBy(desc(sessions.updatedAt), desc(sessions.id));
	return rows.map(({ id, createdAt, updatedAt, ipAddress, userAgent }) => ({
		...{ id, since: createdAt.getTime(), usedAt: updatedAt.getTime() },
		...{ address: ipAddress ?? '', userAgent: userAgent ?? '' }
	}));
}

/** @returns whether the account had that session */
export async function endSession(tx: Queryable, userId: string, id: string): Promise<boolean> {
	const ended = await tx
		.delete(sessions)
		.where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
		.returning({ id: sessions.id });
	return ended.length > 0;
}

/** @returns how many were ended */
export async function endOtherSessions(tx: Queryable, userId: string, kept: string): Promise<number> {
	const ended = await tx
		.delete(sessions)
		.where(and(eq(sessions.userId, userId), ne(sessions.id, kept)))
		.returning({ id: sessions.id });
	return ended.length;
}

/** Takes away what is over anyhow: nobody comes back with those. */
export async function forgetSessions(tx: Queryable, userId: string, now: number): Promise<void> {
	await tx.delete(sessions).where(and(eq(sessions.userId, userId), over(now)));
}

/** The account that signs in with a name, whether it is spelled in capitals or not. */
export async function accountCalled(db: Queryable, username: string): Promise<string | null> {
	const [row] = await db
		.select({ id: users.id })
		.from(users)
		.where(eq(users.username, normalUsername(username)));
	return row?.id ?? null;
}

/**
 * Writes down what somebody did with their account, or tried with it, in each workshop they belong to.
 *
 * @param by the person themselves, unless said
 * @returns the workshops: after COMMIT look there
 */
export async function recordForAccount(
	tx: Queryable,
	userId: string,
	type: 'signedIn' | 'signedOut' | 'signInRefused' | 'sessionsEnded' | 'passwordChanged',
	by: { screen: string } | Who
): Promise<string[]> {
	const members = await tx
		.select({ personId: people.id, workshopId: people.workshopId, name: people.name })
		.from(people)
		.where(and(eq(people.userId, userId), eq(people.active, true)))
		// In one order: each takes its workshop's row.
		.orderBy(people.workshopId);
	for (const { personId, workshopId, name } of members) {
		const who = 'actor' in by ? by : { actor: { kind: 'person' as const, id: personId, name }, ...by };
		await record(tx, workshopId, who, { type, personId });
	}
	return members.map(({ workshopId }) => workshopId);
}
