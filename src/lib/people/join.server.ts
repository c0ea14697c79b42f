import { and, eq, isNull } from 'drizzle-orm';
import { record } from '../audit/record.server.ts';
import { createAccount, type Credentials, draftAccount, endSessions, setPassword } from './account.server.ts';
import { hashPassword } from '../passwords/pool.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, users } from '../database/schema.ts';
import { openPass, type Pass, usePass } from '../one-time-links/passes.server.ts';

/** Whose account it is now, and where. */
export interface Joined {
	workshop: Pass['workshop'];
	userId: string;
	/** As it is typed when signing in. */
	username: string;
	/** The workshops that the account belongs to: call `live().look()` for each. */
	places: string[];
}

type PersonPass = Pass & { for: Extract<Pass['for'], { kind: 'person' }> };

/** Thrown to leave the pass as it was. */
class NotTaken extends Error {
	override name = 'NotTaken';
}

/**
 * Takes a person's pass and does what it is for, both or neither.
 *
 * @param work null: it is not what this pass is for, which stays as it was
 */
async function take(
	db: Database,
	token: string,
	now: number,
	reset: boolean,
	work: (tx: Queryable, pass: PersonPass) => Promise<{ userId: string; username: string } | null>
): Promise<Joined | null> {
	try {
		return await db.transaction(async (tx) => {
			const pass = await usePass(tx, token, now);
			if (!pass || !isFor(pass, reset)) throw new NotTaken();
			const account = await work(tx, pass);
			if (!account) throw new NotTaken();
			const { personId, name } = pass.for;
			const who = { actor: { kind: 'person' as const, id: personId, name }, screen: 'join' };
			await record(tx, pass.workshop.id, who, { type: 'joined', personId, reset }, now);
			return { workshop: pass.workshop, ...account, places: await placesOf(tx, account.userId) };
		});
	} catch (error) {
		if (error instanceof NotTaken) return null;
		throw error;
	}
}

const isFor = (pass: Pass, reset: boolean): pass is PersonPass =>
	pass.for.kind === 'person' && (pass.for.userId !== null) === reset;

/** What is slow (scrypt) is done before the transaction, but not for whoever guesses an address. */
async function opens(db: Database, token: string, now: number, reset: boolean): Promise<boolean> {
	const pass = await openPass(db, token, now);
	return pass !== null && isFor(pass, reset);
}

/**
 * A person who had none makes their account. [PASS6]
 *
 * @param now epoch milliseconds
 * @returns null where the pass opens nothing (any more), or is for something else
 * @throws Refused `usernameTaken`: the pass stays as it was
 */
export async function joinAnew(
	db: Database,
	token: string,
	credentials: Credentials,
	now: number
): Promise<Joined | null> {
	if (!(await opens(db, token, now, false))) return null;
	const draft = await draftAccount(credentials);
	return take(db, token, now, false, async (tx, { for: { personId, name } }) => {
		const userId = await createAccount(tx, draft, name, now);
		return (await link(tx, personId, userId)) ? { userId, username: draft.username } : null;
	});
}

/** The same with an account that somebody has on this server already, and not yet in this workshop. [PASS6] */
export async function joinAs(
	db: Database,
	token: string,
	userId: string,
	now: number
): Promise<Joined | null> {
	return take(db, token, now, false, async (tx, { workshop, for: { personId } }) => {
		if (await isIn(tx, userId, workshop.id)) return null;
		const username = await usernameOf(tx, userId);
		return username !== null && (await link(tx, personId, userId)) ? { userId, username } : null;
	});
}

/** A person with an account gives it a new password, and is signed out everywhere. [PASS7] */
export async function resetPassword(
	db: Database,
	token: string,
	password: string,
	now: number
): Promise<Joined | null> {
	if (!(await opens(db, token, now, true))) return null;
	const hash = await hashPassword(password);
	return take(db, token, now, true, async (tx, { for: { userId } }) => {
		const username = userId && (await usernameOf(tx, userId));
		if (!username) return null;
		await setPassword(tx, userId, hash, now);
		await endSessions(tx, userId);
		return { userId, username };
	});
}

async function link(tx: Queryable, personId: string, userId: string): Promise<boolean> {
	const linked = await tx
		.update(people)
		.set({ userId })
		.where(and(eq(people.id, personId), isNull(people.userId)))
		.returning({ id: people.id });
	return linked.length > 0;
}

/** The workshops that an account belongs to. */
async function placesOf(db: Queryable, userId: string): Promise<string[]> {
	const rows = await db.select({ id: people.workshopId }).from(people).where(eq(people.userId, userId));
	return rows.map(({ id }) => id);
}

/** Whether an account is somebody in a workshop, also one who is locked out there. */
export async function isIn(db: Queryable, userId: string, workshopId: string): Promise<boolean> {
	const here = and(eq(people.userId, userId), eq(people.workshopId, workshopId));
	return (await db.select({ id: people.id }).from(people).where(here)).length > 0;
}

/** What an account signs in with. */
export async function usernameOf(db: Queryable, userId: string): Promise<string | null> {
	const [user] = await db.select({ username: users.username }).from(users).where(eq(users.id, userId));
	return user?.username ?? null;
}
