import { version } from '$app/environment';
import { memberHere } from '#lib/requests/admit.server.ts';
import { readHealth } from '#lib/app/read-health.server.ts';
import { judge } from '#lib/observability/verdict.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
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
