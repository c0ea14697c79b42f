import { error, json } from '@sveltejs/kit';
import { memberHere } from '#lib/requests/admit.server.ts';
import { seesCustomers } from '#lib/identity/identify.server.ts';
import { maskPast } from '#lib/board/mask-past.ts';
import { readPast } from '#lib/board/read-past.server.ts';
import { readId } from '#lib/model/id.ts';
import { app } from '#lib/app/app.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types.js';

/** A job with its history. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const member = memberHere(locals);
	const jobId = readId(params.job);
	const past = jobId && (await readPast(app().db, member.workshopId, jobId));
	if (!past) error(404, m.common_error_missing());
	return json(seesCustomers(member) ? past : maskPast(past));
};
