import { and, desc, eq, isNull } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { AccessChange } from '../audit/access-change.ts';
import { operator, record, type Who } from '../audit/record.server.ts';
import type { Queryable } from '../server/database.ts';
import { jobs, links } from '../server/schema.ts';
import { newToken, tokenHash } from '../server/token.ts';

const DAY = 24 * 3_600_000;
/** A customer's link ends this long after the car was handed over or the job cancelled. [LINK3] */
const ENDS_AFTER = 7 * DAY;

export type LinkKind = 'wall' | 'lounge' | 'job';

export interface Link {
	id: string;
	workshopId: string;
	kind: LinkKind;
	/** The job a customer's link opens. */
	jobId: string | null;
	name: string;
	language: string | null;
	/** Of a screen: its diagonal, and how far away people stand. */
	inches: number | null;
	metres: number | null;
	createdAt: number;
}

export type NewLink = Omit<Link, 'id' | 'createdAt'> & { createdBy: string | null };

/**
 * Makes a link and returns the only copy of its token: 32 random bytes, base64url. Kept is their hash, so
 * nobody who reads the database can open the screen. [LINK1]
 */
export async function makeLink(db: Queryable, link: NewLink, now: number, who: Who = operator) {
	const token = newToken();
	const id = uuidv7();
	await db.transaction(async (tx) => {
		await tx.insert(links).values({ ...link, id, tokenHash: tokenHash(token), createdAt: now });
		const { workshopId, jobId } = link;
		const made: AccessChange = jobId
			? { type: 'progressLinkMade', linkId: id, jobId }
			: { type: 'screenAdded', linkId: id };
		await record(tx, workshopId, who, made, now);
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
		.select({ link: links, closedAt: jobs.closedAt })
		.from(links)
		.leftJoin(jobs, eq(jobs.id, links.jobId))
		.where(and(eq(links.tokenHash, tokenHash(token)), isNull(links.revokedAt)));
	if (!row || (row.closedAt !== null && row.closedAt + ENDS_AFTER < now)) return null;
	const { tokenHash: _, createdBy: _by, revokedAt: _at, ...link } = row.link;
	return link;
}

/** The links in force, newest first: of the workshop's screens, or of one job. */
export async function linksOf(db: Queryable, workshopId: string, jobId: string | null): Promise<Link[]> {
	const rows = await db
		.select()
		.from(links)
		.where(
			and(
				eq(links.workshopId, workshopId),
				isNull(links.revokedAt),
				jobId === null ? isNull(links.jobId) : eq(links.jobId, jobId)
			)
		)
		.orderBy(desc(links.createdAt));
	return rows.map(({ tokenHash: _, createdBy: _by, revokedAt: _at, ...link }) => link);
}

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
		const { jobId } = link;
		const revoked: AccessChange = jobId
			? { type: 'progressLinkRevoked', linkId: id, jobId }
			: { type: 'screenRevoked', linkId: id };
		await record(tx, workshopId, who, revoked, now);
		return true;
	});
}
