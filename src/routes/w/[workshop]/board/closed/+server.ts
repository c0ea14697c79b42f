import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { readClosedToday, searchClosed } from '#lib/board/closed/read-closed.server.ts';
import { text } from '#lib/model/text.ts';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { app } from '#lib/app/app.ts';
import type { RequestHandler } from './$types.js';

/** What left the board today. */
export const GET: RequestHandler = async ({ locals }) => {
	const { workshopId } = memberHere(locals);
	return json(await readClosedToday(app().db, workshopId, Date.now()));
};

const search = v.strictObject({ words: text(60) });

/** Closed jobs by words, which stand in no address. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const { workshopId } = memberHere(locals);
	const asked = v.safeParse(search, await request.json().catch(() => null));
	if (!asked.success) error(400, refusalWords({ code: 'fieldInvalid' }));
	return json({ jobs: await searchClosed(app().db, workshopId, asked.output.words, Date.now()) });
};
