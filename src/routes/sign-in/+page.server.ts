import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { text } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/forms/read-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { localPath } from '#lib/people/local-path.ts';
import { app } from '#lib/server/app.ts';
import { setOwnCookies } from '#lib/server/cookies.ts';
import { anyWorkshop } from '#lib/workshop/create-workshop.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const signInSchema = v.object({
	username: text(100),
	password: v.string()
});

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.account) redirect(303, localPath(url.searchParams.get('next')));
	if (!(await anyWorkshop(app().db))) redirect(303, '/setup');
};

export const actions: Actions = {
	default: async (event) => {
		const form = await formOf(event.request);
		const read = readForm(signInSchema, form);
		const cookies = read.ok ? await app().auth.signIn(read.output, event.request.headers) : null;
		if (!cookies) {
			const username = form.get('username');
			return fail(400, {
				problem: m.people_sign_in_wrong(),
				username: typeof username === 'string' ? username : ''
			});
		}
		setOwnCookies(event, cookies);
		redirect(303, localPath(event.url.searchParams.get('next')));
	}
};
