import type { Handle, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { localeFor } from '#lib/i18n/locale.ts';
import { speak } from '#lib/i18n/speak.server.ts';
import { openApp } from '#lib/server/app.ts';

export const init: ServerInit = async () => {
	if (building) return;
	await openApp();
};

export const handle: Handle = ({ event, resolve }) => {
	event.locals.locale = localeFor(event.request);
	return speak(event.locals.locale, async () => {
		const response = await resolve(event, {
			transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale)
		});
		response.headers.set('x-content-type-options', 'nosniff');
		response.headers.set('referrer-policy', 'same-origin');
		response.headers.set('x-frame-options', 'DENY');
		return response;
	});
};
