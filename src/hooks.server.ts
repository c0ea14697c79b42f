import type { Handle } from '@sveltejs/kit';
import { localeFor } from '#lib/i18n/locale.ts';
import { speak } from '#lib/i18n/speak.server.ts';

export const handle: Handle = ({ event, resolve }) => {
	event.locals.locale = localeFor(event.request);
	return speak(event.locals.locale, () =>
		resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale) })
	);
};
