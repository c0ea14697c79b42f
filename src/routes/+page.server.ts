import { redirect } from '@sveltejs/kit';
import { workshopsOf } from '#lib/people/people.server.ts';
import { app } from '#lib/app/app.ts';
import type { PageServerLoad } from './$types.js';

/** To the board; only whoever belongs to several workshops, or to none any more, is asked. */
export const load: PageServerLoad = async ({ locals }) => {
	// Where no workshop exists yet, signing in leads on to the first run.
	if (!locals.account) redirect(303, locals.station ? '/station' : '/sign-in');
	const places = await workshopsOf(app().db, locals.account.userId);
	if (places[0] && places.length === 1) redirect(303, `/w/${places[0].slug}/board`);
	return { places };
};
