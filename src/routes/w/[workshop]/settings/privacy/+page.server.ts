import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { wholeNumber } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { requiredText } from '#lib/model/text.ts';
import { type FormRefusal, says } from '#lib/model/refusal.ts';
import { findCustomer, searchCustomers } from '#lib/privacy/customers.server.ts';
import { eraseCustomer } from '#lib/privacy/erase-customer.server.ts';
import { changeKeeping, countExpired, keeping } from '#lib/privacy/keeping.server.ts';
import { fewestSigns, mostFound } from '#lib/privacy/subject.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import { readSubject } from '#lib/requests/read-subject.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const retentionSchema = v.object({
	months: v.pipe(wholeNumber(1, 120, 'numberRange'), v.number(says('numberRange', { least: 1, most: 120 }))),
	/** The number that somebody was warned of and chose all the same. */
	warned: v.optional(v.string())
});
const searchSchema = v.object({
	words: v.pipe(requiredText(60), v.minLength(fewestSigns, says('searchTooShort', { count: fewestSigns })))
});

export const load: PageServerLoad = async ({ locals }) => ({
	months: (await keeping(app().db, memberHere(locals).workshopId)).months
});

const refuse = (refusal: FormRefusal) =>
	refuseForm(refusal, (sentence) => ({ at: 'request' as const, refusal: sentence }));

// What is searched for is posted: in an address it would stand in histories and logs. [PRIV6]
export const actions: Actions = {
	/** Fewer months may erase much at once: then it is asked first. */
	retention: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const { db } = app();
		const read = readForm(retentionSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'retention' as const, ...read });
		const { months, warned } = read.output;
		const kept = await keeping(db, workshopId);
		const jobs = await countExpired(db, workshopId, { ...kept, months }, Date.now());
		if (months < kept.months && jobs > 0 && warned !== String(months)) {
			return { at: 'retention' as const, shorter: { months, jobs } };
		}
		return makeChange(workshopId, 'retention', () => changeKeeping(db, workshopId, who, months));
	},
	search: async ({ locals, request }) => {
		const { workshopId } = memberHere(locals);
		const read = readForm(searchSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'request' as const, ...read });
		const { words } = read.output;
		const found = await searchCustomers(app().db, workshopId, words);
		const more = found.length > mostFound;
		return { at: 'request' as const, typed: { words }, found: found.slice(0, mostFound), more };
	},
	confirm: async ({ locals, request }) => {
		const { workshopId } = memberHere(locals);
		const subject = await readSubject(request);
		if (!subject) return refuse({ code: 'fieldInvalid' });
		const found = await findCustomer(app().db, workshopId, subject);
		return found ? { at: 'request' as const, customer: found } : refuse({ code: 'nothingKept' });
	},
	erase: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const { db, secret } = app();
		const subject = await readSubject(request);
		if (!subject) return refuse({ code: 'fieldInvalid' });
		const reply = await eraseCustomer(db, workshopId, subject, { who, secret, now: Date.now() });
		// Also where a car came back while the first of very many jobs were being erased.
		live().look(workshopId);
		if (reply.ok) return { at: 'request' as const, erased: reply.jobs };
		if (!('found' in reply)) return refuse(reply.refusal);
		return refuseForm(reply.refusal, () => ({ at: 'request' as const, customer: reply.found }));
	}
};
