import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/access/admit.server.ts';
import { readPast } from '#lib/board/read-past.server.ts';
import { app } from '#lib/server/app.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types.js';

/** A job with its history. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const { workshopId } = memberHere(locals);
	const past = v.is(v.pipe(v.string(), v.uuid()), params.job)
		? await readPast(app().db, workshopId, params.job)
		: null;
	if (!past) error(404, m.common_error_missing());
	return json(past);
};
