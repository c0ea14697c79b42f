import { memberHere } from '#lib/requests/admit.server.ts';
import type { CardOf, MetaOf } from '#lib/feeds/index.ts';
import { app } from '#lib/app/app.ts';
import { readId } from '#lib/model/id.ts';
import { readCaseJobs } from '#lib/pages/cases/read-cases.server.ts';
import type { Snapshot } from '#lib/sync/protocol.ts';
import { linesIn } from '#lib/sync/read-workshop.server.ts';
import { readSnapshot } from '#lib/sync/read-feed.server.ts';
import type { PageServerLoad } from './$types.js';

/** The open cases are in the page as it is sent; from there on it is live. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { workshopId } = memberHere(locals);
	const { db } = app();
	const asked = readId(url.searchParams.get('job') ?? '');
	const [snapshot, jobs] = await Promise.all([
		readSnapshot(linesIn(db), { feed: 'cases', workshopId, jobId: null }),
		readCaseJobs(db, workshopId, asked)
	]);
	return { snapshot: snapshot as Snapshot<CardOf<'cases'>, MetaOf<'cases'>>, jobs, now: Date.now() };
};
