import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { type FormProblems, formOf, readForm, refuseField } from '#lib/requests/read-form.server.ts';
import { locales } from '#lib/languages/locale.ts';
import { requiredText } from '#lib/model/text.ts';
import { m } from '#lib/paraglide/messages.js';
import { judgePassword } from '#lib/passwords/pool.server.ts';
import { unlessBusy } from '#lib/passwords/unless-busy.server.ts';
import { UsernameTaken } from '#lib/people/account.server.ts';
import { startSession } from '#lib/requests/sign-in.server.ts';
import { credentialsSchema } from '#lib/people/username.ts';
import { networkOf } from '#lib/runtime/address.ts';
import { app } from '#lib/app/app.ts';
import { isSame } from '#lib/runtime/token.ts';
import { usualHolidays } from '#lib/calendar/calendar.server.ts';
import { anyWorkshop, createFirstWorkshop } from '#lib/settings/create-workshop.server.ts';
import { readSetupCode, setupCode } from '#lib/settings/setup-code.ts';
import { slugSchema } from '#lib/settings/slug.ts';
import { isTimeZone, likelyTimeZone, timeZones } from '#lib/settings/time-zones.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const setupSchema = v.object({
	code: v.pipe(requiredText(64), v.transform(readSetupCode)),
	workshop: requiredText(60),
	slug: slugSchema,
	language: v.picklist(locales),
	timeZone: v.pipe(v.string(), v.check(isTimeZone, 'timeZone')),
	name: requiredText(40),
	...credentialsSchema.entries
});

/** Wrong setup codes from one network. [PPL7] */
const GUESSES = { tries: 10, seconds: 600 };

export const load: PageServerLoad = async ({ locals }) => {
	if (await anyWorkshop(app().db)) redirect(303, '/');
	return { timeZones: timeZones(locals.locale), likelyTimeZone: likelyTimeZone[locals.locale] };
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
		if (wait > 0) {
			const problems: FormProblems['problems'] = {
				code: m.people_setup_code_wait({ minutes: Math.ceil(wait / 60_000) })
			};
			return fail(429, { ...refuseField(form, 'code', 'setupCode'), problems });
		}
		if (!isSame(code, setupCode(secret))) return fail(400, refuseField(form, 'code', 'setupCode'));
		await guesses.giveBack(network);
		const busy = () => refuseField(form, 'password', 'busy');
		return unlessBusy(event, busy, async () => {
			const problem = await judgePassword(owner.password, [owner.username, owner.name, workshop, slug]);
			if (problem) return fail(400, refuseField(form, 'password', problem));
			try {
				const holidays = usualHolidays(language, timeZone);
				const made = { slug, name: workshop, language, timeZone, holidays };
				await createFirstWorkshop(db, made, owner, Date.now());
			} catch (error) {
				if (!(error instanceof UsernameTaken)) throw error;
				return fail(400, refuseField(form, 'username', 'usernameTaken'));
			}
			await startSession(event, owner);
			redirect(303, '/');
		});
	}
};
