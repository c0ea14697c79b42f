import { and, desc, eq, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { accessRevision } from '../access/access-revision.server.ts';
import { operator, record, type Who } from '../audit/record.server.ts';
import { among } from '../database/columns.ts';
import type { Queryable } from '../database/database.ts';
import { jobs, links, workshops } from '../database/schema.ts';
import { newToken, tokenHash } from '../runtime/token.ts';
import { holdLine } from '../commands/change-settings.server.ts';
import { DAY } from '../model/moments.ts';

/** A customer's link ends this long after the car was handed over or the job cancelled. [LINK3] */
export const ENDS_AFTER = 7 * DAY;

/** Links of a job in force. A visit has one, or a few where the address got lost. [LINK4] */
export const MOST_LINKS = 20;

/** An address that opens one customer's page. */
export interface Link {
	id: string;
	workshopId: string;
	jobId: string;
	createdAt: number;
}

const open = {
	...{ id: links.id, workshopId: links.workshopId, jobId: links.jobId, createdAt: links.createdAt }
};

export type NewLink = Omit<Link, 'id' | 'createdAt'> & { createdBy: string | null };

/**
 * Makes a link and returns the only copy of its token: 32 random bytes, base64url. Kept is their hash, so
 * nobody who reads the database can open the page. The oldest give way where there are too many. [LINK1] [LINK4]
 */
export async function makeLink(db: Queryable, link: NewLink, now: number, who: Who = operator) {
	const token = newToken();
	const id = uuidv7();
	await db.transaction(async (tx) => {
		await tx.insert(links).values({ ...link, id, tokenHash: tokenHash(token), createdAt: now });
		const { workshopId, jobId } = link;
		await record(tx, workshopId, who, { type: 'progressLinkMade', linkId: id, jobId }, now);
		const inForce = await linksOf(tx, workshopId, jobId);
		for (const old of inForce.slice(MOST_LINKS)) await revokeLink(tx, workshopId, old.id, now, who);
	});
	return { id, token };
}

/** What a token opens. */
export interface OpenLink {
	link: Link;
	/** The access revision of its workshop. */
	access: string;
	/** Milliseconds for which it certainly opens that, if nobody revokes it. */
	lasts: number;
}

/**
 * What tokens open; null alike for one that is unknown, revoked or expired. [LINK2] [LINK3]
 *
 * @param now epoch milliseconds
 */
export async function openLinks(
	db: Queryable,
	tokens: readonly string[],
	now: number
): Promise<(OpenLink | null)[]> {
	const hashes = tokens.map(tokenHash);
	const rows = await db
		.select({ link: open, access: accessRevision, hash: links.tokenHash, closedAt: jobs.closedAt })
		.from(links)
		.innerJoin(jobs, eq(jobs.id, links.jobId))
		.innerJoin(workshops, eq(workshops.id, links.workshopId))
		.where(and(among(links.tokenHash, hashes), isNull(links.revokedAt)));
	const byHash = new Map(rows.map((row) => [row.hash, row]));
	return hashes.map((hash) => {
		const row = byHash.get(hash);
		// A job closed from now on gives its links the whole time.
		const lasts = row ? (row.closedAt ?? now) + ENDS_AFTER - now : -1;
		return row && lasts >= 0 ? { link: row.link, access: row.access, lasts } : null;
	});
}

/** The same of one token. */
export async function openLink(db: Queryable, token: string, now: number): Promise<Link | null> {
	const [found] = await openLinks(db, [token], now);
	return found?.link ?? null;
}

/** A job's links in force, newest first. */
export const linksOf = (db: Queryable, workshopId: string, jobId: string): Promise<Link[]> =>
	db
		.select(open)
		.from(links)
		.where(and(eq(links.workshopId, workshopId), eq(links.jobId, jobId), isNull(links.revokedAt)))
		.orderBy(desc(links.createdAt), desc(links.id));

/** Afterwards call `live().look()`: it closes what is open. @returns whether there was such a link in force */
export async function revokeLink(
	db: Queryable,
	workshopId: string,
	id: string,
	now: number,
	who: Who = operator
): Promise<boolean> {
	return db.transaction(async (tx) => {
		await holdLine(tx, workshopId);
		const [link] = await tx
			.update(links)
			.set({ revokedAt: now })
			.where(and(eq(links.id, id), eq(links.workshopId, workshopId), isNull(links.revokedAt)))
			.returning({ jobId: links.jobId });
		if (!link) return false;
		await record(tx, workshopId, who, { type: 'progressLinkRevoked', linkId: id, jobId: link.jobId }, now);
		return true;
	});
}
