import { asc, eq } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Person, Role } from '../model/person.ts';
import { insertPerson } from '../people/people.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { nameKey, personName } from './names.ts';

/** The staff as work orders name them. Spaces inside a Chinese name make nobody new. */
export interface Advisors {
	/**
	 * The person meant by a name; null for none, and for one who no longer works here.
	 *
	 * @param last whom the same work order named when it was read last: of two people of one name it is
	 *   still the same, and whoever left stays named where they were
	 */
	idOf(name: string, last: string | null): string | null;
	added: string[];
	/** Names that nobody had before. */
	fresh: string[];
	isFresh(name: string): boolean;
	/** Names that nobody has and that were not added: there were too many. [IMP9] */
	refused: string[];
	/** Wanted names of people who no longer work here. */
	gone: string[];
}

/** New people of one import: a workshop has some ten advisors. */
export const mostNewPeople = 20;
/** Beyond so many people, whether they work here or not, an import adds none. */
const mostPeople = 300;

/**
 * Finds people by the names that work orders give. Names that nobody has, or ever had, become advisors
 * without an account, all in one change of the settings. Too many new names are no advisors: a column was
 * mistaken, or the file was made to fill the list; none of them is added. [IMP9]
 *
 * @param who adds them; null where nobody is to be added
 * @param now epoch milliseconds
 */
export async function findAdvisors(
	db: Database,
	workshopId: string,
	names: Iterable<string>,
	who: Who | null,
	now: number
): Promise<Advisors> {
	const wanted = new Map(
		[...names].filter((name) => name !== '').map((name) => [nameKey(name), personName(name)])
	);
	let staff = await staffByName(db, workshopId);
	const added: string[] = [];
	const refused: string[] = [];
	const fresh = [...wanted].filter(([key]) => !staff.has(key)).map(([, name]) => name);
	if (who && fresh.length > 0) {
		await changeSettings(db, workshopId, async (tx) => {
			// Another import may have added them since.
			const known = await staffByName(tx, workshopId);
			const fresh = [...wanted].filter(([key]) => !known.has(key)).map(([, name]) => name);
			const inAll = [...known.values()].reduce((sum, people) => sum + people.length, fresh.length);
			(fresh.length > mostNewPeople || inAll > mostPeople ? refused : added).push(...fresh);
			for (const name of added) {
				const roles: Role[] = ['advisor'];
				const personId = await insertPerson(tx, workshopId, { name, roles }, undefined, now);
				await record(tx, workshopId, who, { type: 'personAdded', personId, roles }, now);
			}
			staff = await staffByName(tx, workshopId);
		});
	}
	const gone = [...wanted].filter(([key]) => staff.get(key)?.every(({ active }) => !active));
	return {
		added,
		refused,
		fresh,
		isFresh: (name) => !staff.has(nameKey(name)),
		gone: gone.map(([, name]) => name),
		idOf(name, last) {
			const meant = staff.get(nameKey(name)) ?? [];
			const active = meant.filter((person) => person.active);
			const person =
				meant.find(({ id }) => id === last) ??
				active.find(({ roles }) => roles.includes('advisor')) ??
				active[0];
			return person?.id ?? null;
		}
	};
}

async function staffByName(db: Queryable, workshopId: string): Promise<Map<string, Person[]>> {
	const { id, name, roles, active } = people;
	const rows = await db
		.select({ id, name, roles, active })
		.from(people)
		.where(eq(people.workshopId, workshopId))
		.orderBy(asc(people.id));
	return Map.groupBy(rows, (person) => nameKey(person.name));
}
