import { error } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import type { Opened } from '#lib/display/opened.ts';
import { baseLocale, isLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { keepDevice } from '#lib/screens/device.server.ts';
import { openScreen } from '#lib/screens/screens.server.ts';
import { app } from '#lib/server/app.ts';
import { workshops } from '#lib/server/schema.ts';
import { readSnapshot } from '#lib/sync/read-feed.server.ts';
import type { PageServerLoad } from './$types.js';

/** A wall or a lounge, in its own language. Whatever opens none gets one answer. [LINK2] */
export const load: PageServerLoad = async (event) => {
	const { params, locals } = event;
	const { db } = app();
	const screen = await openScreen(db, params.token);
	if (!screen) error(404, m.display_gone_title());
	keepDevice(event, params.token);
	const { workshopId, changedAt, ...settings } = screen;
	const [[workshop], snapshot] = await Promise.all([
		db.select({ language: workshops.language }).from(workshops).where(eq(workshops.id, workshopId)),
		readSnapshot(db, { feed: settings.kind, workshopId, jobId: null })
	]);
	const language = settings.language ?? workshop?.language;
	locals.locale = isLocale(language) ? language : baseLocale;
	const now = Date.now();
	const opened: Opened = {
		...{ token: params.token, settings, changedAt, locale: locals.locale },
		...{ now, heardAt: now, snapshot }
	};
	return { opened };
};
