import { parseCookies } from 'better-auth/cookies';
import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import type { Who } from '../audit/record.server.ts';
import type { FeedName } from '../feeds/index.ts';
import { openLinks } from '../progress-links/links.server.ts';
import { text } from '../model/text.ts';
import type { Role } from '../model/person.ts';
import { type ScreenKind, screenKinds } from '../model/screen.ts';
import { openScreens, type Screen } from '../screens/screens.server.ts';
import { among } from '../database/columns.ts';
import type { Database, Queryable } from '../database/database.ts';
import { people, workshops } from '../database/schema.ts';
import { inLine } from '../runtime/batch-queue.ts';
import { stationCookie, stationScreen, type Turn, turnAt, turnCookie } from '../stations/turn.server.ts';
import type { Sender } from '../commands/sender.ts';
import type { AccountsOf } from '../people/auth.server.ts';
import { accessRevision } from '../access/access-revision.server.ts';
import { customerAccess, overlaps } from '../access/table.ts';
import { slugSchema } from '../settings/slug.ts';

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
	/** The access revision of the workshop: with another one all this may be otherwise. [ACC7] */
	access: string;
	/** Milliseconds after which it ends, or may end, though nobody changes anything. */
	lasts: number;
}

/** An account, and the slug of a workshop that it wants to come into. */
interface Coming {
	userId: string;
	slug: string;
}

/** The members that accounts are in the workshops with these slugs; null when it is none of theirs. [ACC4] */
async function membersOf(db: Queryable, coming: readonly Coming[]): Promise<(Member | null)[]> {
	const rows = await db
		.select({
			userId: people.userId,
			slug: workshops.slug,
			member: {
				workshopId: workshops.id,
				personId: people.id,
				name: people.name,
				roles: people.roles
			}
		})
		.from(people)
		.innerJoin(workshops, eq(workshops.id, people.workshopId))
		.where(
			and(
				among(
					people.userId,
					coming.map(({ userId }) => userId)
				),
				eq(people.active, true),
				among(
					workshops.slug,
					coming.map(({ slug }) => slug)
				)
			)
		);
	return coming.map(({ userId, slug }) => {
		const row = rows.find((each) => each.userId === userId && each.slug === slug);
		return row ? { ...row.member, turn: null } : null;
	});
}

