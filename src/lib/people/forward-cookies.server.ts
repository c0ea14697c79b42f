import type { RequestEvent } from '@sveltejs/kit';
import type { SessionCookie } from './auth.server.ts';

/**
 * Hands session cookies on to the browser. Secure only when asked by https: a workshop's own network
 * opens the same server by http.
 */
export function forwardCookies({ cookies, url }: RequestEvent, wanted: SessionCookie[]): void {
	for (const { name, value, maxAge } of wanted) {
		cookies.set(name, value, {
			path: '/',
			httpOnly: true,
			sameSite: 'lax',
			secure: url.protocol === 'https:',
			maxAge
		});
	}
}
