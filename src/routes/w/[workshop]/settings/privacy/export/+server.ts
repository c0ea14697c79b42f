import { error } from '@sveltejs/kit';
import { exportCustomer } from '#lib/privacy/export-customer.server.ts';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { app } from '#lib/app/app.ts';
import { settler } from '#lib/requests/make-change.server.ts';
import { readSubject } from '#lib/requests/read-subject.server.ts';
import type { RequestHandler } from './$types.js';

/** All that is kept of one customer, as a file. Posted: who it is about stands in no address. [PRIV6] */
export const POST: RequestHandler = async ({ locals, request }) => {
	const { workshopId, who } = settler(locals);
	const subject = await readSubject(request);
	if (!subject) error(400, refusalWords({ code: 'fieldInvalid' }));
	const told = await exportCustomer(app().db, workshopId, subject, who, Date.now());
	if (!told) error(404, refusalWords({ code: 'nothingKept' }));
	const day = told.exportedAt?.slice(0, 10);
	return new Response(JSON.stringify(told, null, '\t'), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="customer-${day}.json"`
		}
	});
};
