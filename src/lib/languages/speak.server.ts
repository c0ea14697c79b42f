import { AsyncLocalStorage } from 'node:async_hooks';
import { baseLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import type { Locale } from './locale.ts';

/** Whoever speaks, and in which language. Read at every message: a route that sets another one is obeyed. */
export interface Voice {
	locale: Locale;
}

const spoken = new AsyncLocalStorage<Voice>();

overwriteGetLocale(() => spoken.getStore()?.locale ?? baseLocale);

/**
 * Runs `work` with every message in it, however deep, written in the voice's language. A request speaks
 * with its `locals`, so that a screen's load, which alone knows its language, may choose it.
 */
export function speak<T>(voice: Voice, work: () => T): T {
	return spoken.run(voice, work);
}
