import { memberHere } from '#lib/requests/admit.server.ts';
import { boardOf } from '#lib/identity/identify.server.ts';
import type { CardOf, MetaOf } from '#lib/feeds/index.ts';
import { app } from '#lib/app/app.ts';
import type { Snapshot } from '#lib/sync/protocol.ts';
import { linesIn } from '#lib/sync/read-workshop.server.ts';
import { readSnapshot } from '#lib/sync/read-feed.server.ts';
import type { PageServerLoad } from './$types.js';

/** The cards are in the page as it is sent; from there on it is live. */
export const load: PageServerLoad = async ({ locals }) => {
	const member = memberHere(locals);
	const of = { feed: boardOf(member), workshopId: member.workshopId, jobId: null };
	const snapshot = await readSnapshot(linesIn(app().db), of);
	return {
		snapshot: snapshot as Snapshot<CardOf<'board'>, MetaOf<'board'>>,
		now: Date.now()
	};
};
