import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { wholeNumber } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { stageKinds } from '#lib/model/stage.ts';
import { workTypes } from '#lib/model/work-type.ts';
import { id } from '#lib/model/id.ts';
import { requiredText } from '#lib/model/text.ts';
import { app } from '#lib/app/app.ts';
import { addStage, changeStage, hideStage, moveStage, stagesOf } from '#lib/settings/stages.server.ts';
import { hideSchema, moveSchema, rowOf } from '#lib/requests/row-forms.server.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const name = requiredText(20);
const addSchema = v.object({ name, kind: v.picklist(stageKinds) });
const changeSchema = v.object({
	id,
	name,
	wipLimit: wholeNumber(1, 99, 'numberRangeOrEmpty'),
	allowance: v.pipe(
		wholeNumber(0, 600, 'minutesRange'),
		v.transform((minutes) => minutes ?? 0)
	),
	// None ticked, or all: every visit passes.
	workTypes: v.pipe(
		v.array(v.picklist(workTypes)),
		v.transform((ticked) => (ticked.length % workTypes.length === 0 ? null : ticked))
	)
});

export const load: PageServerLoad = async ({ locals }) => ({
	stages: await stagesOf(app().db, memberHere(locals).workshopId)
});

export const actions: Actions = {
	add: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(addSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'add', ...read });
		return makeChange(workshopId, 'add', () => addStage(app().db, workshopId, who, read.output));
	},
	change: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(changeSchema, form, ['workTypes']);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stageId, ...change } = read.output;
		return makeChange(workshopId, stageId, () => changeStage(app().db, workshopId, who, stageId, change));
	},
	move: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(moveSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stageId, direction } = read.output;
		return makeChange(workshopId, '', () => moveStage(app().db, workshopId, who, stageId, direction));
	},
	hide: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(hideSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: stageId, hidden } = read.output;
		return makeChange(workshopId, stageId, () => hideStage(app().db, workshopId, who, stageId, hidden));
	}
};
