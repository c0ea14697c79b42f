import { parseCookies } from 'better-auth/cookies';
import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import type { Who } from '../audit/record.server.ts';
import type { FeedName } from '../feeds/index.ts';
import { openLink } from '../links/links.server.ts';
import type { Role } from '../people/person.ts';
import { screenKinds } from '../screens/screen.ts';
import { openScreen, type Screen } from '../screens/screens.server.ts';
import type { Database, Queryable } from '../server/database.ts';
import { people, workshops } from '../server/schema.ts';
import { stationCookie, stationScreen, type Turn, turnAt, turnCookie } from '../stations/turn.server.ts';

/** A person of one workshop, signed in. */
export interface Member {
	workshopId: string;
	personId: string;
	name: string;
	roles: Role[];
	/** The shared tablet they are at; null on a device of their own. */
	turn: Turn | null;
}

/** Who looks through a socket, and at what. Everything is said by the server, nothing by the sender. */
export interface Viewer {
	feed: FeedName;
	workshopId: string;
	/** The one job that a customer's link shows. */
	jobId: string | null;
	/** A customer's link. */
	linkId: string | null;
	/** A wall or lounge. */
	screen: Screen | null;
	/** Its page is of another kind than the screen by now: it is told so, and shown nothing. */
	misplaced: boolean;
	member: Member | null;
}

/** The account behind a request's cookies, if any. */
export type AccountOf = (headers: Headers) => Promise<{ userId: string } | null>;

/** The member that an account is in the workshop with this slug; null when it is none of theirs. [ACC4] */
export async function memberOf(db: Queryable, userId: string, slug: string): Promise<Member | null> {
	const [row] = await db
		.select({
			workshopId: workshops.id,
			personId: people.id,
			name: people.name,
			roles: people.roles
		})
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(and(eq(people.userId, userId), eq(people.active, true), eq(workshops.slug, slug)));
	return row ? { ...row, turn: null } : null;
}

/** The member at a shared tablet of the workshop with this slug, by the tablet's own cookies. [STA2] */
export async function memberAt(
	db: Queryable,
	stationToken: string | undefined,
	turnToken: string | undefined,
	slug: string
): Promise<Member | null> {
	const turn = await turnAt(db, stationToken, turnToken);
	if (!turn) return null;
	const { personId, name, roles, station } = turn;
	const [row] = await db
		.select({ slug: workshops.slug })
		.from(workshops)
		.where(eq(workshops.id, station.workshopId));
	return row?.slug === slug ? { workshopId: station.workshopId, personId, name, roles, turn } : null;
}

/**
 * A member as the audit names them. [AUD1]
 *
 * @param screen the page they do it on; at a shared tablet the tablet counts
 */
export const whoIs = ({ personId, name, turn }: Member, screen: string): Who => ({
	actor: { kind: 'person', id: personId, name },
	screen: turn ? stationScreen(turn.station.name) : screen
});

/** PostgreSQL takes no NUL, and would fail where an unknown name is simply denied. */
const key = v.pipe(
	v.string(),
	v.maxLength(60),
	v.check((text) => !text.includes('\0'))
);
const handshakeSchema = v.union([
	v.strictObject({ workshop: key }),
	v.strictObject({ token: key, kind: v.optional(v.picklist(screenKinds)) })
]);

/**
 * Who opens a socket: staff by their session, a screen or a customer by the token of its link. Null is
 * denied, without saying why. [ACC3]
 *
 * @param headers with cookies by their bare names
 */
export async function identify(
	db: Database,
	accountOf: AccountOf,
	auth: unknown,
	headers: Headers
): Promise<Viewer | null> {
	const parsed = v.safeParse(handshakeSchema, auth);
	if (!parsed.success) return null;
	if ('token' in parsed.output) {
		const { token, kind: page } = parsed.output;
		const screen = await openScreen(db, token);
		if (screen) {
			const { kind: feed, workshopId } = screen;
			return {
				feed,
				workshopId,
				jobId: null,
				linkId: null,
				screen,
				misplaced: page !== undefined && page !== feed,
				member: null
			};
		}
		const link = await openLink(db, token, Date.now());
		if (!link) return null;
		const { id: linkId, workshopId, jobId } = link;
		return { feed: 'job', workshopId, jobId, linkId, screen: null, misplaced: false, member: null };
	}
	const slug = parsed.output.workshop;
	const account = await accountOf(headers);
	const cookies = parseCookies(headers.get('cookie') ?? '');
	const member =
		(account && (await memberOf(db, account.userId, slug))) ??
		(await memberAt(db, cookies.get(stationCookie), cookies.get(turnCookie), slug));
	if (!member) return null;
	const { workshopId } = member;
	return { feed: 'board', workshopId, jobId: null, linkId: null, screen: null, misplaced: false, member };
}
