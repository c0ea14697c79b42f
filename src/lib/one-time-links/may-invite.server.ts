import { eq, inArray, or } from 'drizzle-orm';
import { overlaps, readersOf } from '../access/table.ts';
import type { Role } from '../model/person.ts';
import type { Queryable } from '../database/database.ts';
import { people } from '../database/schema.ts';
import type { RefusalOf, SettingsCode } from '../model/refusal.ts';

interface Place {
	id: string;
	workshopId: string;
	roles: Role[];
	active: boolean;
}

/** Everything that a person is on this server, with the same account: where else somebody has a say. */
async function placesOf(db: Queryable, personId: string): Promise<Place[]> {
	const { id, workshopId, roles, active, userId } = people;
	const account = db.select({ userId }).from(people).where(eq(id, personId));
	return db
		.select({ id, workshopId, roles, active })
		.from(people)
		.where(or(eq(id, personId), inArray(userId, account)));
}

/**
 * Why somebody may not make a link that gives its holder a person's account; null: they may.
 *
 * Nobody makes one for themselves: at an unlocked desk anyone could then keep the account for good. Only owners make one for an owner. An account that belongs to several workshops opens all of them: so the
 * link is made only by somebody who might make it in each, also where the person is locked out now. [PASS4]
 *
 * @param makerId a person; null for whoever operates the server
 */
export async function refusalToInvite(
	db: Queryable,
	makerId: string | null,
	personId: string
): Promise<RefusalOf<SettingsCode> | null> {
	const theirs = await placesOf(db, personId);
	// Rows are compared, not the ids that were asked for: PostgreSQL reads ids in any spelling.
	if (makerId !== null) {
		const mine = await placesOf(db, makerId);
		if (theirs.some(({ id }) => mine.some((place) => place.id === id))) return { code: 'ownPassword' };
	}
	const outOfReach = await placeOutOfReach(db, makerId, theirs);
	return outOfReach === null ? null : { code: outOfReach === personId ? 'ownerOnly' : 'operatorOnly' };
}

/**
 * Why somebody may not end the sessions of a person's account; null: they may.
 *
 * A session opens every workshop where the account is let in: so it is ended only by somebody who might end it in
 * each of those. [PPL5]
 *
 * @param makerId a person; null for whoever operates the server
 */
export async function refusalToSignOut(
	db: Queryable,
	makerId: string | null,
	personId: string
): Promise<RefusalOf<SettingsCode> | null> {
	const places = await placesOf(db, personId);
	const counting = places.filter(({ id, active }) => active || id === personId);
	const outOfReach = await placeOutOfReach(db, makerId, counting);
	return outOfReach === null ? null : { code: outOfReach === personId ? 'ownerOnly' : 'elsewhereToo' };
}

/** The id of the first of an account's places where somebody has no say about it; null: they have one in all. */
async function placeOutOfReach(
	db: Queryable,
	makerId: string | null,
	places: readonly Place[]
): Promise<string | null> {
	if (makerId === null) return null;
	const mine = await placesOf(db, makerId);
	const settles = ({ workshopId, roles }: Place): boolean => {
		const here = mine.find((place) => place.workshopId === workshopId && place.active);
		if (!here || !overlaps(here.roles, readersOf('/w/[workshop]/settings/people'))) return false;
		return here.roles.includes('owner') || !roles.includes('owner');
	};
	return places.find((place) => !settles(place))?.id ?? null;
}

/** Whether somebody may have tablets of their workshop paired. [PASS5] @param makerId as above */
export async function mayPair(db: Queryable, makerId: string | null): Promise<boolean> {
	if (makerId === null) return true;
	const { roles, active, id } = people;
	const [maker] = await db.select({ roles, active }).from(people).where(eq(id, makerId));
	return !!maker?.active && overlaps(maker.roles, readersOf('/w/[workshop]/settings/stations'));
}
