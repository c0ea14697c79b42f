import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { id } from '#lib/model/id.ts';
import { says } from '#lib/model/refusal.ts';
import { requiredText } from '#lib/model/text.ts';
import { invite, openLinks } from '#lib/one-time-links/invite.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { deletePerson } from '#lib/people/delete-person.server.ts';
import { grantedBy, revokeGranted } from '#lib/identity/granted-access.server.ts';
import { addPerson, changePerson, signOutEverywhere, staffOf } from '#lib/people/people.server.ts';
import { roles as allRoles } from '#lib/model/person.ts';
import { app } from '#lib/app/app.ts';
import { givePin, newPin, pinsSetAt } from '#lib/stations/pins.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import { rowOf } from '#lib/requests/row-forms.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const yes = v.pipe(
	v.picklist(['yes', 'no']),
	v.transform((value) => value === 'yes')
);
const name = requiredText(40);
const roles = v.pipe(v.array(v.picklist(allRoles)), v.minLength(1, says('rolesMissing')));
const addSchema = v.object({ name, roles, invite: yes });
const changeSchema = v.object({ id, name, roles });
const activateSchema = v.object({ id, active: yes });
const accountSchema = v.object({ id });
const revokeSchema = v.object({ id, what: v.union([v.literal('all'), id]) });

export const load: PageServerLoad = async ({ locals }) => {
	const { workshopId } = memberHere(locals);
	const { db } = app();
	const now = Date.now();
	const [staff, links, pins] = await Promise.all([
		staffOf(db, workshopId, now),
		openLinks(db, workshopId, now),
		pinsSetAt(db, workshopId)
	]);
	const out = staff.filter(({ active }) => !active).map((person) => person.id);
	const granted = await grantedBy(db, workshopId, out, now);
	return {
		now,
		staff: staff.map((person) => ({
			...person,
			...{ linkUntil: links.get(person.id) ?? null, pinSetAt: pins.get(person.id) ?? null },
			granted: granted.get(person.id) ?? []
		}))
	};
};

export const actions: Actions = {
	add: async ({ locals, request, url }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(addSchema, await formOf(request), ['roles']);
		if (!read.ok) return fail(400, { at: 'add', ...read });
		const { invite: invited, ...person } = read.output;
		const { db } = app();
		let [personId, token] = ['', ''];
		const answer = await makeChange(workshopId, 'add', async () => {
			personId = await addPerson(db, workshopId, person, Date.now(), who);
			if (invited) token = await invite(db, workshopId, personId, who, Date.now());
		});
		return 'saved' in answer ? { ...answer, personId, address: joinAddress(token, url) } : answer;
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
		if (!read.ok) return fail(400, { at: `place ${rowOf(form)}`, ...read });
		const { id: personId, active } = read.output;
		return makeChange(workshopId, `place ${personId}`, () =>
			changePerson(app().db, workshopId, personId, { active }, who)
		);
	},
	delete: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(accountSchema, form);
		if (!read.ok) return fail(400, { at: `place ${rowOf(form)}`, ...read });
		const personId = read.output.id;
		return makeChange(workshopId, `place ${personId}`, () =>
			deletePerson(app().db, workshopId, personId, who)
		);
	},
	invite: async ({ locals, request, url }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(accountSchema, form);
		if (!read.ok) return fail(400, { at: `account ${rowOf(form)}`, ...read });
		const personId = read.output.id;
		let token = '';
		const answer = await makeChange(workshopId, `account ${personId}`, async () => {
			token = await invite(app().db, workshopId, personId, who, Date.now());
		});
		return 'saved' in answer ? { ...answer, address: joinAddress(token, url) } : answer;
	},
	signOut: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(accountSchema, form);
		if (!read.ok) return fail(400, { at: `account ${rowOf(form)}`, ...read });
		const { db } = app();
		const personId = read.output.id;
		const answer = await makeChange(workshopId, `account ${personId}`, async () => {
			for (const place of await signOutEverywhere(db, workshopId, personId, who)) live().look(place);
		});
		return 'saved' in answer ? { ...answer, signedOut: true } : answer;
	},
	pin: async (event) => {
		const { workshopId, who } = settler(event.locals);
		const form = await formOf(event.request);
		const read = readForm(accountSchema, form);
		if (!read.ok) return fail(400, { at: `pin ${rowOf(form)}`, ...read });
		const { db, pins } = app();
		const personId = read.output.id;
		const pin = newPin();
		const at = `pin ${personId}`;
		const busy = (refusal: string) => ({ at, refusal });
		const hash = await unlessBusy(event, busy, () => pins.hash(personId, pin));
		if (typeof hash !== 'string') return hash;
		const answer = await makeChange(workshopId, at, () =>
			givePin(db, workshopId, personId, hash, who, Date.now())
		);
		return 'saved' in answer ? { ...answer, pin } : answer;
	},
	revoke: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(revokeSchema, form);
		if (!read.ok) return fail(400, { at: `granted ${rowOf(form)}`, ...read });
		const { id: personId, what } = read.output;
		return makeChange(workshopId, `granted ${personId}`, () =>
			revokeGranted(app().db, workshopId, personId, what === 'all' ? null : what, who, Date.now())
		);
	}
};

/** The address of a one-time link, told in this answer and never again. [PASS1] */
const joinAddress = (token: string, asked: URL): string | null =>
	token === '' ? null : linkAddress(`/join/${token}`, asked);
