import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import {
	auditEntries,
	cases,
	events,
	jobs,
	links,
	passes,
	people,
	pins,
	stations,
	workshops
} from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';
import { requireOwner } from './people.server.ts';

/**
 * Deletes a person whom nothing names: no card, no case, no history, no audit entry of their doing. [PPL8]
 *
 * @throws Refused `personNamed`: they can only be deactivated; `ownerOnly`, `notYourself`, `gone`
 */
export async function deletePerson(db: Database, workshopId: string, asked: string, who: Who): Promise<void> {
	// A long history is searched before the workshop waits, and behind the lock only what came since.
	const here = and(eq(people.id, asked), eq(people.workshopId, workshopId));
	const [named] = await db
		.select({ id: people.id, revision: workshops.revision })
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(here);
	if (!named) throw new Refused({ code: 'gone' });
	// Events hold ids as texts: only the row's own spelling is found there. [ID1]
	const { id, revision } = named;
	await refuseNamed(db, workshopId, id, -1);
	await changeSettings(db, workshopId, async (tx) => {
		const [person] = await tx.select().from(people).where(here);
		if (!person) throw new Refused({ code: 'gone' });
		if (who.actor.id === id) throw new Refused({ code: 'notYourself' });
		if (person.roles.includes('owner')) await requireOwner(tx, workshopId, who);
		if (person.userId !== null) throw new Refused({ code: 'personNamed' });
		await refuseNamed(tx, workshopId, id, revision);
		await tx.delete(pins).where(eq(pins.personId, id));
		await tx.delete(passes).where(eq(passes.personId, id));
		await tx.delete(people).where(here);
		await record(tx, workshopId, who, { type: 'personDeleted', personId: id, name: person.name });
	});
}

/** @param since events up to this revision are known not to name the person */
async function refuseNamed(db: Queryable, workshopId: string, id: string, since: number): Promise<void> {
	const any = async (
		table: typeof jobs | typeof cases | typeof events | typeof auditEntries | typeof links,
		where?: SQL
	) =>
		(
			await db
				.select({ one: sql`1` })
				.from(table)
				.where(where)
				.limit(1)
		).length > 0;
	const idIn = (path: string) => sql`${sql.raw(path)} = ${id}`;
	const found =
		(await any(
			jobs,
			and(
				eq(jobs.workshopId, workshopId),
				or(eq(jobs.advisorId, id), eq(jobs.technicianId, id), idIn(`source ->> 'advisorId'`))
			)
		)) ||
		(await any(cases, and(eq(cases.workshopId, workshopId), eq(cases.ownerId, id)))) ||
		(await any(
			events,
			and(
				eq(events.workshopId, workshopId),
				gt(events.revision, since),
				or(
					idIn(`actor ->> 'id'`),
					idIn(`event ->> 'technicianId'`),
					idIn(`event ->> 'ownerId'`),
					idIn(`event -> 'order' ->> 'advisorId'`),
					idIn(`event -> 'source' ->> 'advisorId'`)
				)
			)
		)) ||
		(await any(auditEntries, and(eq(auditEntries.workshopId, workshopId), idIn(`actor ->> 'id'`)))) ||
		(await any(links, eq(links.createdBy, id))) ||
		(await db.select({ id: passes.id }).from(passes).where(eq(passes.createdBy, id)).limit(1)).length > 0 ||
		(await db.select({ id: stations.id }).from(stations).where(eq(stations.personId, id)).limit(1)).length >
			0;
	if (found) throw new Refused({ code: 'personNamed' });
}
