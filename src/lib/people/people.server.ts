import { and, asc, desc, eq, gt, max } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { AccessChange } from '../model/access-change.ts';
import { operator, record, type Who } from '../audit/record.server.ts';
import { refusalToSignOut } from '../one-time-links/may-invite.server.ts';
import { endPasses } from '../one-time-links/passes.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, sessions, users, workshops } from '../database/schema.ts';
import { changeSettings, holdLinesOf } from '../commands/change-settings.server.ts';
import { refuseMore } from '../commands/refuse-more.server.ts';
import { Refused } from '../model/refusal.ts';
import {
	type AccountDraft,
	createAccount,
	type Credentials,
	draftAccount,
	endSessions
} from './account.server.ts';
import type { Person, Role, StaffMember } from '../model/person.ts';
import { sessionLasts } from './sessions.server.ts';

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
 * @throws Refused `usernameTaken`; `ownerOnly`: only an owner makes owners; `tooMany`
 */
export async function addPerson(
	db: Database,
	workshopId: string,
	{ account, ...person }: NewPerson,
	now: number,
	who: Who = operator
): Promise<string> {
	const draft = account && (await draftAccount(account));
	return changeSettings(db, workshopId, async (tx) => {
		const { roles } = person;
		if (roles.includes('owner')) await requireOwner(tx, workshopId, who);
		await refuseMore(tx, workshopId, 'people');
		const personId = await insertPerson(tx, workshopId, person, draft, now);
		await record(tx, workshopId, who, { type: 'personAdded', personId, roles }, now);
		return personId;
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
 * @throws Refused `ownerOnly`, `notYourself`, `gone`
 */
export const changePerson = (
	db: Database,
	workshopId: string,
	id: string,
	change: Partial<Pick<Person, 'name' | 'roles' | 'active'>>,
	who: Who
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const here = and(eq(people.id, id), eq(people.workshopId, workshopId));
		const [person] = await tx.select().from(people).where(here);
		if (!person) throw new Refused({ code: 'gone' });
		const { roles = person.roles, active = person.active } = change;
		const wasOwner = person.roles.includes('owner');
		if (wasOwner || roles.includes('owner')) await requireOwner(tx, workshopId, who);
		const lessens = !active || (wasOwner && !roles.includes('owner'));
		if (lessens && who.actor.id === person.id) throw new Refused({ code: 'notYourself' });
		await tx.update(people).set(change).where(here);
		// Let in again, they get a new link: who knows where the old one went.
		if (!active) await endPasses(tx, { personId: id }, Date.now());
		if (!active && person.userId && (await workshopsOf(tx, person.userId)).length === 0) {
			await endSessions(tx, person.userId);
		}
		for (const entry of changesOf(person, { roles, active, name: change.name ?? person.name })) {
			await record(tx, workshopId, who, entry);
		}
	});

/**
 * Signs a person out on every device, in whichever workshop; their password stays. [PPL5]
 *
 * @returns the workshops that their account belongs to: call `live().look()` for each
 * @throws Refused `ownerOnly`, `elsewhereToo`, `gone`: also for somebody without an account
 */
export const signOutEverywhere = (
	db: Database,
	workshopId: string,
	personId: string,
	who: Who
): Promise<string[]> =>
	db.transaction(async (tx) => {
		const here = and(eq(people.id, personId), eq(people.workshopId, workshopId));
		const [account] = await tx.select({ userId: people.userId }).from(people).where(here);
		if (!account?.userId) throw new Refused({ code: 'gone' });
		const places = await holdLinesOf(tx, account.userId);
		const [person] = await tx.select({ userId: people.userId }).from(people).where(here);
		if (!person?.userId) throw new Refused({ code: 'gone' });
		const refusal = await refusalToSignOut(tx, who.actor.id, personId);
		if (refusal) throw new Refused(refusal);
		await endSessions(tx, person.userId);
		await record(tx, workshopId, who, { type: 'sessionsEnded', personId });
		return places;
	});

/** What was changed of a person, an entry each. [AUD1] */
function changesOf(before: Person, after: Omit<Person, 'id'>): AccessChange[] {
	const personId = before.id;
	const entries: AccessChange[] = [];
	if (after.name !== before.name) entries.push({ type: 'personRenamed', personId, before: before.name });
	if (after.roles.join() !== before.roles.join()) {
		entries.push({ type: 'rolesChanged', personId, before: before.roles, roles: after.roles });
	}
	if (after.active !== before.active) {
		entries.push({ type: after.active ? 'personLetIn' : 'personLockedOut', personId });
	}
	return entries;
}

/**
 * Asked inside the change: whoever was an owner when the page came may be none any more.
 *
 * @throws Refused `ownerOnly`
 */
export async function requireOwner(tx: Queryable, workshopId: string, { actor }: Who): Promise<void> {
	if (actor.kind === 'operator') return;
	const [row] = await tx
		.select({ roles: people.roles, active: people.active })
		.from(people)
		.where(and(eq(people.id, actor.id ?? ''), eq(people.workshopId, workshopId)));
	if (!row?.active || !row.roles.includes('owner')) throw new Refused({ code: 'ownerOnly' });
}

/**
 * Everybody of a workshop, who still works there first, by name.
 *
 * @param now epoch milliseconds
 */
export async function staffOf(db: Queryable, workshopId: string, now: number): Promise<StaffMember[]> {
	const { id, name, roles, active, userId } = people;
	const seen = db
		.select({ userId: sessions.userId, seenAt: max(sessions.updatedAt).as('seen_at') })
		.from(sessions)
		.where(and(gt(sessions.expiresAt, new Date(now)), gt(sessions.createdAt, new Date(now - sessionLasts))))
		.groupBy(sessions.userId)
		.as('seen');
	const rows = await db
		.select({ id, name, roles, active, username: users.displayUsername, seenAt: seen.seenAt })
		.from(people)
		.leftJoin(users, eq(users.id, userId))
		.leftJoin(seen, eq(seen.userId, userId))
		.where(eq(people.workshopId, workshopId))
		.orderBy(desc(active), asc(name), asc(id));
	return rows.map((row) => ({ ...row, seenAt: row.seenAt?.getTime() ?? null }));
}

/** The workshops that an account is a member of, by name. */
export async function workshopsOf(
	db: Queryable,
	userId: string
): Promise<{ slug: string; name: string; roles: Role[] }[]> {
	return db
		.select({ slug: workshops.slug, name: workshops.name, roles: people.roles })
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(and(eq(people.userId, userId), eq(people.active, true)))
		.orderBy(asc(workshops.name));
}
