import { commonLocale } from '#lib/languages/languages.ts';
import { speak, type Voice } from '#lib/languages/speak.server.ts';
import * as m from '#lib/paraglide/messages.js';
import { localeOf } from '../import/options.ts';
import { Stop } from '../import/stop.ts';
import { readOptions } from './options.ts';

/**
 * The whole command: makes a pass, or lists for whom one could be made.
 *
 * @returns the exit code: 0 made or listed, 1 nothing done
 */
export function runPass(args: string[]): Promise<number> {
	const voice: Voice = { locale: localeOf(process.env) ?? commonLocale };
	return speak(voice, async () => {
		try {
			const options = readOptions(args, process.env);
			if (options.locale) voice.locale = options.locale;
			// Loads the database and all that; help comes without.
			const told = options.help
				? m.passes_cli_usage()
				: await import('./operator-pass.ts').then(({ operatorPass }) => operatorPass(options));
			process.stdout.write(`${told}\n`);
			return 0;
		} catch (error) {
			if (!(error instanceof Stop)) throw error;
			process.stderr.write(`${error.message}\n`);
			return 1;
		}
	});
}
