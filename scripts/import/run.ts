import { commonLocale } from '#lib/languages/languages.ts';
import { speak, type Voice } from '#lib/languages/speak.server.ts';
import { Refused } from '#lib/model/refusal.ts';
import type { Preview } from '#lib/intake/report.ts';
import * as m from '#lib/paraglide/messages.js';
import { refusalWords } from '#lib/words/refusal-words.ts';
import { localeOf, readOptions } from './options.ts';
import { jsonOf, previewText, textOf } from './print.ts';
import { Stop } from './stop.ts';

/**
 * The whole command: reads, imports, prints.
 *
 * @returns the exit code: 0 all in, 2 some rows rejected, 1 nothing changed, or the database went away
 */
export function runImport(args: string[]): Promise<number> {
	const json = args.includes('--json');
	const voice: Voice = { locale: localeOf(process.env) ?? commonLocale };
	return speak(voice, async () => {
		try {
			const options = readOptions(args, process.env);
			if (options.locale) voice.locale = options.locale;
			if (options.help) {
				process.stdout.write(`${m.intake_cli_usage()}\n`);
				return 0;
			}
			// Loads the database and all that; help comes without.
			const { importFile } = await import('./import-file.ts');
			const willDo = (preview: Preview) => {
				if (!json) process.stdout.write(`${previewText(preview)}\n\n`);
			};
			const outcome = await importFile(options, voice, willDo);
			process.stdout.write(`${json ? JSON.stringify(jsonOf(outcome)) : textOf(outcome)}\n`);
			if (outcome.left !== null) return 1;
			return ((outcome.report ?? outcome.preview)?.rejected.length ?? 0) > 0 ? 2 : 0;
		} catch (error) {
			const stop = stopOf(error);
			if (json) process.stdout.write(`${JSON.stringify({ error: stop })}\n`);
			else process.stderr.write(`${stop.message}\n`);
			return 1;
		}
	});
}

function stopOf(error: unknown): { code: string; message: string } {
	if (error instanceof Stop) return { code: error.code, message: error.message };
	if (error instanceof Refused) {
		const { refusal } = error;
		const told = refusalWords(refusal);
		return refusal.code === 'whichEncoding'
			? { ...refusal, message: `${told}\n${m.intake_cli_encoding()}` }
			: { code: refusal.code, message: told };
	}
	throw error;
}
