import { and, asc, desc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Database, Queryable } from '../server/database.ts';
import { people, users, workshops } from '../server/schema.ts';
import { changeSettings } from '../workshop/change-settings.server.ts';
import { SettingsRefused } from '../workshop/refused.ts';
import {
	type AccountDraft,
	createAccount,
	type Credentials,
	draftAccount,
	endSessions
} from './account.server.ts';
import type { Person, Role, StaffMember } from './person.ts';

export interface NewPerson {
	name: string;
	roles: Role[];
	/** Absent: somebody who is only named on cards. */
	account?: Credentials;
}

/** Whose roles decide what they may change; null for the program itself. */
export type Changer = { personId: string } | null;

/**
 * Makes somebody a member of a workshop's staff, with or without an account to sign in.
 *
 * @param now epoch milliseconds
 * @returns the person's id
 * @throws UsernameTaken; SettingsRefused `ownerOnly`: only an owner makes owners
 */
export async function addPerson(
	db: Database,
	workshopId: string,
	{ account, ...person }: NewPerson,
	now: number,
	changer: Changer = null
): Promise<string> {
	const draft = account && (await draftAccount(account));
	return changeSettings(db, workshopId, async (tx) => {
		if (person.roles.includes('owner')) await requireOwner(tx, workshopId, changer);
		return insertPerson(tx, workshopId, person, draft, now);
	});
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

/**
 * Changes a person's name, roles, or whether they still work here. Whoever no longer does is signed out;
 * their name stays on what they did. Owners are changed by owners only, and none of them locks themselves
 * out or stops being one: so there is always an owner left. [SET3]
 *
 * @throws SettingsRefused `ownerOnly`, `notYourself`, `gone`
 */
export const changePerson = (
	db: Database,
	workshopId: string,
	id: string,
	change: Partial<Pick<Person, 'name' | 'roles' | 'active'>>,
	changer: Changer
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const here = and(eq(people.id, id), eq(people.workshopId, workshopId));
		const [person] = await tx.select().from(people).where(here);
		if (!person) throw new SettingsRefused({ code: 'gone' });
		const { roles = person.roles, active = person.active } = change;
		const wasOwner = person.roles.includes('owner');
		if (wasOwner || roles.includes('owner')) await requireOwner(tx, workshopId, changer);
		const lessens = !active || (wasOwner && !roles.includes('owner'));
		if (lessens && changer?.personId === id) throw new SettingsRefused({ code: 'notYourself' });
		await tx.update(people).set(change).where(here);
		if (!active && person.userId && (await workshopsOf(tx, person.userId)).length === 0) {
			await endSessions(tx, person.userId);
		}
	});

/** Asked inside the change: whoever was an owner when the page came may be none any more. */
async function requireOwner(tx: Queryable, workshopId: string, changer: Changer): Promise<void> {
	if (!changer) return;
	const [row] = await tx
		.select({ roles: people.roles, active: people.active })
		.from(people)
		.where(and(eq(people.id, changer.personId), eq(people.workshopId, workshopId)));
	if (!row?.active || !row.roles.includes('owner')) throw new SettingsRefused({ code: 'ownerOnly' });
}

/** Everybody of a workshop, who still works there first, by name. */
export async function staffOf(db: Queryable, workshopId: string): Promise<StaffMember[]> {
	const { id, name, roles, active } = people;
	return db
		.select({ id, name, roles, active, username: users.displayUsername })
		.from(people)
		.leftJoin(users, eq(users.id, people.userId))
		.where(eq(people.workshopId, workshopId))
		.orderBy(desc(active), asc(name), asc(id));
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
