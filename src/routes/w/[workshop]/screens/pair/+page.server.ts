import { fail, redirect } from '@sveltejs/kit';
import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { formOf, refuseField, textIn } from '#lib/requests/read-form.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { readId } from '#lib/model/id.ts';
import { readCode } from '#lib/screens/code.ts';
import { pair, type Wanted } from '#lib/screens/pairing.server.ts';
import { screensOf } from '#lib/screens/screens.server.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { FormRefusal } from '#lib/model/refusal.ts';
import { orRefused, refuseForm } from '#lib/requests/refuse-form.server.ts';
import { readScreen, stagesOnWalls } from '#lib/requests/screen-form.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Wrong codes of one person. With 10^8 codes nobody meets a neighbour's television by chance. [SCR3] */
const GUESSES = { tries: 10, seconds: 600 };

export const load: PageServerLoad = async ({ locals, url }) => {
	const { workshopId } = memberHere(locals);
	const { db } = app();
	const [screens, stages] = await Promise.all([screensOf(db, workshopId), stagesOnWalls(db, workshopId)]);
	return {
		code: url.searchParams.get('code') ?? '',
		screens: screens.map(({ id, name }) => ({ id, name })),
		stages,
		tvAddress: linkAddress('/tv', url)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { locals, request, params } = event;
		const { workshopId, personId } = memberHere(locals);
		const { db, limit } = app();
		const form = await formOf(request);
		const ticked = form.getAll('stages').map(String);
		const refuse = (name: string, refusal: FormRefusal) =>
			refuseForm(refusal, () => ({ ticked, ...refuseField(form, name, refusal) }), event);
		const insteadOf = readId(form.get('insteadOf'));
		const code = readCode(textIn(form, 'code'));
		const known = await screensOf(db, workshopId);
		let wanted: Wanted;
		if (insteadOf !== null && known.some(({ id }) => id === insteadOf)) wanted = { insteadOf };
		else {
			const offered = await stagesOnWalls(db, workshopId);
			const read = readScreen(
				form,
				offered.map(({ id }) => id)
			);
			if (!read.ok) return fail(400, { ...read, ticked });
			wanted = { screen: read.draft };
		}
		if (code === null) return refuse('code', { code: 'screenCodeDigits' });
		const guesses = limit('screen-code', GUESSES);
		const wait = await guesses.take(personId);
		if (wait > 0) return refuse('code', { code: 'tooManyTries', wait });
		const screenId = await orRefused(
			() => pair(db, workshopId, whoHere(locals, 'screens'), code, wanted, Date.now()),
			(refusal) => refuse(refusal.code === 'tooMany' ? 'code' : 'insteadOf', refusal)
		);
		if (screenId === null) return refuse('code', { code: 'screenCodeWrong' });
		if (typeof screenId !== 'string') return screenId;
		await guesses.giveBack(personId);
		live().look(workshopId);
		redirect(303, `/w/${params.workshop}/screens?paired=${screenId}`);
	}
};
