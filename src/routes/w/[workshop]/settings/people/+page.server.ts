import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/access/admit.server.ts';
import { id, requiredText } from '#lib/forms/fields.ts';
import { formOf, readForm, refuseField } from '#lib/forms/read-form.server.ts';
import { UsernameTaken } from '#lib/people/account.server.ts';
import { addPerson, changePerson, staffOf } from '#lib/people/people.server.ts';
import { roles as allRoles } from '#lib/people/person.ts';
import { passwordProblem } from '#lib/people/password.server.ts';
import { credentialsSchema } from '#lib/people/username.ts';
import { app } from '#lib/server/app.ts';
import { makeChange, settler } from '../make-change.server.ts';
import { rowOf } from '../row-forms.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const name = requiredText(40);
const roles = v.pipe(v.array(v.picklist(allRoles)), v.minLength(1, 'roles'));
const namedSchema = v.object({ name, roles });
const signingInSchema = v.object({ name, roles, ...credentialsSchema.entries });
const changeSchema = v.object({ id, name, roles });
const activateSchema = v.object({
	id,
	active: v.pipe(
		v.picklist(['yes', 'no']),
		v.transform((value) => value === 'yes')
	)
});

export const load: PageServerLoad = async ({ locals }) => ({
	staff: await staffOf(app().db, memberHere(locals).workshopId)
});

export const actions: Actions = {
	add: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const wantsAccount = form.get('username') !== '' || form.get('password') !== '';
		const read = readForm(wantsAccount ? signingInSchema : namedSchema, form, ['roles']);
		if (!read.ok) return fail(400, { at: 'add', ...read });
		const { output } = read;
		const person = { name: output.name, roles: output.roles };
		const account = 'username' in output ? output : undefined;
		const problem = account && (await passwordProblem(account.password, [account.username, account.name]));
		if (problem) return fail(400, { at: 'add', ...refuseField(form, 'password', problem) });
		try {
			return await makeChange(workshopId, 'add', () =>
				addPerson(app().db, workshopId, { ...person, account }, Date.now(), who)
			);
		} catch (error) {
			if (!(error instanceof UsernameTaken)) throw error;
			return fail(400, { at: 'add', ...refuseField(form, 'username', 'usernameTaken') });
		}
	},
	change: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(changeSchema, form, ['roles']);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: personId, ...change } = read.output;
		return makeChange(workshopId, personId, () => changePerson(app().db, workshopId, personId, change, who));
	},
	activate: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(activateSchema, form);
		if (!read.ok) return fail(400, { at: rowOf(form), ...read });
		const { id: personId, active } = read.output;
		return makeChange(workshopId, personId, () =>
			changePerson(app().db, workshopId, personId, { active }, who)
		);
	}
};
