import type { Locale } from '#lib/i18n/locale.ts';

declare global {
	namespace App {
		interface Locals {
			/** The language this answer is written in. */
			locale: Locale;
		}
	}
}

export {};
