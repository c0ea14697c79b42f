import { json } from '@sveltejs/kit';
import { memberHere } from '#lib/access/admit.server.ts';
import { readRegister } from '#lib/board/read-register.server.ts';
import { normalisePlate } from '#lib/job/plate.ts';
import { app } from '#lib/server/app.ts';
import type { RequestHandler } from './$types.js';

/** What is known of a plate, typed in any way; null for nothing. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const { workshopId } = memberHere(locals);
	const plate = normalisePlate(url.searchParams.get('plate') ?? '');
	return json(plate === null ? null : await readRegister(app().db, workshopId, plate));
};
