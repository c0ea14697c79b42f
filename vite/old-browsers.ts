import type { Plugin } from 'vite';

/** The oldest browser that a page is made for, as Vite names it. [TV1] */
const OLDEST = 'chrome64';

/**
 * Makes the browser's half of a build run in televisions of 2018: its syntax lowered, and Svelte's scoped
 * styles without `:where()`, for which browsers before Chromium 88 drop the whole rule. [TV1] [TV2]
 */
export const oldBrowsers = (): Plugin => ({
	name: 'kanche:old-browsers',
	enforce: 'post',
	config: ({ build }) => (build?.ssr ? {} : { build: { target: OLDEST } }),
	transform: {
		order: 'pre',
		filter: { id: /\.svelte\?.*\btype=style\b/ },
		handler: (code) => ({ code: withoutWhere(code), map: null })
	}
});

/**
 * Svelte scopes every compound after a selector's first with `:where(.svelte-hash)`, which weighs nothing.
 * As the bare class it weighs what a class weighs, the first compound's class does already.
 */
export const withoutWhere = (css: string): string => css.replace(/:where\((\.svelte-[\w-]+)\)/g, '$1');
