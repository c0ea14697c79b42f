import { error, fail } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { ticked } from '#lib/forms/fields.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { locales } from '#lib/languages/locale.ts';
import { requiredText, text } from '#lib/model/text.ts';
import { says } from '#lib/model/refusal.ts';
import { app } from '#lib/app/app.ts';
import { workshops } from '#lib/database/schema.ts';
import { readHours } from '#lib/settings/hours-form.ts';
import { isTimeZone, timeZones } from '#lib/settings/time-zones.server.ts';
import { changeWorkshop } from '#lib/settings/workshop-settings.server.ts';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const workshopSchema = v.object({
	name: requiredText(60),
	phone: text(30),
	pickupDesk: text(40),
	language: v.picklist(locales),
	timeZone: v.pipe(v.string(), v.check(isTimeZone, says('timeZoneUnknown'))),
	platesMasked: ticked
});

export const load: PageServerLoad = async ({ locals }) => {
	const { name, phone, pickupDesk, language, timeZone, openingHours, platesMasked } = workshops;
	const [details] = await app()
		.db.select({ name, phone, pickupDesk, language, timeZone, openingHours, platesMasked })
		.from(workshops)
		.where(eq(workshops.id, memberHere(locals).workshopId));
	if (!details) error(404);
	return { details, timeZones: timeZones(locals.locale) };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		const read = readForm(workshopSchema, form);
		const week = readHours(form);
		if (!read.ok || !week.ok) {
			return fail(400, {
				problems: read.ok ? {} : read.problems,
				wrongDays: week.ok ? [] : week.wrong,
				refusal: refusalWords({ code: 'fieldsWrong' })
			});
		}
		const { platesMasked = false } = read.output;
		const details = { ...read.output, platesMasked, openingHours: week.hours };
		return makeChange(workshopId, 'workshop', () => changeWorkshop(app().db, workshopId, who, details));
	}
};
