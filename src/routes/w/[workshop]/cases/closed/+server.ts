import { json } from '@sveltejs/kit';
import { memberHere } from '#lib/requests/admit.server.ts';
import { readClosedCases } from '#lib/pages/cases/read-cases.server.ts';
import { app } from '#lib/app/app.ts';
import type { RequestHandler } from './$types.js';

/** What was closed lately. */
export const GET: RequestHandler = async ({ locals }) =>
	json(await readClosedCases(app().db, memberHere(locals).workshopId, Date.now()));
