import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { wholeNumber } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { id } from '#lib/model/id.ts';
import { requiredText } from '#lib/model/text.ts';
import { app } from '#lib/app/app.ts';
import {
	addStation,
	changeStation,
	openPairing,
	revokeStation,
	stationsOf
} from '#lib/stations/stations.server.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import { rowOf } from '#lib/requests/row-forms.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Minutes: long enough to read a work order, short enough that nobody finds another's screen. */
const USUAL_IDLE = 5;

const draft = {
	name: requiredText(30),
	idleMinutes: v.pipe(
		wholeNumber(1, 60, 'minutesRange'),
		v.transform((minutes) => minutes ?? USUAL_IDLE)
	)
};
const addSchema = v.object(draft);
const changeSchema = v.object({ id, ...draft });
const idSchema = v.object({ id });

export const load: PageServerLoad = async ({ locals }) => ({
	stations: await stationsOf(app().db, memberHere(locals).workshopId),
	usualIdle: USUAL_IDLE
});

export const actions: Actions = {
	add: async ({ locals, request, url }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(addSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'add', ...read });
		const { id: stationId, token } = await addStation(app().db, workshopId, who, read.output, Date.now());
		return { at: 'add', made: { stationId, address: linkAddress(`/join/${token}`, url) } };
	},
	change: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(changeSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stationId, ...change } = read.output;
		return makeChange(workshopId, stationId, () =>
			changeStation(app().db, workshopId, who, stationId, change)
		);
	},
	pair: async ({ locals, request, url }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(idSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stationId } = read.output;
		let token = '';
		const answer = await makeChange(workshopId, stationId, async () => {
			token = await openPairing(app().db, workshopId, who, stationId, Date.now());
		});
		return token === ''
			? answer
			: { at: stationId, made: { stationId, address: linkAddress(`/join/${token}`, url) } };
	},
	revoke: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(idSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stationId } = read.output;
		const answer = await makeChange(workshopId, stationId, () =>
			revokeStation(app().db, workshopId, who, stationId, Date.now())
		);
		return 'saved' in answer ? { at: '', revoked: true } : answer;
	}
};
