import { m } from '#lib/paraglide/messages.js';
import type { Actor } from '../model/actor.ts';

/** What the ids in an event are called; empty for what is gone. */
export interface Names {
	timeZone: string;
	personName(id: string | null): string;
	bayName(id: string | null): string;
	stageName(id: string): string;
}

/** Pages of ours by the name that what was done there carries. */
const screenWords: Record<string, () => string> = {
	board: m.audit_screen_board,
	cases: m.audit_screen_cases,
	import: m.audit_screen_import,
	settings: m.audit_screen_settings,
	screens: m.audit_screen_screens,
	account: m.audit_screen_account,
	'sign-in': m.audit_screen_signIn,
	join: m.audit_screen_join,
	server: m.audit_screen_server,
	demo: m.audit_screen_demo
};

/** From which screen: a page's name, or the name of a shared tablet. */
export function screenName(screen: string): string {
	if (screen.startsWith('station:')) return screen.slice('station:'.length);
	return Object.hasOwn(screenWords, screen) ? screenWords[screen]!() : screen;
}

/** Who did it: a person by name, whatever else by what it is. */
export function actorName({ kind, name }: Actor): string {
	switch (kind) {
		case 'operator':
			return m.audit_actor_operator();
		case 'stranger':
			return m.audit_actor_stranger();
		case 'customer':
			return m.audit_actor_customer();
		case 'system':
			return m.audit_actor_system();
		default:
			return name;
	}
}

/** Who did it, and where; a person at the board, or at the list of cases, needs no mention of it. */
export const actorWords = (actor: Actor, screen: string): string =>
	actor.kind === 'person' && (screen === 'board' || screen === 'cases')
		? actor.name
		: `${actorName(actor)} · ${screenName(screen)}`;
