import { error, json } from '@sveltejs/kit';
import { memberHere } from '#lib/requests/admit.server.ts';
import { readCasePast } from '#lib/pages/cases/read-cases.server.ts';
import { readId } from '#lib/model/id.ts';
import { app } from '#lib/app/app.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types.js';

/** A case with its history. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { workshopId } = memberHere(locals);
	const caseId = readId(params.case);
	const past = caseId && (await readCasePast(app().db, workshopId, caseId));
	if (!past) error(404, m.common_error_missing());
	return json(past);
};
