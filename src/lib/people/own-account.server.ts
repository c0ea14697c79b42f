import { and, asc, eq } from 'drizzle-orm';
import { hashPassword, verifyPassword } from '../passwords/pool.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { accounts, people, users, workshops } from '../database/schema.ts';
import type { Account } from './auth.server.ts';
import { holdLinesOf } from '../commands/change-settings.server.ts';
import { endOtherSessions, endSession, recordForAccount } from './sessions.server.ts';

/** What an account says of its owner to themselves. */
export interface OwnAccount {
	/** What they sign in with, as they wrote it. */
	username: string;
	name: string;
	workshops: { slug: string; name: string; timeZone: string; called: string }[];
}

export async function ownAccount(db: Queryable, userId: string): Promise<OwnAccount> {
	const [user] = await db.select().from(users).where(eq(users.id, userId));
	if (!user) throw new Error('A session of nobody');
	const { slug, name, timeZone } = workshops;
	const places = await db
		.select({ slug, name, timeZone, called: people.name })
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(and(eq(people.userId, userId), eq(people.active, true)))
		.orderBy(asc(name));
	return { username: user.displayUsername ?? user.username ?? '', name: user.name, workshops: places };
}

/** What is expected in a password of theirs. [PPL4] */
export const namesAround = ({ username, name, workshops: places }: OwnAccount): string[] => [
	...[username, name],
	...places.flatMap((place) => [place.called, place.name, place.slug])
];

const credential = (userId: string) =>
	and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential'));

/** @returns the hash, for `changePassword`; null when it is another password */
export async function checkPassword(db: Queryable, userId: string, typed: string): Promise<string | null> {
	const [row] = await db.select({ hash: accounts.password }).from(accounts).where(credential(userId));
	const hash = row?.hash;
	return hash && (await verifyPassword({ hash, password: typed })) ? hash : null;
}

/**
 * Gives an account another password, and ends its sessions but the one that asked. [SIGN7]
 *
 * @param before the hash of the one it has
 * @returns the workshops where to look; null when it has another one meanwhile
 */
export async function changePassword(
	db: Database,
	{ userId, sessionId }: Account,
	before: string,
	password: string
): Promise<string[] | null> {
	const hash = await hashPassword(password);
	return db.transaction(async (tx) => {
		await holdLinesOf(tx, userId);
		const changed = await tx
			.update(accounts)
			.set({ password: hash, updatedAt: new Date() })
			.where(and(credential(userId), eq(accounts.password, before)))
			.returning({ id: accounts.id });
		if (changed.length === 0) return null;
		await endOtherSessions(tx, userId, sessionId);
		return recordForAccount(tx, userId, 'passwordChanged', { screen: 'account' });
	});
}

/**
 * Ends one session of the account, or without `id` all but the one that asks. [SIGN7]
 *
 * @returns the workshops where to look
 */
export const endOwnSessions = (
	db: Database,
	{ userId, sessionId }: Account,
	id?: string
): Promise<string[]> =>
	db.transaction(async (tx) => {
		await holdLinesOf(tx, userId);
		const ended =
			id === undefined ? await endOtherSessions(tx, userId, sessionId) : await endSession(tx, userId, id);
		return ended ? recordForAccount(tx, userId, 'sessionsEnded', { screen: 'account' }) : [];
	});
