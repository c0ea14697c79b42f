import { memberHere } from '#lib/requests/admit.server.ts';
import { formOf, textIn } from '#lib/requests/read-form.server.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { closeListed, type Which } from '#lib/intake/close-listed.server.ts';
import { findRun, listRuns, type Run, takeBackRun } from '#lib/intake/runs.server.ts';
import { readId } from '#lib/model/id.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals }) => {
	const { workshopId } = memberHere(locals);
	return { runs: await listRuns(app().db, workshopId) };
};

interface Asked {
	run: Run;
	field: (name: string) => string;
	by: { kind: 'import'; id: string | null; name: string };
}

/** The import that a form names; null for one that is none of this workshop's, or too old. */
async function askedOf(request: Request, locals: App.Locals): Promise<Asked | null> {
	const { workshopId, personId, name } = memberHere(locals);
	const form = await formOf(request);
	const id = readId(form.get('run'));
	const run = id && (await findRun(app().db, workshopId, id));
	if (!run) return null;
	return {
		run,
		field: (name) => textIn(form, name),
		by: { kind: 'import', id: personId, name }
	};
}

const unknown = () => refuseForm({ code: 'unknownImport' }, (problem) => ({ told: '', problem }));
const sentences = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join(' ');

export const actions: Actions = {
	/** Takes a whole import back. [IMP16] */
	takeBack: async ({ request, locals }) => {
		const asked = await askedOf(request, locals);
		if (!asked) return unknown();
		const { run, by } = asked;
		if (run.takenBackAt !== null) return { told: m.intake_takenBack_already(), problem: '' };
		const parts = { db: app().db, door: live().door };
		const { done, kept } = await takeBackRun(parts, run, by, { reason: m.intake_reason_takenBack() });
		const told = sentences(m.intake_takenBack_done({ done }), kept > 0 && m.intake_takenBack_kept({ kept }));
		return { told, problem: '' };
	},
	/** Takes the cards off the board that an import listed. [IMP13] */
	close: async ({ request, locals }) => {
		const asked = await askedOf(request, locals);
		if (!asked) return unknown();
		const { run, by, field } = asked;
		const which: Which = field('which') === 'gone' ? 'gone' : 'over';
		const parts = { db: app().db, door: live().door };
		const { done, kept } = await closeListed(parts, run, which, by, {
			delivered: m.intake_reason_over(),
			cancelled: m.intake_reason_cancelled(),
			gone: m.intake_reason_gone()
		});
		const told = sentences(m.intake_closed_done({ done }), kept > 0 && m.intake_closed_kept({ kept }));
		return { told, problem: '' };
	}
};
