import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import type { Who } from '../audit/record.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Account } from '../people/auth.server.ts';
import { app } from '../app/app.ts';
import { bareCookiesOf, ownCookie, setOwnCookies } from '../runtime/cookies.ts';
import { log } from '../runtime/log.ts';
import { isSame } from '../runtime/token.ts';
import { type Station, stationCookie, stationOf, turnCookie } from '../stations/turn.server.ts';
import { slugSchema } from '../settings/slug.ts';
import { type Member, memberAt, memberOf, whoIs } from '../identity/identify.server.ts';
import {
	accessKey,
	longBodies,
	overlaps,
	rolesIn,
	routeAccess,
	type RouteAccess,
	usualBody
} from '../access/table.ts';

/**
 * Lets a request through by its row in the access table, or answers it: 404 to whom the thing asked for
 * shall not exist, 403 to a member without the role, the sign-in page to nobody. Sets `locals.account`,
 * `locals.station` and `locals.member`. [ACC2] [ACC4]
 *
 * @returns the row
 */
export async function admit(event: RequestEvent): Promise<RouteAccess> {
	const { route, request, url, params, locals } = event;
	const key = accessKey(route.id ?? '', request.method, url.searchParams);
	const row = Object.hasOwn(routeAccess, key) ? routeAccess[key] : undefined;
	if (row === undefined) {
		log.warn({ route: route.id, method: request.method }, 'denied: no row in the access table');
		error(404, m.common_error_missing());
	}
	if (request.method === 'POST') checkPost(event, key);
	if (row === 'link') return row;
	if (row === 'metricsToken') {
		if (!bearsToken(request, app().config.metricsToken)) error(404, m.common_error_missing());
		return row;
	}

	const { db, auth } = app();
	const { account, cookies } = await auth.visit(bareCookiesOf(event));
	setOwnCookies(event, cookies);
	locals.account = account;
	locals.station = await stationOf(db, ownCookie(event, stationCookie));
	if (row === 'anyone' || row === 'pass') return row;
	if (row === 'station') {
		if (!locals.station) error(404, m.common_error_missing());
		return row;
	}
	if (!account && !locals.station) redirect(303, signInAddress(event));
	if (row === 'signedIn') {
		if (!account) redirect(303, signInAddress(event));
		return row;
	}

	const named = v.safeParse(slugSchema, params.workshop);
	if (!named.success) error(404, m.common_error_missing());
	const slug = named.output;
	locals.member =
		(account && (await memberOf(db, account.userId, slug))) ??
		(await memberAt(db, ownCookie(event, stationCookie), ownCookie(event, turnCookie), slug));
	if (!locals.member) {
		if (!account && locals.station) redirect(303, '/station');
		error(404, m.common_error_missing());
	}
	const isHere = typeof row !== 'object' || !('ownDevice' in row) || locals.member.turn === null;
	if (!isHere || !overlaps(locals.member.roles, rolesIn(row))) {
		log.warn({ asked: key, personId: locals.member.personId }, 'denied: not by these roles');
		error(403, m.common_error_denied());
	}
	return row;
}

/** Only pages of our own post here, and no more than the route takes. [ACC5] [ACC8] */
function checkPost({ request, url }: RequestEvent, key: string): void {
	if (request.headers.get('origin') !== url.origin) {
		log.warn({ asked: key }, 'denied: posted by a page of another site');
		error(403, m.common_error_denied());
	}
	// Without a length (chunked) it is no browser's form.
	const length = request.headers.get('content-length');
	if (length === null && request.body) error(411, m.common_error_failed());
	// Files come as multipart alone. Of the other kind ten megabytes of `a&a&a&` take minutes to read, in which
	// nobody is answered.
	const isMultipart = /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');
	const most = isMultipart ? (longBodies[key] ?? usualBody) : usualBody;
	if (Number(length) > most) error(413, m.common_error_long());
}

/** Without a token in the settings nobody does. [OBS1] */
const bearsToken = ({ headers }: Request, token: string | undefined): boolean =>
	token !== undefined && isSame(headers.get('authorization') ?? '', `Bearer ${token}`);

/**
 * The member who asks, in the routes of a workshop.
 *
 * @throws elsewhere: such a route is a mistake of ours
 */
export function memberHere(locals: App.Locals): Member {
	if (!locals.member) throw new Error('This route lets through who is no member');
	return locals.member;
}

/** @throws where the route lets through who is not signed in */
export function accountHere(locals: App.Locals): Account {
	if (!locals.account) throw new Error('This route lets through who is not signed in');
	return locals.account;
}

/** @throws where the route lets through other devices */
export function stationHere(locals: App.Locals): Station {
	if (!locals.station) throw new Error('This route lets through who is no station');
	return locals.station;
}

/**
 * Who asks, for the audit. [AUD1]
 *
 * @param screen the page's name; at a shared tablet the tablet counts
 */
export function whoHere(locals: App.Locals, screen: string): Who {
	return whoIs(memberHere(locals), screen);
}

/** Where to sign in and come back from. What was posted is not posted again. */
function signInAddress({ url, request, isDataRequest }: RequestEvent): string {
	const back = request.method === 'GET' ? url.pathname + url.search : url.pathname;
	// A page of this server was open with a session: it has ended.
	const ended = isDataRequest || request.method !== 'GET' ? '&ended' : '';
	return `/sign-in?next=${encodeURIComponent(back)}${ended}`;
}
