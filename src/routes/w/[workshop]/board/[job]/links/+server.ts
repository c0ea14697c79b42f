import { error, json, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { loadJob } from '#lib/commands/rows.server.ts';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { linksOf, makeLink, revokeLink } from '#lib/progress-links/links.server.ts';
import { id, readId } from '#lib/model/id.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { RequestHandler } from './$types.js';

const request = v.variant('do', [
	v.strictObject({ do: v.literal('make') }),
	v.strictObject({ do: v.literal('revoke'), link: id })
]);

/** The job asked for, if it is one of the member's workshop. */
async function here({ locals, params }: RequestEvent) {
	const member = memberHere(locals);
	const jobId = readId(params.job);
	const job = jobId && (await loadJob(app().db, member.workshopId, jobId));
	if (!job) error(404, m.common_error_missing());
	return { member, job };
}

const inForce = async (workshopId: string, jobId: string) =>
	(await linksOf(app().db, workshopId, jobId)).map(({ id, createdAt }) => ({ id, createdAt }));

/** The customer's links in force. Their addresses are nowhere kept. [LINK1] */
export const GET: RequestHandler = async (event) => {
	const { member, job } = await here(event);
	return json({ links: await inForce(member.workshopId, job.id) });
};

/** Makes a link, whose address is in this answer and never again, or revokes one. [LINK1] [LINK2] */
export const POST: RequestHandler = async (event) => {
	const { member, job } = await here(event);
	const parsed = v.safeParse(request, await event.request.json().catch(() => null));
	if (!parsed.success) error(400, refusalWords({ code: 'fieldInvalid' }));
	const { db } = app();
	const { workshopId, personId: createdBy } = member;
	const who = whoHere(event.locals, 'board');
	let address: string | null = null;
	if (parsed.output.do === 'make') {
		const link = {
			...{ workshopId, jobId: job.id, createdBy }
		};
		const { token } = await makeLink(db, link, Date.now(), who);
		address = linkAddress(`/p/${token}`, event.url);
	} else {
		const { link } = parsed.output;
		const own = await linksOf(db, workshopId, job.id);
		if (own.some((candidate) => candidate.id === link)) {
			await revokeLink(db, workshopId, link, Date.now(), who);
			live().look(workshopId);
		}
	}
	return json({ address, links: await inForce(workshopId, job.id) });
};
