import { AsyncLocalStorage } from 'node:async_hooks';
import { baseLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import type { Locale } from './locale.ts';

const spoken = new AsyncLocalStorage<Locale>();

overwriteGetLocale(() => spoken.getStore() ?? baseLocale);

/** Runs `work` with every message in it, however deep, written in `locale`. */
export function speak<T>(locale: Locale, work: () => T): T {
	return spoken.run(locale, work);
}
