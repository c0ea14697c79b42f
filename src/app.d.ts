import type { Member } from '#lib/identity/identify.server.ts';
import type { Account } from '#lib/people/auth.server.ts';
import type { Station } from '#lib/stations/turn.server.ts';
import type { Locale } from '#lib/languages/locale.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Of a request that failed: by it the log says why. */
			requestId?: string;
		}
		interface Locals {
			/** The language this answer is written in. */
			locale: Locale;
			/** What the request is called in the log and in its answer. */
			requestId: string;
			/** Who is signed in, if anybody; null too where nobody is asked. */
			account: Account | null;
			/** The shared tablet this device is, if it is one. */
			station: Station | null;
			/** Set in the routes of a workshop: nobody else comes through. */
			member: Member | null;
		}
		interface PageData {
			/** In the routes of a workshop. */
			workshop?: { slug: string; name: string; language: string; timeZone: string };
			member?: Pick<Member, 'personId' | 'name' | 'roles'>;
			/** At a shared tablet: which one, and after how many idle minutes it locks itself. */
			turn?: { station: string; idleMinutes: number } | null;
			/** The account belongs to other workshops too. */
			elsewhere?: boolean;
		}
	}
}

export {};
