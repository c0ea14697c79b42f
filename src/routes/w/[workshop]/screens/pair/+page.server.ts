import { fail, redirect } from '@sveltejs/kit';
import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { formOf, type FormProblems, refuseField } from '#lib/requests/read-form.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { readId } from '#lib/model/id.ts';
import { m } from '#lib/paraglide/messages.js';
import { readCode } from '#lib/screens/code.ts';
import { pair, type Wanted } from '#lib/screens/pairing.server.ts';
import { screensOf } from '#lib/screens/screens.server.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import { SettingsRefused } from '#lib/commands/refused.ts';
import { readScreen, stagesOnWalls } from '#lib/requests/screen-form.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Wrong codes of one person. With 10^8 codes nobody meets a neighbour's television by chance. [SCR3] */
const GUESSES = { tries: 10, seconds: 600 };
const MINUTE = 60_000;

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
	default: async ({ locals, request, params }) => {
		const { workshopId, personId } = memberHere(locals);
		const { db, limit } = app();
		const form = await formOf(request);
		const refuse = (status: number, said: FormProblems) =>
			fail(status, { ticked: form.getAll('stages').map(String), ...said });
		const insteadOf = readId(form.get('insteadOf'));
		const code = readCode(String(form.get('code') ?? ''));
		const known = await screensOf(db, workshopId);
		let wanted: Wanted;
		if (insteadOf !== null && known.some(({ id }) => id === insteadOf)) wanted = { insteadOf };
		else {
			const offered = await stagesOnWalls(db, workshopId);
			const read = readScreen(
				form,
				offered.map(({ id }) => id)
			);
			if (!read.ok) return refuse(400, read);
			wanted = { screen: read.draft };
		}
		if (code === null) return refuse(400, refuseField(form, 'code', 'screenCode'));
		const guesses = limit('screen-code', GUESSES);
		const wait = await guesses.take(personId);
		if (wait > 0) {
			const problem = m.screen_code_wait({ minutes: Math.ceil(wait / MINUTE) });
			return refuse(429, { ...refuseField(form, 'code', 'screenCode'), problems: { code: problem } });
		}
		let screenId: string | null;
		try {
			screenId = await pair(db, workshopId, whoHere(locals, 'screens'), code, wanted, Date.now());
		} catch (error) {
			if (!(error instanceof SettingsRefused)) throw error;
			const { refusal } = error;
			if (refusal.code !== 'tooMany') return refuse(409, refuseField(form, 'insteadOf', 'invalid'));
			const problems = { code: m.settings_refusal_tooMany(refusal) };
			return refuse(409, { ...refuseField(form, 'code', 'invalid'), problems });
		}
		if (screenId === null) return refuse(400, refuseField(form, 'code', 'screenCodeWrong'));
		await guesses.giveBack(personId);
		live().look(workshopId);
		redirect(303, `/w/${params.workshop}/screens?paired=${screenId}`);
	}
};
