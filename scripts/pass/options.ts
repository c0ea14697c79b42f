import { parseArgs } from 'node:util';
import { isLocale, type Locale, locales } from '#lib/languages/locale.ts';
import * as m from '#lib/paraglide/messages.js';
import { localeOf } from '../import/options.ts';
import { Stop } from '../import/stop.ts';

export interface Options {
	help: boolean;
	/** Asked for, or the terminal's, where that is one of ours. */
	locale: Locale | undefined;
	/** As typed; absent: list them. */
	workshop: string | undefined;
	username: string | undefined;
}

/** @throws Stop with how to use it */
export function readOptions(args: string[], env: Record<string, string | undefined>): Options {
	const { values, positionals } = parse(args);
	const { help, lang, workshop, username } = values;
	if (lang !== undefined && !isLocale(lang))
		throw usage(m.intake_cli_whichLanguage({ languages: locales.join(', ') }));
	if (positionals.length > 0) throw usage(m.passes_cli_noArguments({ words: positionals.join(' ') }));
	if (username !== undefined && workshop === undefined) throw usage(m.intake_cli_whichWorkshop());
	return { help, locale: (lang as Locale | undefined) ?? localeOf(env), workshop, username };
}

const usage = (message: string) => new Stop('usage', `${message}\n\n${m.passes_cli_usage()}`);

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				workshop: { type: 'string' },
				username: { type: 'string' },
				lang: { type: 'string' },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (error) {
		throw usage(m.intake_cli_wrongOption({ reason: (error as Error).message }));
	}
}
