import { redirect } from '@sveltejs/kit';
import { displayPath, screenAt } from '#lib/display/open-display.server.ts';
import type { PageServerLoad } from './$types.js';

/** The address that a screen keeps, whatever it shows. */
export const load: PageServerLoad = async (event) => {
	redirect(303, displayPath(event.params.token, (await screenAt(event)).kind));
};
