import '@fontsource-variable/inter/wght.css';
import '#lib/ui/tokens.css';
import '#lib/ui/base.css';
import { flushSync, mount, unmount } from 'svelte';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { faultsOf } from './measure.ts';
import Picture from './Picture.svelte';
import type { Given, Plan } from './shown.ts';

let locale: Given['locale'] = 'zh-CN';
overwriteGetLocale(() => locale);

function draw(given: Given): { plan: Plan; end(): void } {
	({ locale } = given);
	document.documentElement.lang = locale;
	let plan: Plan = { pages: 1, list: true, rows: [], ready: 0 };
	const picture = mount(Picture, {
		target: document.body,
		props: { shown: { ...given, onPlan: (made) => (plan = made) } }
	});
	flushSync();
	return { plan, end: () => void unmount(picture) };
}

let drawn: { end(): void } | null = null;

export interface GlassPage {
	/** Draws a picture, which stays until the next. */
	show(given: Given): void;
	/** What is wrong with the pages of a picture; all of them, or the first and the last. */
	measure(given: Omit<Given, 'page'>, all: boolean): string[];
}

const glass: GlassPage = {
	show(given) {
		drawn?.end();
		drawn = draw(given);
	},
	measure(given, all) {
		drawn?.end();
		drawn = null;
		const faults: string[] = [];
		for (let page = 0, pages = 1; page < pages; page += all ? 1 : Math.max(1, pages - 1)) {
			const { plan, end } = draw({ ...given, page });
			({ pages } = plan);
			const root = document.querySelector('.frame')!;
			faults.push(...faultsOf(root, plan, given.kind, given.freshness === 'stale'));
			end();
		}
		return faults;
	}
};

Object.assign(window, { glass });