/** The same of one account. */
export async function memberOf(db: Queryable, userId: string, slug: string): Promise<Member | null> {
	return (await membersOf(db, [{ userId, slug }]))[0]!;
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

/** A shared tablet stands where everybody passes: customers stay masked there for every user. [FEED10] */
export const seesCustomers = ({ roles, turn }: Pick<Member, 'roles' | 'turn'>): boolean =>
	turn === null && overlaps(roles, customerAccess);

/** Cases name customers and quote them: those see them who speak with customers, on devices of their own. [FEED11] */
export const seesCases = (member: Pick<Member, 'roles' | 'turn'>): boolean => seesCustomers(member);

/** The board that a member is shown. [FEED10] */
export const boardOf = (member: Member): 'board' | 'floor' => (seesCustomers(member) ? 'board' : 'floor');

/**
 * A member as the audit names them. [AUD1]
 *
 * @param screen the page they do it on; at a shared tablet the tablet counts
 */
export const whoIs = ({ personId, name, turn }: Member, screen: string): Who => ({
	actor: { kind: 'person', id: personId, name },
	screen: turn ? stationScreen(turn.station.name) : screen
});

/**
 * Who sends commands through a socket; null for screens, which send none. A customer's link is a sender too: what they
 * may do says the command's row. [ACC15]
 */
export function senderOf({ feed, member, workshopId, linkId, jobId }: Viewer): Sender | null {
	if (member) {
		const kind = member.turn ? 'station' : 'person';
		return { workshopId, kind, roles: member.roles, ...whoIs(member, feed === 'cases' ? 'cases' : 'board') };
	}
	if (linkId === null || jobId === null) return null;
	const actor = { kind: 'customer' as const, id: null, name: '' };
	return { workshopId, kind: 'customer', roles: [], actor, screen: 'link', ofJob: jobId };
}

const handshakeSchema = v.union([
	v.strictObject({ workshop: slugSchema, feed: v.optional(v.literal('cases')) }),
	v.strictObject({ token: text(60), kind: v.optional(v.picklist(screenKinds)) })
]);

/**
 * Who opens a socket: staff by their session, a screen or a customer by the token of its link. Null is
 * denied, without saying why. [ACC3]
 *
 * @param headers with cookies by their bare names
 */
export type Identify = (auth: unknown, headers: Headers) => Promise<Viewer | null>;

/** The most that one statement asks for. */
const MOST_TOGETHER = 100;

/** Milliseconds: see `inLine`. Every statement wakes PostgreSQL, which costs more than what it reads here. */
const LOTS_EVERY = 25;

const nobody = { jobId: null, linkId: null, screen: null, misplaced: false, member: null };

interface Asked {
	slug: string;
	/** Another feed than the member's board. */
	feed: 'cases' | undefined;
	headers: Headers;
}

/** Of those who ask at the same moment, each kind is one statement: when a server comes back, thousands do. */
export function openIdentify(db: Database, accountsOf: AccountsOf): Identify {
	const screenOf = inLine(MOST_TOGETHER, (tokens: readonly string[]) => openScreens(db, tokens), LOTS_EVERY);
	const linkOf = inLine(
		MOST_TOGETHER,
		(tokens: readonly string[]) => openLinks(db, tokens, Date.now()),
		LOTS_EVERY
	);
	const staffOf = inLine(
		MOST_TOGETHER,
		(asked: readonly Asked[]) => viewersAmongStaff(db, accountsOf, asked),
		LOTS_EVERY
	);

	async function byToken(token: string, page?: ScreenKind): Promise<Viewer | null> {
		const found = await screenOf(token);
		if (found) {
			const { screen, access } = found;
			const { kind: feed, workshopId } = screen;
			const misplaced = page !== undefined && page !== feed;
			return { ...nobody, feed, workshopId, screen, misplaced, access, lasts: Infinity };
		}
		const open = await linkOf(token);
		if (!open) return null;
		const { id: linkId, workshopId, jobId } = open.link;
		return { ...nobody, feed: 'job', workshopId, jobId, linkId, access: open.access, lasts: open.lasts };
	}

	return async (auth, headers) => {
		const parsed = v.safeParse(handshakeSchema, auth);
		if (!parsed.success) return null;
		const said = parsed.output;
		if ('token' in said) return byToken(said.token, said.kind);
		return (await staffOf({ slug: said.workshop, feed: said.feed, headers }))();
	};
}

/**
 * Who of the staff comes, by their cookies.
 *
 * @returns of each a function that says so, or throws: what is wrong with one is no matter of the others
 */
async function viewersAmongStaff(
	db: Database,
	accountsOf: AccountsOf,
	asked: readonly Asked[]
): Promise<(() => Viewer | null)[]> {
	// Before anything else: what changes after it comes with another one.
	const accesses = await accessOf(
		db,
		asked.map(({ slug }) => slug)
	);
	const known = asked.map((each, index) => ({ ...each, access: accesses[index] ?? null }));
	const accounts = await accountsOf(asked.map(({ headers }) => headers));
	const coming = accounts.flatMap((account, index): Coming[] =>
		account ? [{ userId: account.userId, slug: known[index]!.slug }] : []
	);
	const members = coming.length === 0 ? [] : await membersOf(db, coming);
	const memberBy = ({ userId, slug }: Coming) =>
		members[coming.findIndex((each) => each.userId === userId && each.slug === slug)] ?? null;

	async function viewerOf(index: number): Promise<Viewer | null> {
		const { slug, feed: asked, headers, access } = known[index]!;
		const account = accounts[index] ?? null;
		if (access === null) return null;
		const cookies = parseCookies(headers.get('cookie') ?? '');
		const member =
			(account && memberBy({ userId: account.userId, slug })) ??
			(await memberAt(db, cookies.get(stationCookie), cookies.get(turnCookie), slug));
		if (!member) return null;
		const feed = asked ?? boardOf(member);
		if (feed === 'cases' && !seesCases(member)) return null;
		const lasts = member.turn?.lasts ?? account?.lasts ?? 0;
		return { ...nobody, feed, workshopId: member.workshopId, member, access, lasts };
	}

	const viewers = await Promise.allSettled(known.map((_, index) => viewerOf(index)));
	return viewers.map((viewer) => () => {
		if (viewer.status === 'rejected') throw viewer.reason;
		return viewer.value;
	});
}

/** The access revisions of workshops, by their slugs; null where there is none of that name. */
async function accessOf(db: Queryable, slugs: readonly string[]): Promise<(string | null)[]> {
	const rows = await db
		.select({ slug: workshops.slug, access: accessRevision })
		.from(workshops)
		.where(among(workshops.slug, slugs));
	const bySlug = new Map(rows.map(({ slug, access }) => [slug, access]));
	return slugs.map((slug) => bySlug.get(slug) ?? null);
}
