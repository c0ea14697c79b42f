import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { baseLocale, isLocale } from '../languages/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { keepDevice } from '../screens/device.server.ts';
import type { ScreenKind } from '../model/screen.ts';
import { openScreen } from '../screens/screens.server.ts';
import { app } from '../app/app.ts';
import { workshops } from '../database/schema.ts';
import type { Snapshot } from '../sync/protocol.ts';
import { linesIn } from '../sync/read-workshop.server.ts';
import { readSnapshot } from '../sync/read-feed.server.ts';
import type { Opened } from './opened.ts';

type Event = Omit<RequestEvent, 'params'> & { params: { token: string } };

/** The screen of an address. Whatever opens none gets one answer. [LINK2] */
export async function screenAt({ params }: Event) {
	const screen = await openScreen(app().db, params.token);
	if (!screen) error(404, m.display_gone_title());
	return screen;
}

/** Where a screen of this kind is shown: a television loads what it needs and nothing of the other kind. */
export const displayPath = (token: string, kind: ScreenKind): string => `/display/${token}/${kind}`;

/**
 * A screen as its page opens it, in its own language.
 *
 * @param kind of the page; one that is another kind by now is sent there
 */
export async function openDisplay<Card, Meta>(
	event: Event,
	kind: ScreenKind
): Promise<{ opened: Opened<Card, Meta> }> {
	const { params, locals } = event;
	const { db } = app();
	const { workshopId, changedAt, ...settings } = await screenAt(event);
	if (settings.kind !== kind) redirect(303, displayPath(params.token, settings.kind));
	keepDevice(event as RequestEvent, params.token);
	const [[workshop], snapshot] = await Promise.all([
		db.select({ language: workshops.language }).from(workshops).where(eq(workshops.id, workshopId)),
		readSnapshot(linesIn(db), { feed: kind, workshopId, jobId: null })
	]);
	const language = settings.language ?? workshop?.language;
	locals.locale = isLocale(language) ? language : baseLocale;
	const now = Date.now();
	return {
		opened: {
			...{ token: params.token, settings, changedAt, locale: locals.locale },
			...{ now, heardAt: now, snapshot: snapshot as Snapshot<Card, Meta> }
		}
	};
}
