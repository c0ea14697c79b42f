import { eq } from 'drizzle-orm';
import { memberHere } from '#lib/requests/admit.server.ts';
import { workshopsOf } from '#lib/people/people.server.ts';
import { app } from '#lib/app/app.ts';
import { workshops } from '#lib/database/schema.ts';
import type { LayoutServerLoad } from './$types.js';

/** What every page of a workshop shows around itself. */
export const load: LayoutServerLoad = async ({ locals }) => {
	const { workshopId, personId, name, roles, turn } = memberHere(locals);
	const { db } = app();
	const [[workshop], places] = await Promise.all([
		db
			.select({
				slug: workshops.slug,
				name: workshops.name,
				language: workshops.language,
				timeZone: workshops.timeZone
			})
			.from(workshops)
			.where(eq(workshops.id, workshopId)),
		locals.account ? workshopsOf(db, locals.account.userId) : []
	]);
	if (!workshop) throw new Error('no such workshop');
	return {
		workshop,
		member: { personId, name, roles },
		turn: turn && { station: turn.station.name, idleMinutes: turn.station.idleMinutes },
		elsewhere: places.length > 1
	};
};
