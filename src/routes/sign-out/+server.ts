import { redirect } from '@sveltejs/kit';
import { forwardCookies } from '#lib/people/forward-cookies.server.ts';
import { app } from '#lib/server/app.ts';
import type { RequestHandler } from './$types.js';

export const POST: RequestHandler = async (event) => {
	forwardCookies(event, await app().auth.signOut(event.request.headers));
	redirect(303, '/sign-in');
};
