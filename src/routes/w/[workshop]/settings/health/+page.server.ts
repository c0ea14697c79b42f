import { version } from '$app/environment';
import { memberHere } from '#lib/access/admit.server.ts';
import { readHealth } from '#lib/inside/read-health.server.ts';
import { judge } from '#lib/inside/verdict.ts';
import { app } from '#lib/server/app.ts';
import { live } from '#lib/sync/open-live.server.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const { workshopId } = memberHere(locals);
	const now = Date.now();
	const facts = await readHealth(app(), workshopId, { build: version, redis: live().isWordUp(), now });
	return {
		...{ now, facts, verdicts: judge(facts), build: version },
		pages: live().seen(workshopId).screens,
		runningSince: now - process.uptime() * 1000
	};
};
