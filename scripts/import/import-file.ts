import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { asc } from 'drizzle-orm';
import { openDoor } from '#lib/commands/perform.server.ts';
import { isLocale } from '#lib/languages/locale.ts';
import type { Voice } from '#lib/languages/speak.server.ts';
import { importOrders } from '#lib/intake/import-orders.server.ts';
import { previewImport } from '#lib/intake/prepare.server.ts';
import { ImportInterrupted, type Preview, type Report } from '#lib/intake/report.ts';
import { findRun, type TakenBack, takeBackRun } from '#lib/intake/runs.server.ts';
import { largestFile } from '#lib/intake/size.ts';
import { readId } from '#lib/model/id.ts';
import * as m from '#lib/paraglide/messages.js';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { loadConfig } from '#lib/runtime/config.ts';
import { type Database, openDatabase } from '#lib/database/database.ts';
import { workshops } from '#lib/database/schema.ts';
import { openSiteSecret } from '#lib/app/site-secret.ts';
import { noWord, openWord } from '#lib/sync/redis-notifications.server.ts';
import type { Options } from './options.ts';
import { Stop } from './stop.ts';

/** How far an import came. */
export interface Outcome {
	/** Said before anything is written; null where an import was taken back. */
	preview: Preview | null;
	/** Null where nothing was to be written. */
	report: Report | null;
	takenBack: TakenBack | null;
	/** The workshop's. */
	timeZone: string;
	/** Orders not come to because the database went away; null where it did not. */
	left: number | null;
}

/**
 * Imports the file that the options name, speaking the workshop's language from there on unless another
 * one was asked for.
 *
 * @throws Stop, Refused: nothing was changed
 */
export async function importFile(
	options: Options,
	voice: Voice,
	willDo: (preview: Preview) => void
): Promise<Outcome> {
	const bytes = options.takeBack === undefined ? await readBytes(options.file) : new Uint8Array();
	const config = loadConfig();
	const database = await openDatabase(config).catch((error: unknown) => {
		throw new Stop('noDatabase', m.intake_cli_noDatabase({ reason: reasonOf(error) }));
	});
	const word = config.redisUrl
		? await openWord(
				config.redisUrl,
				() => {},
				() => {}
			)
		: noWord;
	try {
		const { db } = database;
		const secret = await openSiteSecret(db, config);
		const { id, language, timeZone } = await findWorkshop(db, options.workshop);
		if (!options.locale && isLocale(language)) voice.locale = language;
		const door = openDoor(db, ({ workshopId, revision }) => word.say(workshopId, revision));
		const by = { kind: 'import', id: null, name: 'import' } as const;
		const nothing = { preview: null, report: null, takenBack: null, timeZone, left: null };
		if (options.takeBack !== undefined) {
			const asked = readId(options.takeBack);
			const run = asked && (await findRun(db, id, asked));
			if (!run) throw new Stop('unknownRun', refusalWords({ code: 'unknownImport' }));
			const reason = m.intake_reason_takenBack();
			return { ...nothing, takenBack: await takeBackRun({ db, door }, run, by, { reason }) };
		}
		const { encoding, openOnly } = options;
		const asked = { encoding, choice: openOnly ? 'open' : 'all' } as const;
		const workshop = { id, timeZone, language };
		const preview = await previewImport({ db, secret }, workshop, bytes, asked);
		willDo(preview);
		if (options.preview) return { ...nothing, preview };
		try {
			const report = await importOrders({ db, door, secret }, workshop, bytes, by, asked);
			return { ...nothing, preview, report };
		} catch (error) {
			if (!(error instanceof ImportInterrupted)) throw error;
			return { ...nothing, preview, report: error.report, left: error.left };
		}
	} finally {
		await word.close();
		await database.close();
	}
}

/** At most a byte more than is taken, which is enough to see that it is too much. */
async function readBytes(file: string): Promise<Uint8Array> {
	// npm runs this in the project's folder, and tells where it was called.
	const [here, called] = [resolve(file), resolve(process.env.INIT_CWD ?? '', file)];
	const path = existsSync(here) ? here : called;
	try {
		return await buffer(createReadStream(path, { end: largestFile }));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			throw new Stop('noFile', m.intake_cli_noFile({ file }));
		}
		throw new Stop('fileFailed', m.intake_cli_fileFailed({ file, reason: reasonOf(error) }));
	}
}

async function findWorkshop(db: Database, slug: string) {
	const { id, language, timeZone } = workshops;
	const known = await db
		.select({ slug: workshops.slug, id, language, timeZone })
		.from(workshops)
		.orderBy(asc(workshops.slug));
	const found = known.find((workshop) => workshop.slug === slug);
	if (found) return found;
	if (known.length === 0) throw new Stop('noWorkshop', m.intake_cli_noWorkshop());
	const list = known.map((workshop) => workshop.slug).join(', ');
	throw new Stop('unknownWorkshop', m.intake_cli_unknownWorkshop({ slug, known: list }));
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
