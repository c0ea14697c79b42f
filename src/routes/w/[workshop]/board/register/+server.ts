import { json } from '@sveltejs/kit';
import { memberHere } from '#lib/requests/admit.server.ts';
import { seesCustomers } from '#lib/identity/identify.server.ts';
import { readRegister, type Registered } from '#lib/board/read-register.server.ts';
import { normalisePlate } from '#lib/model/plate.ts';
import { app } from '#lib/app/app.ts';
import type { RequestHandler } from './$types.js';

/** What is known of a plate, typed in any way; null for nothing. */
export const GET: RequestHandler = async ({ locals, url }) => {
	const member = memberHere(locals);
	const plate = normalisePlate(url.searchParams.get('plate') ?? '');
	const known = plate === null ? null : await readRegister(app().db, member.workshopId, plate);
	if (!known || seesCustomers(member)) return json(known);
	// What a form is filled with is a whole name or none. [FEED10]
	return json({ ...known, customer: { name: '', phone: '' } } satisfies Registered);
};
