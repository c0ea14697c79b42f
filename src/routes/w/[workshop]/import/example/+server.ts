import { eq } from 'drizzle-orm';
import { memberHere } from '#lib/requests/admit.server.ts';
import { exampleFile } from '#lib/intake/example.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/app/app.ts';
import { workshops } from '#lib/database/schema.ts';
import type { RequestHandler } from './$types.js';

/** A file to try the import with, in the reader's language and of today. */
export const GET: RequestHandler = async ({ locals }) => {
	const { workshopId } = memberHere(locals);
	const { timeZone } = workshops;
	const [workshop] = await app().db.select({ timeZone }).from(workshops).where(eq(workshops.id, workshopId));
	const today = Temporal.Now.plainDateISO(workshop?.timeZone).toString();
	const name = encodeURIComponent(`${m.intake_example_name()}.csv`);
	return new Response(exampleFile(locals.locale, today), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="work-orders.csv"; filename*=UTF-8''${name}`
		}
	});
};
