import { fail } from '@sveltejs/kit';
import { eq } from 'drizzle-orm';
import { memberHere } from '#lib/requests/admit.server.ts';
import { type ImportAnswer, noAnswer } from '#lib/intake/answer.ts';
import { isEncoding } from '#lib/intake/encoding/encodings.ts';
import { importOrders } from '#lib/intake/import-orders.server.ts';
import { digestOf, type ImportedWorkshop, previewImport } from '#lib/intake/prepare.server.ts';
import { type FormRefusal, Refused } from '#lib/model/refusal.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { ImportInterrupted } from '#lib/intake/report.ts';
import { readUpload, type Upload } from '#lib/intake/upload.server.ts';
import { asUpload } from '#lib/intake/uploads.ts';
import { app } from '#lib/app/app.ts';
import { live } from '#lib/app/open-live.server.ts';
import { explainError } from '#lib/database/explain-error.ts';
import { log } from '#lib/runtime/log.ts';
import { workshops } from '#lib/database/schema.ts';
import type { Actions } from './$types.js';

async function workshopOf(workshopId: string): Promise<ImportedWorkshop> {
	const { id, timeZone, language } = workshops;
	const [workshop] = await app()
		.db.select({ id, timeZone, language })
		.from(workshops)
		.where(eq(workshops.id, workshopId));
	if (!workshop) throw new Error('no such workshop');
	return workshop;
}

/** Looks at the file first, and brings it in once it was seen what that does. [IMP17] */
async function take(upload: Upload, workshopId: string, by: { id: string | null; name: string }) {
	const { db, secret } = app();
	const { door } = live();
	const workshop = await workshopOf(workshopId);
	const bytes = new Uint8Array(await upload.file.arrayBuffer());
	const [choice, named] = [upload.field('choice'), upload.field('encoding')];
	const encoding = isEncoding(named) ? named : undefined;
	const options = { encoding, choice: choice === 'open' ? 'open' : 'all' } as const;
	const answer = { ...noAnswer, file: upload.file.name, encoding: encoding ?? '' };
	const chosen = choice === 'all' || choice === 'open';
	if (chosen && upload.field('digest') === digestOf(bytes)) {
		const actor = { kind: 'import', ...by } as const;
		return { ...answer, report: await importOrders({ db, door, secret }, workshop, bytes, actor, options) };
	}
	const preview = await previewImport({ db, secret }, workshop, bytes, options);
	return { ...answer, preview, changed: chosen };
}

/** Of a file that can be read in several ways the page shows a row of each instead of the sentence. */
const told =
	(refusal: FormRefusal, file: string) =>
	(problem: string): ImportAnswer =>
		refusal.code === 'whichEncoding'
			? { ...noAnswer, file, samples: refusal.samples }
			: { ...noAnswer, file, problem };

export const actions: Actions = {
	default: async ({ request, locals }) => {
		const { workshopId, personId, name } = memberHere(locals);
		let file = '';
		try {
			return await asUpload(workshopId, async () => {
				const upload = await readUpload(request);
				if (!upload) throw new Refused({ code: 'noFile' });
				file = upload.file.name;
				return await take(upload, workshopId, { id: personId, name });
			});
		} catch (error) {
			if (error instanceof Refused) return refuseForm(error.refusal, told(error.refusal, file));
			if (!(error instanceof ImportInterrupted)) throw error;
			log.warn({ left: error.left, error: explainError(error.cause).message }, 'an import was interrupted');
			return fail(503, { ...noAnswer, file, report: error.report, left: error.left });
		} finally {
			// New advisors are a change of the settings, which does not come through the door.
			live().look(workshopId);
		}
	}
};
