import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere, whoHere } from '#lib/access/admit.server.ts';
import { usualGlass } from '#lib/display/layout.ts';
import { id, requiredText } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/forms/read-form.server.ts';
import { locales } from '#lib/i18n/locale.ts';
import { linkAddress } from '#lib/links/link-address.server.ts';
import { linksOf, makeLink, revokeLink } from '#lib/links/links.server.ts';
import { app } from '#lib/server/app.ts';
import { live } from '#lib/sync/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** A measure as people write it: 55, 4.5. */
const measure = (least: number, most: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,3}([.,]\d{1,2})?$/, 'invalid'),
		v.transform((typed) => Number(typed.replace(',', '.'))),
		v.minValue(least, 'invalid'),
		v.maxValue(most, 'invalid')
	);

const newScreenSchema = v.object({
	kind: v.picklist(['wall', 'lounge']),
	name: requiredText(40),
	/** Empty: the workshop's. */
	language: v.pipe(
		v.picklist(['', ...locales]),
		v.transform((value) => value || null)
	),
	inches: measure(10, 150),
	metres: measure(0.5, 30)
});

const revokeSchema = v.object({ id });

export const load: PageServerLoad = async ({ locals }) => ({
	screens: await linksOf(app().db, memberHere(locals).workshopId, null),
	usualGlass
});

export const actions: Actions = {
	make: async ({ locals, request, url }) => {
		const { workshopId, personId } = memberHere(locals);
		const read = readForm(newScreenSchema, await formOf(request));
		if (!read.ok) return fail(400, read);
		const { db } = app();
		const link = { ...read.output, workshopId, jobId: null, createdBy: personId };
		const { token } = await makeLink(db, link, Date.now(), whoHere(locals, 'screens'));
		return { made: { name: link.name, address: linkAddress(`/display/${token}`, url) } };
	},
	revoke: async ({ locals, request }) => {
		const { workshopId } = memberHere(locals);
		const read = readForm(revokeSchema, await formOf(request));
		if (!read.ok) return fail(400, read);
		await revokeLink(app().db, workshopId, read.output.id, Date.now(), whoHere(locals, 'screens'));
		live().look(workshopId);
		return { revoked: true };
	}
};
