import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { formOf, readForm, refuseField } from '#lib/requests/read-form.server.ts';
import { likelyTimeZones } from '#lib/languages/languages.ts';
import { locales } from '#lib/languages/locale.ts';
import { requiredText } from '#lib/model/text.ts';
import { type FormRefusal, says } from '#lib/model/refusal.ts';
import { judgePassword } from '#lib/passwords/pool.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { orRefused, refuseForm } from '#lib/requests/refuse-form.server.ts';
import { startSession } from '#lib/requests/sign-in.server.ts';
import { credentialsSchema } from '#lib/people/username.ts';
import { networkOf } from '#lib/runtime/address.ts';
import { app } from '#lib/app/app.ts';
import { isSame } from '#lib/runtime/token.ts';
import { usualHolidays } from '#lib/calendar/calendar.server.ts';
import { anyWorkshop, createFirstWorkshop } from '#lib/settings/create-workshop.server.ts';
import { readSetupCode, setupCode } from '#lib/settings/setup-code.ts';
import { slugSchema } from '#lib/settings/slug.ts';
import { isTimeZone, timeZones } from '#lib/settings/time-zones.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const setupSchema = v.object({
	code: v.pipe(requiredText(64), v.transform(readSetupCode)),
	workshop: requiredText(60),
	slug: slugSchema,
	language: v.picklist(locales),
	timeZone: v.pipe(v.string(), v.check(isTimeZone, says('timeZoneUnknown'))),
	name: requiredText(40),
	...credentialsSchema.entries
});

/** Wrong setup codes from one network. [PPL7] */
const GUESSES = { tries: 10, seconds: 600 };

export const load: PageServerLoad = async ({ locals }) => {
	if (await anyWorkshop(app().db)) redirect(303, '/');
	return { timeZones: timeZones(locals.locale), likelyTimeZone: likelyTimeZones[locals.locale] };
};

export const actions: Actions = {
	default: async (event) => {
		const { db, limit, secret } = app();
		// Before anything is hashed: this page stays open to everybody after the first run.
		if (await anyWorkshop(db)) redirect(303, '/');
		const form = await formOf(event.request);
		const read = readForm(setupSchema, form);
		if (!read.ok) return fail(400, { problems: read.problems, typed: read.typed });
		const { code, workshop, slug, language, timeZone, ...owner } = read.output;
		const guesses = limit('setup-code', GUESSES);
		const network = networkOf(event.getClientAddress());
		const wait = await guesses.take(network);
		const refuse = (name: string, refusal: FormRefusal) =>
			refuseForm(refusal, () => refuseField(form, name, refusal), event);
		if (wait > 0) return refuse('code', { code: 'tooManyTries', wait });
		if (!isSame(code, setupCode(secret))) return refuse('code', { code: 'setupCodeWrong' });
		await guesses.giveBack(network);
		const busy = () => refuseField(form, 'password', { code: 'serverBusy' });
		return unlessBusy(event, busy, async () => {
			const problem = await judgePassword(owner.password, [owner.username, owner.name, workshop, slug]);
			if (problem) return refuse('password', problem);
			const holidays = usualHolidays(language, timeZone);
			const made = { slug, name: workshop, language, timeZone, holidays };
			const created = await orRefused(
				() => createFirstWorkshop(db, made, owner, Date.now()),
				(refusal) => (refusal.code === 'usernameTaken' ? refuse('username', refusal) : null)
			);
			if (created && 'status' in created) return created;
			await startSession(event, owner);
			redirect(303, '/');
		});
	}
};
