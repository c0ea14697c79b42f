import { and, desc, eq, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { operator, record, type Who } from '../audit/record.server.ts';
import type { Queryable } from '../server/database.ts';
import { jobs, links } from '../server/schema.ts';
import { newToken, tokenHash } from '../server/token.ts';

const DAY = 24 * 3_600_000;
/** A customer's link ends this long after the car was handed over or the job cancelled. [LINK3] */
const ENDS_AFTER = 7 * DAY;

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
 * nobody who reads the database can open the page. [LINK1]
 */
export async function makeLink(db: Queryable, link: NewLink, now: number, who: Who = operator) {
	const token = newToken();
	const id = uuidv7();
	await db.transaction(async (tx) => {
		await tx.insert(links).values({ ...link, id, tokenHash: tokenHash(token), createdAt: now });
		const { workshopId, jobId } = link;
		await record(tx, workshopId, who, { type: 'progressLinkMade', linkId: id, jobId }, now);
	});
	return { id, token };
}

/**
 * What a token opens; null alike for one that is unknown, revoked or expired. [LINK2] [LINK3]
 *
 * @param now epoch milliseconds
 */
export async function openLink(db: Queryable, token: string, now: number): Promise<Link | null> {
	const [row] = await db
		.select({ link: open, closedAt: jobs.closedAt })
		.from(links)
		.innerJoin(jobs, eq(jobs.id, links.jobId))
		.where(and(eq(links.tokenHash, tokenHash(token)), isNull(links.revokedAt)));
	if (!row || (row.closedAt !== null && row.closedAt + ENDS_AFTER < now)) return null;
	return row.link;
}

/** A job's links in force, newest first. */
export const linksOf = (db: Queryable, workshopId: string, jobId: string): Promise<Link[]> =>
	db
		.select(open)
		.from(links)
		.where(and(eq(links.workshopId, workshopId), eq(links.jobId, jobId), isNull(links.revokedAt)))
		.orderBy(desc(links.createdAt));

/** Afterwards call `live().look()`: it closes what is open. @returns whether there was such a link in force */
export async function revokeLink(
	db: Queryable,
	workshopId: string,
	id: string,
	now: number,
	who: Who = operator
): Promise<boolean> {
	return db.transaction(async (tx) => {
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
