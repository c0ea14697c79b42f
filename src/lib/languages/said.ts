import { getLocale, locales } from '#lib/paraglide/runtime.js';
import type { Locale } from './locale.ts';

/** A message in one language: what it says, or what it says of its inputs. */
type Text = string | ((inputs: object) => string);

/** A message of the browser's, as the build writes it: its texts in the order of the languages. */
export const said =
	(...texts: readonly Text[]) =>
	(inputs: object = {}, { locale = getLocale() }: { locale?: Locale } = {}): string => {
		const text = texts[locales.indexOf(locale)] ?? '';
		return typeof text === 'string' ? text : text(inputs);
	};
