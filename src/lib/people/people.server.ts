import { and, asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Database, Queryable } from '../server/database.ts';
import { people, workshops } from '../server/schema.ts';
import { changeSettings } from '../workshop/change-settings.server.ts';
import { type AccountDraft, createAccount, type Credentials, draftAccount } from './account.server.ts';
import type { Role } from './person.ts';

export interface NewPerson {
	name: string;
	roles: Role[];
	/** Absent: somebody who is only named on cards. */
	account?: Credentials;
}

/**
 * Makes somebody a member of a workshop's staff, with or without an account to sign in.
 *
 * @param now epoch milliseconds
 * @returns the person's id
 * @throws UsernameTaken
 */
export async function addPerson(
	db: Database,
	workshopId: string,
	{ account, ...person }: NewPerson,
	now: number
): Promise<string> {
	const draft = account && (await draftAccount(account));
	return changeSettings(db, workshopId, (tx) => insertPerson(tx, workshopId, person, draft, now));
}

/** The same inside a transaction that changes the workshop anyway. */
export async function insertPerson(
	tx: Queryable,
	workshopId: string,
	{ name, roles }: Pick<NewPerson, 'name' | 'roles'>,
	account: AccountDraft | undefined,
	now: number
): Promise<string> {
	const id = uuidv7();
	const userId = account ? await createAccount(tx, account, name, now) : null;
	await tx.insert(people).values({ id, workshopId, userId, name, roles });
	return id;
}

/** The workshops that an account is a member of, by name. */
export async function workshopsOf(db: Queryable, userId: string): Promise<{ slug: string; name: string }[]> {
	return db
		.select({ slug: workshops.slug, name: workshops.name })
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(and(eq(people.userId, userId), eq(people.active, true)))
		.orderBy(asc(workshops.name));
}
