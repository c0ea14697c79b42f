import { error, fail } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm, refuseField, textIn } from '#lib/requests/read-form.server.ts';
import { holidayCalendars, type SpecialDay } from '#lib/model/opening-hours.ts';
import { says } from '#lib/model/refusal.ts';
import { requiredText } from '#lib/model/text.ts';
import { app } from '#lib/app/app.ts';
import { workshops } from '#lib/database/schema.ts';
import { dayOf } from '#lib/words/clock-words.ts';
import { calendarDays, isPublished } from '#lib/calendar/calendar.server.ts';
import { toClosing } from '#lib/settings/hours-form.ts';
import { makeChange, settler } from '#lib/requests/make-change.server.ts';
import { changeHolidays, putSpecialDay, removeSpecialDay } from '#lib/settings/special-days.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** The last day that can be entered: of a year beyond it a typing error is likelier. */
const LAST_DAY = '2099-12-31';

const notDay = says('dayInvalid');
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, notDay), v.check(isDay, notDay));
const time = v.pipe(
	v.optional(v.string(), ''),
	v.regex(/^(?:([01]\d|2[0-3]):[0-5]\d)?$/, says('spanInvalid'))
);
const daySchema = v.object({
	date,
	name: requiredText(30),
	hours: v.picklist(['closed', 'usual', 'open']),
	from: time,
	to: time
});

export const load: PageServerLoad = async ({ locals }) => {
	const { today, ...rules } = await rulesOf(memberHere(locals).workshopId);
	const year = Number(today.slice(0, 4));
	return {
		today,
		lastDay: LAST_DAY,
		holidays: rules.holidays,
		years: [year, year + 1].map((each) => ({ year: each, published: isPublished(rules.holidays, each) })),
		days: calendarDays(rules, today, `${year + 1}-12-31`, locals.locale)
	};
};

export const actions: Actions = {
	holidays: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(v.object({ holidays: v.picklist(holidayCalendars) }), await formOf(request));
		if (!read.ok) return fail(400, { at: 'holidays', ...read });
		return makeChange(workshopId, 'holidays', () =>
			changeHolidays(app().db, workshopId, who, read.output.holidays)
		);
	},
	put: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const form = await formOf(request);
		// A row's own date, or the form that adds one.
		const at = form.has('row') ? textIn(form, 'date') : 'add';
		const read = readForm(daySchema, form);
		if (!read.ok) return fail(400, { at, ...read });
		const { today } = await rulesOf(workshopId);
		const { date, name, hours } = read.output;
		if (date < today || date > LAST_DAY)
			return fail(400, { at, ...refuseField(form, 'date', { code: 'dayInvalid' }) });
		const [from, to] = [read.output.from, toClosing(read.output.to)];
		if (hours === 'open' && !(from !== '' && from < to)) {
			return fail(400, { at, ...refuseField(form, 'from', { code: 'spanInvalid' }) });
		}
		const day: SpecialDay = {
			...{ date, name },
			hours: hours === 'usual' ? null : hours === 'open' ? [[from, to]] : []
		};
		return makeChange(workshopId, at, () => putSpecialDay(app().db, workshopId, who, day, today));
	},
	remove: async ({ locals, request }) => {
		const { workshopId, who } = settler(locals);
		const read = readForm(v.object({ date }), await formOf(request));
		if (!read.ok) return fail(400, { at: '', ...read });
		const { date: gone } = read.output;
		return makeChange(workshopId, gone, () => removeSpecialDay(app().db, workshopId, who, gone));
	}
};

async function rulesOf(workshopId: string) {
	const { openingHours, holidays, specialDays, timeZone } = workshops;
	const [rules] = await app()
		.db.select({ openingHours, holidays, specialDays, timeZone })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	if (!rules) error(404);
	return { ...rules, today: dayOf(Date.now(), rules.timeZone) };
}

function isDay(text: string): boolean {
	try {
		return Temporal.PlainDate.from(text, { overflow: 'reject' }).year >= 2000;
	} catch {
		return false;
	}
}
