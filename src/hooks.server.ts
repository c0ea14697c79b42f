import {
	type Handle,
	type HandleServerError,
	isHttpError,
	json,
	type RequestEvent,
	type ServerInit
} from '@sveltejs/kit';
import { building, version } from '$app/environment';
import { admit } from '#lib/requests/admit.server.ts';
import { paceStrangers } from '#lib/requests/pace-strangers.server.ts';
import { localeFor } from '#lib/languages/locale.ts';
import { speak } from '#lib/languages/speak.server.ts';
import { requestName, watchedRequest } from '#lib/requests/watched-request.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { openRetention } from '#lib/app/open-retention.server.ts';
import { openApp } from '#lib/app/app.ts';
import { explainError } from '#lib/database/explain-error.ts';
import { withSocket } from '#lib/requests/headers.ts';
import { under } from '#lib/runtime/log-context.ts';
import { openLive } from '#lib/app/open-live.server.ts';
import { log } from '#lib/runtime/log.ts';
import { announceSetup } from '#lib/app/announce-setup.server.ts';

export const init: ServerInit = async () => {
	if (building) return;
	const app = await openApp();
	await openLive(version);
	openRetention();
	await announceSetup(app);
};

export const handle: Handle = ({ event, resolve }) => {
	event.locals.locale = localeFor(event.request);
	event.locals.account = null;
	event.locals.station = null;
	event.locals.member = null;
	event.locals.requestId = requestName(event);
	const answer = async () => {
		// What is no route at all is answered as such.
		const access = event.route.id === null ? 'anyone' : await admit(event).catch(toAction(event));
		if (access instanceof Response) return access;
		const response = await paceStrangers(event, async () =>
			resolve(event, {
				transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale)
			})
		);
		const { headers } = response;
		const policy = headers.get('content-security-policy');
		if (policy) headers.set('content-security-policy', withSocket(policy, event.url));
		// SvelteKit's own idea of what may be cached would stand over that of every answer.
		headers.set('cache-control', 'private, no-store');
		// The address of such a page is its key: it must not travel on, nor be found. (A page that posts a form
		// must name its own origin, which `no-referrer` would keep back.)
		if (access === 'link') headers.set('referrer-policy', 'no-referrer');
		if (access === 'link' || access === 'pass') headers.set('x-robots-tag', 'noindex, nofollow');
		return response;
	};
	return watchedRequest(event, () => speak(event.locals, answer));
};

/** A form that a script posted shows an error only where the answer is an action's. */
const toAction =
	({ request }: RequestEvent) =>
	(thrown: unknown): Response => {
		const isAction = request.headers.get('x-sveltekit-action') === 'true';
		if (!isAction || !isHttpError(thrown)) throw thrown;
		return json({ type: 'error', error: thrown.body }, { status: thrown.status });
	};

/**
 * The reader is told that something failed, and by which name whoever helps finds what it was in the log: there it stands,
 * without what it was about. [OBS4]
 */
export const handleError: HandleServerError = ({ error, event, status }) =>
	speak(event.locals, () => {
		if (status === 404) return { message: m.common_error_missing() };
		// Asked in a way that there is none: too long a body, an unknown action.
		if (status < 500) return { message: m.common_error_failed() };
		const { route, request, locals } = event;
		const { requestId } = locals;
		under({ request: requestId }, () =>
			log.error({ route: route.id, method: request.method, ...explainError(error) }, 'a request failed')
		);
		return { message: m.common_error_failed_named({ id: requestId }), requestId };
	});
