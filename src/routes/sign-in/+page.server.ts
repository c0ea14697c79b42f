import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { text } from '#lib/model/text.ts';
import { refuse } from '#lib/model/refusal.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { localPath } from '#lib/people/local-path.ts';
import { attemptOf, signIn } from '#lib/requests/sign-in.server.ts';
import { app } from '#lib/app/app.ts';
import { anyWorkshop } from '#lib/settings/create-workshop.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const signInSchema = v.object({
	username: text(100),
	password: v.string()
});

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.account) redirect(303, localPath(url.searchParams.get('next')));
	if (!(await anyWorkshop(app().db))) redirect(303, '/setup');
	return { station: locals.station?.name ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await formOf(event.request);
		const read = readForm(signInSchema, form);
		const typed = form.get('username');
		const username = typeof typed === 'string' ? typed : '';
		const answer = (problem: string) => ({ problem, username });
		const visitor = app().guard.visitor(attemptOf(event, username));
		const tried = read.ok
			? await unlessBusy(event, answer, () => signIn(event, read.output), visitor)
			: refuse('passwordWrong');
		if ('status' in tried) return tried;
		if (tried.ok) redirect(303, localPath(event.url.searchParams.get('next')));
		// Which of the two is wrong nobody learns.
		const { refusal } = tried;
		return refuseForm(refusal.code === 'passwordWrong' ? { code: 'signInWrong' } : refusal, answer, event);
	}
};
