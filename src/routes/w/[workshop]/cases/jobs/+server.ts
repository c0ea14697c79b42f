import { json } from '@sveltejs/kit';
import { memberHere } from '#lib/requests/admit.server.ts';
import { readCaseJobs } from '#lib/pages/cases/read-cases.server.ts';
import { app } from '#lib/app/app.ts';
import type { RequestHandler } from './$types.js';

/** The visits that cases are or may be about. */
export const GET: RequestHandler = async ({ locals }) =>
	json(await readCaseJobs(app().db, memberHere(locals).workshopId));
