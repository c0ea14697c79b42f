import { error } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import type { LoungeCard, LoungeMeta } from '#lib/feeds/lounge.ts';
import type { WallCard, WallMeta } from '#lib/feeds/wall.ts';
import { usualGlass } from '#lib/display/layout.ts';
import { isLocale } from '#lib/i18n/locale.ts';
import { openLink } from '#lib/links/links.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/server/app.ts';
import { workshops } from '#lib/server/schema.ts';
import type { Snapshot } from '#lib/sync/protocol.ts';
import { readSnapshot } from '#lib/sync/read-feed.server.ts';
import type { PageServerLoad } from './$types.js';

/** A wall or a lounge, in its own language. Whatever opens none gets one answer. [LINK2] */
export const load: PageServerLoad = async ({ params, locals }) => {
	const { db } = app();
	const link = await openLink(db, params.token, Date.now());
	if (!link || link.kind === 'job') error(404, m.display_gone_title());
	const { kind, workshopId } = link;
	const [[workshop], snapshot] = await Promise.all([
		db.select({ language: workshops.language }).from(workshops).where(eq(workshops.id, workshopId)),
		readSnapshot(db, { feed: kind, workshopId, jobId: null })
	]);
	const language = link.language ?? workshop?.language;
	if (isLocale(language)) locals.locale = language;
	const { inches, metres } = link;
	return {
		token: params.token,
		glass: inches && metres ? { inches, metres } : usualGlass,
		now: Date.now(),
		screen:
			kind === 'wall'
				? { kind, snapshot: snapshot as Snapshot<WallCard, WallMeta> }
				: { kind, snapshot: snapshot as Snapshot<LoungeCard, LoungeMeta> }
	};
};
