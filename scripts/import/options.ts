import { parseArgs } from 'node:util';
import { type Encoding, encodings, isEncoding } from '#lib/intake/encoding/encodings.ts';
import { isLocale, type Locale, locales, nearestLocale } from '#lib/languages/locale.ts';
import * as m from '#lib/paraglide/messages.js';
import { Stop } from './stop.ts';

export interface Options {
	help: boolean;
	json: boolean;
	/** Asked for, or the terminal's, where that is one of ours. */
	locale: Locale | undefined;
	/** Say what would be done, and write nothing. */
	preview: boolean;
	/** Only orders that may still be open. */
	openOnly: boolean;
	encoding: Encoding | undefined;
	/** The import to take back; undefined for none. */
	takeBack: string | undefined;
	/** As typed; '' with `takeBack`. */
	file: string;
	workshop: string;
}

/** The language that a terminal is set to; undefined for none (C, POSIX) and for one that is not ours. */
export function localeOf(env: Record<string, string | undefined>): Locale | undefined {
	const [tag = ''] = (env.LC_ALL || env.LC_MESSAGES || env.LANG || '').split(/[.@]/);
	return nearestLocale(tag.replaceAll('_', '-'));
}

/** @throws Stop with how to use it */
export function readOptions(args: string[], env: Record<string, string | undefined>): Options {
	const { values, positionals } = parse(args);
	const { help, json, preview, lang, encoding, workshop = '' } = values;
	const takeBack = values['take-back'];
	const [file = '', ...more] = positionals;
	const locale = lang ?? localeOf(env);
	if (lang !== undefined && !isLocale(lang))
		throw usage(m.intake_cli_whichLanguage({ languages: locales.join(', ') }));
	const isOne = takeBack === undefined ? file !== '' && more.length === 0 : file === '';
	if (!help && !isOne) throw usage(m.intake_cli_oneFile());
	if (encoding !== undefined && !isEncoding(encoding))
		throw usage(m.intake_cli_whichEncodings({ names: encodings.join(', ') }));
	if (!help && workshop === '') throw usage(m.intake_cli_whichWorkshop());
	return {
		...{ help, json, preview, encoding, takeBack, file, workshop },
		openOnly: values['open-only'],
		locale: locale as Locale | undefined
	};
}

const usage = (message: string) => new Stop('usage', `${message}\n\n${m.intake_cli_usage()}`);

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				workshop: { type: 'string' },
				lang: { type: 'string' },
				encoding: { type: 'string' },
				'take-back': { type: 'string' },
				preview: { type: 'boolean', default: false },
				'open-only': { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false }
			}
		});
	} catch (error) {
		throw usage(m.intake_cli_wrongOption({ reason: (error as Error).message }));
	}
}
