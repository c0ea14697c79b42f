import type { RequestEvent } from '@sveltejs/kit';
import { parseCookies } from 'better-auth/cookies';

/** A cookie the browser is to keep, or with `maxAge` 0 to forget. */
export interface OwnCookie {
	name: string;
	value: string;
	/** Seconds; undefined until the browser is closed. */
	maxAge: number | undefined;
}

/**
 * By https our cookies are called `__Host-...`: no other host, also none of the same domain, can plant
 * one, and the browser takes it only Secure and for the whole host. A workshop's own network opens the
 * same server by http, where browsers refuse that name.
 */
const prefix = (secure: boolean): string => (secure ? '__Host-' : '');

/**
 * The Cookie header as if it came without the prefix; by https what has none is left out.
 *
 * @param secure the browser asked by https
 */
export function bareCookies(header: string | null | undefined, secure: boolean): Headers {
	const wanted = prefix(secure);
	const bare = [...parseCookies(header ?? '')]
		.filter(([name]) => name.startsWith(wanted))
		.map(([name, value]) => `${name.slice(wanted.length)}=${encodeURIComponent(value)}`);
	return new Headers({ cookie: bare.join('; ') });
}

const isSecure = ({ url }: RequestEvent): boolean => url.protocol === 'https:';

/** The same of a page's request. */
export const bareCookiesOf = (event: RequestEvent): Headers =>
	bareCookies(event.request.headers.get('cookie'), isSecure(event));

/** A cookie of ours, by its bare name. */
export const ownCookie = (event: RequestEvent, name: string): string | undefined =>
	event.cookies.get(prefix(isSecure(event)) + name);

/** Hands cookies of ours to the browser: HttpOnly, SameSite, by https Secure and under the safe name. */
export function setOwnCookies(event: RequestEvent, wanted: readonly OwnCookie[]): void {
	const secure = isSecure(event);
	for (const { name, value, maxAge } of wanted) {
		event.cookies.set(prefix(secure) + name, value, {
			...{ path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge }
		});
	}
}
