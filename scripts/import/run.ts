import { speak, type Voice } from '#lib/i18n/speak.server.ts';
import { unreadableText } from '#lib/intake/problem-words.ts';
import { UnreadableFile } from '#lib/intake/problem.ts';
import * as m from '#lib/paraglide/messages.js';
import { localeOf, readOptions } from './options.ts';
import { jsonOf, textOf } from './print.ts';
import { Stop } from './stop.ts';

/**
 * The whole command: reads, imports, prints.
 *
 * @returns the exit code: 0 all in, 2 some rows rejected, 1 nothing changed, or the database went away
 */
export function runImport(args: string[]): Promise<number> {
	const json = args.includes('--json');
	const voice: Voice = { locale: localeOf(process.env) ?? 'en' };
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
			const outcome = await importFile(options, voice);
			process.stdout.write(`${json ? JSON.stringify(jsonOf(outcome)) : textOf(outcome)}\n`);
			if (outcome.left !== null) return 1;
			return outcome.report.rejected.length > 0 ? 2 : 0;
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
	if (error instanceof UnreadableFile) {
		return { code: error.reason.code, message: unreadableText(error.reason) };
	}
	throw error;
}
