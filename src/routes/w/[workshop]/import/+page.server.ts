import { fail } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { memberHere } from '#lib/access/admit.server.ts';
import { importOrders } from '#lib/intake/import-orders.server.ts';
import { unreadableText } from '#lib/intake/problem-words.ts';
import { UnreadableFile } from '#lib/intake/problem.ts';
import { ImportInterrupted, type Report } from '#lib/intake/report.ts';
import { readUpload } from '#lib/intake/upload.server.ts';
import { asUpload } from '#lib/intake/uploads.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/server/app.ts';
import { live } from '#lib/sync/open-live.server.ts';
import { explainError } from '#lib/server/explain-error.ts';
import { log } from '#lib/server/log.ts';
import { workshops } from '#lib/server/schema.ts';
import type { Actions } from './$types.js';

/** What became of the file: a report, or the sentence why there is none. */
interface Answer {
	file: string;
	report: Report | null;
	/** Orders not come to because the database went away; null where it did not. */
	left: number | null;
	problem: string | null;
}

const nothing: Answer = { file: '', report: null, left: null, problem: null };

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const { workshopId, personId, name } = memberHere(locals);
		const { db, secret } = app();
		const { door, look } = live();
		let file = '';
		try {
			return await asUpload(workshopId, async () => {
				const upload = await readUpload(request);
				if (!upload) return fail(400, { ...nothing, problem: m.intake_noFile() });
				file = upload.name;
				const [workshop] = await db
					.select({ id: workshops.id, timeZone: workshops.timeZone })
					.from(workshops)
					.where(eq(workshops.id, workshopId));
				if (!workshop) throw new Error('no such workshop');
				const by = { kind: 'import', id: personId, name } as const;
				const report = await importOrders({ db, door, secret }, workshop, await upload.bytes(), by);
				return { ...nothing, file, report };
			});
		} catch (error) {
			if (error instanceof UnreadableFile) {
				return fail(400, { ...nothing, file, problem: unreadableText(error.reason) });
			}
			if (!(error instanceof ImportInterrupted)) throw error;
			log.warn({ left: error.left, error: explainError(error.cause).message }, 'an import was interrupted');
			return fail(503, { ...nothing, file, report: error.report, left: error.left });
		} finally {
			// New advisors are a change of the settings, which does not come through the door.
			look(workshopId);
		}
	}
};
