import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { id } from '#lib/model/id.ts';
import { requiredText } from '#lib/model/text.ts';
import { app } from '#lib/app/app.ts';
import { addBay, baysOf, changeBay, moveBay } from '#lib/settings/bays.server.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import { hideSchema, moveSchema, rowOf } from '#lib/requests/row-forms.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const name = requiredText(20);
const addSchema = v.object({ name });
const changeSchema = v.object({ id, name });

export const load: PageServerLoad = async ({ locals }) => ({
	bays: await baysOf(app().db, memberHere(locals).workshopId)
});

export const actions: Actions = {
	add: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(addSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'add', ...read });
		return makeChange(workshopId, 'add', () => addBay(app().db, workshopId, who, read.output.name));
	},
	change: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(changeSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: bayId, ...change } = read.output;
		return makeChange(workshopId, bayId, () => changeBay(app().db, workshopId, who, bayId, change));
	},
	move: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(moveSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: bayId, direction } = read.output;
		return makeChange(workshopId, '', () => moveBay(app().db, workshopId, who, bayId, direction));
	},
	hide: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(hideSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: bayId, hidden } = read.output;
		return makeChange(workshopId, bayId, () => changeBay(app().db, workshopId, who, bayId, { hidden }));
	}
};
