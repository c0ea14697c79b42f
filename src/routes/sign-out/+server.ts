import { redirect } from '@sveltejs/kit';
import { app } from '#lib/server/app.ts';
import { bareCookiesOf, setOwnCookies } from '#lib/server/cookies.ts';
import type { RequestHandler } from './$types.js';

export const POST: RequestHandler = async (event) => {
	setOwnCookies(event, await app().auth.signOut(bareCookiesOf(event)));
	redirect(303, '/sign-in');
};
