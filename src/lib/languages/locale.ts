import { baseLocale, isLocale, locales } from '#lib/paraglide/runtime.js';
import { commonLocale, type Locale } from './languages.ts';

export { baseLocale, isLocale, locales };
export type { Locale };

/** Holds what a person chose by hand. Not marked HttpOnly: the page itself writes it. */
export const languageCookie = 'lang';

const year = 365 * 24 * 60 * 60;

/** The language chosen by hand, if one was. `cookies` is a Cookie header or `document.cookie`. */
export function chosenLocale(cookies: string | null): Locale | undefined {
	const pattern = new RegExp(`(?:^|;)\\s*${languageCookie}=([^;]*)`);
	const value = pattern.exec(cookies ?? '')?.[1];
	return isLocale(value) ? value : undefined;
}

/**
 * The language of ours that a reader of `tag` (BCP 47) reads best; undefined where none is close. Of several the script
 * decides, written out or implied by the region: zh-HK is Hant as zh-TW, zh-SG is Hans as zh-CN.
 */
export function nearestLocale(tag: string): Locale | undefined {
	try {
		const { language, script } = new Intl.Locale(tag).maximize();
		const near = locales
			.map((locale) => ({ locale, own: new Intl.Locale(locale).maximize() }))
			.filter(({ own }) => own.language === language);
		return (near.find(({ own }) => own.script === script) ?? near[0])?.locale;
	} catch {
		return undefined;
	}
}

/** Language tags of an Accept-Language header, most wanted first. */
function wantedTags(header: string): string[] {
	return header
		.split(',')
		.map((part) => {
			const [tag = '', ...parameters] = part.trim().split(';');
			const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean);
			return { tag, quality: quality === undefined ? 1 : Number(quality) };
		})
		.filter(({ quality }) => quality > 0)
		.sort((a, b) => b.quality - a.quality)
		.map(({ tag }) => tag);
}

/**
 * The language to answer in: what was chosen by hand, else the first of Accept-Language that we have.
 * A reader who wants only others gets the common one; a client that says nothing gets the base language.
 */
export function localeFor(request: Pick<Request, 'headers'>): Locale {
	const chosen = chosenLocale(request.headers.get('cookie'));
	if (chosen) return chosen;
	const header = request.headers.get('accept-language');
	if (!header) return baseLocale;
	for (const tag of wantedTags(header)) {
		const locale = nearestLocale(tag);
		if (locale) return locale;
	}
	return commonLocale;
}

/** Browser only: remembers the choice for a year and loads the page again in that language. */
export function switchLanguage(locale: Locale): void {
	document.cookie = `${languageCookie}=${locale}; path=/; max-age=${year}; samesite=lax`;
	location.reload();
}
