import { error, redirect } from '@sveltejs/kit';
import type { ProgressCard, ProgressMeta } from '#lib/feeds/job.ts';
import { isLocale, languageCookie } from '#lib/languages/locale.ts';
import { openLink } from '#lib/progress-links/links.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/app/app.ts';
import type { Snapshot } from '#lib/sync/protocol.ts';
import { linesIn } from '#lib/sync/read-workshop.server.ts';
import { readSnapshot } from '#lib/sync/read-feed.server.ts';
import type { PageServerLoad } from './$types.js';
import { DAY } from '#lib/model/moments.ts';

/** Seconds. */
const YEAR = (365 * DAY) / 1000;

/**
 * A customer's own job, in the language chosen here, else the browser's. Whatever opens none gets one answer. [LINK2]
 */
export const load: PageServerLoad = async ({ params, url, cookies }) => {
	const { db } = app();
	const wanted = url.searchParams.get('lang');
	if (isLocale(wanted)) {
		// Read by the page too, which writes it the same way.
		const secure = url.protocol === 'https:';
		cookies.set(languageCookie, wanted, { path: '/', maxAge: YEAR, httpOnly: false, secure });
		redirect(303, url.pathname);
	}
	const link = await openLink(db, params.token, Date.now());
	if (!link) error(404, m.customer_gone_title());
	const { workshopId, jobId } = link;
	const snapshot = await readSnapshot(linesIn(db), { feed: 'job', workshopId, jobId });
	return {
		token: params.token,
		now: Date.now(),
		snapshot: snapshot as Snapshot<ProgressCard, ProgressMeta>
	};
};
