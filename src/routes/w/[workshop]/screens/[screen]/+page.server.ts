import { error, fail, redirect } from '@sveltejs/kit';
import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { formOf } from '#lib/requests/read-form.server.ts';
import { readId } from '#lib/model/id.ts';
import { m } from '#lib/paraglide/messages.js';
import { changeScreen, revokeScreen, screensOf } from '#lib/screens/screens.server.ts';
import { app } from '#lib/app/app.ts';
import { makeChange } from '#lib/requests/make-change.server.ts';
import { readScreen, stagesOnWalls } from '#lib/requests/screen-form.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

async function here({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>) {
	const { workshopId } = memberHere(locals);
	const screenId = readId(params.screen);
	const screen = (await screensOf(app().db, workshopId)).find(({ id }) => id === screenId);
	if (!screen) error(404, m.common_error_missing());
	return { workshopId, screen };
}

export const load: PageServerLoad = async (event) => {
	const { workshopId, screen } = await here(event);
	return { screen, stages: await stagesOnWalls(app().db, workshopId) };
};

export const actions: Actions = {
	change: async (event) => {
		const { workshopId, screen } = await here(event);
		const { db } = app();
		const offered = (await stagesOnWalls(db, workshopId)).map(({ id }) => id);
		const read = readScreen(await formOf(event.request), offered);
		if (!read.ok) return fail(400, read);
		return makeChange(workshopId, screen.id, () =>
			changeScreen(db, workshopId, whoHere(event.locals, 'screens'), screen.id, read.draft, Date.now())
		);
	},
	revoke: async (event) => {
		const { workshopId, screen } = await here(event);
		const who = whoHere(event.locals, 'screens');
		const answer = await makeChange(workshopId, screen.id, () =>
			revokeScreen(app().db, workshopId, screen.id, Date.now(), who)
		);
		if ('saved' in answer) redirect(303, `/w/${event.params.workshop}/screens?revoked`);
		return answer;
	}
};
