import { redirect } from '@sveltejs/kit';
import { signOut } from '#lib/requests/sign-out.server.ts';
import type { RequestHandler } from './$types.js';

export const POST: RequestHandler = async (event) => {
	await signOut(event, 'account');
	redirect(303, '/sign-in');
};
