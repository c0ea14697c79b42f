import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const { locales, baseLocale } = JSON.parse(
	readFileSync(new URL('../project.inlang/settings.json', import.meta.url), 'utf8')
) as { locales: string[]; baseLocale: string };

/** A text without variants, with or without inputs, as Paraglide compiles it. */
const TEXT =
	/const (\w+) = \/\*\*.*?\*\/ \((?:i)?\) => \{\s*return \/\*\* @type \{LocalizedString\} \*\/ \((`(?:[^`\\]|\\.)*`)\)\s*\};/g;
/** The function of a message, which chooses one of its texts. */
const CHOICE =
	/\(\(inputs(?: = \{\})?, options = \{\}\) => \{\s*const locale = experimentalStaticLocale \?\? options\.locale \?\? getLocale\(\)\s*((?:if \(locale === "[\w-]+"\) return \w+\(inputs\)\s*)*)return (\w+)\(inputs\)\s*\}\)/;

/**
 * Writes the browser's messages in a quarter of the code: a text without inputs is a string, and all messages share
 * the function that chooses by language. A television loads them all before it shows anything. [TV5]
 *
 * @throws when Paraglide no longer compiles so
 */
export function shortMessage(code: string): string {
	const choice = CHOICE.exec(code);
	const texts: Record<string, string> = {};
	for (const [, locale = '', name = ''] of (choice?.[1] ?? '').matchAll(/"([\w-]+)"\) return (\w+)/g))
		texts[locale] = name;
	if (choice?.[2]) texts[baseLocale] = choice[2];
	if (!choice || locales.some((locale) => !texts[locale]))
		throw new Error('Paraglide compiles messages in another way: look again');
	const said = `/* @__PURE__ */ said(${locales.map((locale) => texts[locale]).join(', ')})`;
	return code
		.replace(CHOICE, () => said)
		.replace(TEXT, (_, name: string, text: string) =>
			text.includes('${')
				? `const ${name} = (i) => ${text.replace(/\$\{i\?\./g, '${i.')};`
				: `const ${name} = ${text};`
		)
		.replace(/import \{[^}]*\} from '\.\.\/runtime\.js';/, "import { said } from '../../languages/said.ts';");
}

/**
 * What the browser asks Paraglide's runtime for: the languages, and which one is spoken, which `hooks.client.ts` says.
 * Any other import fails the build.
 */
export const shortRuntime = `
	export const baseLocale = ${JSON.stringify(baseLocale)};
	export const locales = ${JSON.stringify(locales)};
	export let getLocale = () => baseLocale;
	export const overwriteGetLocale = (read) => void (getLocale = read);
	export const isLocale = (value) => locales.indexOf(value) >= 0;
`;

export const shortMessages = (): Plugin => ({
	name: 'kanche:short-messages',
	apply: 'build',
	transform: {
		order: 'pre',
		filter: { id: /\/src\/lib\/paraglide\/(?:runtime|messages\/(?!_index)[^/]+)\.js$/ },
		handler(code, id, options) {
			if (options?.ssr) return null;
			return { code: id.endsWith('/runtime.js') ? shortRuntime : shortMessage(code), map: null };
		}
	}
});
