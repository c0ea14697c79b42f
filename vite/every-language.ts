import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { fonts, type Locale, tags } from '../src/lib/languages/languages.ts';

const root = new URL('..', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const { locales, baseLocale } = JSON.parse(read('project.inlang/settings.json')) as {
	locales: Locale[];
	baseLocale: Locale;
};

/** A message of messages/common in every language, each in a heading of its own. */
const headings = (message: string): string =>
	locales
		.map((locale) => {
			const { [message]: text = '' } = JSON.parse(read(`messages/common/${locale}.json`)) as Record<
				string,
				string
			>;
			return `<h1 lang="${locale}">${text}</h1>`;
		})
		.join('\n\t\t');

/** The page that proxies show in place of a server that cannot answer: static/away.html holds it. [AWAY1] */
export const awayPage = (): string =>
	read('src/away.html').replace('%languages.away%', () => headings('common_away'));

const stack = (locale: Locale): string =>
	['var(--latin)', ...fonts[locale].map((name) => `'${name}'`), 'system-ui', 'sans-serif'].join(', ');

/** The typefaces of the base language, and of those that have others. */
export const fontRules = (): string =>
	[
		`:root { --font: ${stack(baseLocale)}; }`,
		...tags
			.filter((locale) => stack(locale) !== stack(baseLocale))
			.map((locale) => `:root:lang(${locale}), [lang='${locale}'] { --font: ${stack(locale)}; }`)
	].join('\n');

/**
 * Writes what must be there in all languages at once, from the table of languages and the messages: the fonts in
 * tokens.css, and SvelteKit's page of a server that cannot answer.
 */
export const everyLanguage = (): Plugin => ({
	name: 'kanche:every-language',
	transform: {
		order: 'pre',
		filter: { id: /\/ui\/tokens\.css$|\/generated\/shared\/error-template\.js$/ },
		handler(code, id) {
			// The page is inside a string.
			const changed = id.endsWith('.css')
				? code.replace('@languages;', fontRules)
				: code.replace('%languages.away%', () => JSON.stringify(headings('common_away')).slice(1, -1));
			if (changed === code) throw new Error(`${id} has no mark for the languages: look again`);
			return { code: changed, map: null };
		}
	}
});
