import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';
import { forwardCookies } from '../people/forward-cookies.server.ts';
import { app } from '../server/app.ts';
import { log } from '../server/log.ts';
import { slugSchema } from '../workshop/slug.ts';
import { type Member, memberOf } from './identify.server.ts';
import { accessTo, overlaps, type RouteAccess } from './table.ts';

/**
 * Lets a request through by its row in the access table, or answers it: 404 to whom the thing asked for
 * shall not exist, 403 to a member without the role, the sign-in page to nobody. Sets `locals.account` and
 * `locals.member`. [ACC2] [ACC4]
 *
 * @returns the row
 */
export async function admit(event: RequestEvent): Promise<RouteAccess> {
	const { route, request, url, params, locals } = event;
	const row = accessTo(route.id ?? '', request.method, url.searchParams);
	if (row === undefined) {
		log.warn({ route: route.id, method: request.method }, 'denied: no row in the access table');
		error(404, m.common_error_missing());
	}
	if (row === 'link') return row;

	const { account, cookies } = await app().auth.visit(request.headers);
	forwardCookies(event, cookies);
	locals.account = account;
	if (row === 'anyone') return row;
	if (!account) redirect(303, signInAddress(event));
	if (row === 'signedIn') return row;

	const slug = params.workshop;
	if (!v.is(slugSchema, slug)) error(404, m.common_error_missing());
	locals.member = await memberOf(app().db, account.userId, slug);
	if (!locals.member) error(404, m.common_error_missing());
	if (!overlaps(locals.member.roles, row)) error(403, m.common_error_denied());
	return row;
}

/**
 * The member who asks, in the routes of a workshop.
 *
 * @throws elsewhere: such a route is a mistake of ours
 */
export function memberHere(locals: App.Locals): Member {
	if (!locals.member) throw new Error('This route lets through who is no member');
	return locals.member;
}

/** Where to sign in and come back from. What was posted is not posted again. */
function signInAddress({ url, request }: RequestEvent): string {
	const back = request.method === 'GET' ? url.pathname + url.search : url.pathname;
	return `/sign-in?next=${encodeURIComponent(back)}`;
}
