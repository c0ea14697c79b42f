import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import { ENDS_AFTER, revokeLink } from '../progress-links/links.server.ts';
import { endPasses } from '../one-time-links/passes.server.ts';
import { revokeScreen } from '../screens/screens.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { jobs, links, passes, people, screens, stations } from '../database/schema.ts';
import { revokeStation } from '../stations/stations.server.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { Refused } from '../model/refusal.ts';

/** Something that a person made or paired, and that opens something without them. [PPL9] */
export interface GrantedAccess {
	/** `invitation` and `pairing` are unused one-time links: for a person, for a station. */
	kind: 'customerLink' | 'invitation' | 'pairing' | 'screen' | 'station';
	id: string;
	/** The job's ticket, or the name of the person, screen or station. */
	name: string;
	/** Since when it exists, epoch milliseconds. */
	since: number;
}

/**
 * What people of a workshop made or paired that still works, the oldest first.
 *
 * A one-time link of somebody who is locked out opens nothing, but would again once they are let in.
 *
 * @param personIds whose; of everybody else nothing is read
 * @param now epoch milliseconds
 */
export async function grantedBy(
	db: Queryable,
	workshopId: string,
	personIds: readonly string[],
	now: number
): Promise<Map<string, GrantedAccess[]>> {
	const granted = new Map<string, GrantedAccess[]>();
	if (personIds.length === 0) return granted;
	const theirs = [...personIds];
	const linkIsOpen = or(isNull(jobs.closedAt), gt(jobs.closedAt, now - ENDS_AFTER));
	const [ofLinks, ofPasses, ofScreens, ofStations] = await Promise.all([
		db
			.select({ by: links.createdBy, id: links.id, name: jobs.ticket, since: links.createdAt })
			.from(links)
			.innerJoin(jobs, eq(jobs.id, links.jobId))
			.where(and(inArray(links.createdBy, theirs), isNull(links.revokedAt), linkIsOpen, of(links))),
		db
			.select({
				...{ by: passes.createdBy, id: passes.id, since: passes.createdAt },
				...{ person: people.name, station: stations.name }
			})
			.from(passes)
			.leftJoin(people, eq(people.id, passes.personId))
			.leftJoin(stations, eq(stations.id, passes.stationId))
			.where(
				and(inArray(passes.createdBy, theirs), isNull(passes.usedAt), gt(passes.expiresAt, now), of(passes))
			),
		db
			.select({ by: screens.pairedBy, id: screens.id, name: screens.name, since: screens.createdAt })
			.from(screens)
			.where(and(inArray(screens.pairedBy, theirs), isNull(screens.revokedAt), of(screens))),
		db
			.select({
				...{ by: stations.pairedBy, id: stations.id, name: stations.name },
				...{ pairedAt: stations.pairedAt, createdAt: stations.createdAt }
			})
			.from(stations)
			.where(and(inArray(stations.pairedBy, theirs), isNull(stations.revokedAt), of(stations)))
	]);
	const add = (by: string | null, access: GrantedAccess) =>
		by !== null && granted.set(by, [...(granted.get(by) ?? []), access]);
	for (const { by, ...row } of ofScreens) add(by, { kind: 'screen', ...row });
	for (const { by, pairedAt, createdAt, ...row } of ofStations) {
		add(by, { kind: 'station', ...row, since: pairedAt ?? createdAt });
	}
	for (const { by, person, station, ...row } of ofPasses) {
		add(by, { kind: person === null ? 'pairing' : 'invitation', ...row, name: person ?? station ?? '' });
	}
	for (const { by, ...row } of ofLinks) add(by, { kind: 'customerLink', ...row });
	for (const all of granted.values()) all.sort((a, b) => a.since - b.since);
	return granted;

	function of(table: typeof links | typeof passes | typeof screens | typeof stations) {
		return eq(table.workshopId, workshopId);
	}
}

/**
 * Revokes what a person made or paired: one of it, or all. Each is recorded. Afterwards call `live().look()`. [PPL9]
 *
 * @param id of one; null: all
 * @param now epoch milliseconds
 * @throws Refused `gone`: there is nothing (any more) to revoke
 */
export const revokeGranted = (
	db: Database,
	workshopId: string,
	personId: string,
	id: string | null,
	who: Who,
	now: number
): Promise<void> =>
	db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		const all = (await grantedBy(tx, workshopId, [personId], now)).get(personId) ?? [];
		const chosen = id === null ? all : all.filter((access) => access.id === id);
		if (chosen.length === 0) throw new Refused({ code: 'gone' });
		for (const { kind, id: chosenId } of chosen) {
			if (kind === 'customerLink') await revokeLink(tx, workshopId, chosenId, now, who);
			else if (kind === 'screen') await revokeScreen(tx, workshopId, chosenId, now, who);
			else if (kind === 'station') await revokeStation(tx, workshopId, who, chosenId, now);
			else await revokePass(tx, workshopId, chosenId, who, now);
		}
	});

/** Its person or station has no other unused one. */
async function revokePass(tx: Queryable, workshopId: string, id: string, who: Who, now: number) {
	const [pass] = await tx
		.select({ personId: passes.personId, stationId: passes.stationId })
		.from(passes)
		// Revoking a station a moment ago has ended its one-time link too.
		.where(and(eq(passes.id, id), isNull(passes.usedAt)));
	if (pass?.personId) {
		await endPasses(tx, { personId: pass.personId }, now);
		await record(tx, workshopId, who, { type: 'invitationRevoked', personId: pass.personId }, now);
	} else if (pass?.stationId) {
		await endPasses(tx, { stationId: pass.stationId }, now);
		await record(tx, workshopId, who, { type: 'pairingRevoked', stationId: pass.stationId }, now);
	}
}
