import { fail } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { version } from '$app/environment';
import { memberHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { id, readId } from '#lib/model/id.ts';
import { healthOf } from '#lib/screens/health.ts';
import { askReload, screensOf } from '#lib/screens/screens.server.ts';
import { app } from '#lib/app/app.ts';
import { workshops } from '#lib/database/schema.ts';
import { makeChange } from '#lib/requests/make-change.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { workshopId } = memberHere(locals);
	const { db } = app();
	const [screens, [workshop]] = await Promise.all([
		screensOf(db, workshopId),
		db
			.select({ epoch: workshops.epoch, revision: workshops.revision })
			.from(workshops)
			.where(eq(workshops.id, workshopId))
	]);
	const now = Date.now();
	return {
		now,
		line: workshop!,
		screens: screens.map((screen) => ({ ...screen, health: healthOf(screen, version, now) })),
		paired: readId(url.searchParams.get('paired')),
		revoked: url.searchParams.has('revoked'),
		tvAddress: linkAddress('/tv', url)
	};
};

export const actions: Actions = {
	reload: async ({ locals, request }) => {
		const { workshopId } = memberHere(locals);
		const read = readForm(v.object({ id }), await formOf(request));
		if (!read.ok) return fail(400, { at: '', refusal: Object.values(read.problems)[0] ?? '' });
		return makeChange(workshopId, read.output.id, () =>
			askReload(app().db, workshopId, read.output.id, Date.now())
		);
	}
};
