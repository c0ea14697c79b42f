import { fail } from '@sveltejs/kit';
import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { live } from '#lib/app/open-live.server.ts';
import { type SettingsRefusal, SettingsRefused } from '#lib/commands/refused.ts';

/** Who changes the settings, and of which workshop. */
export const settler = (locals: App.Locals) => ({
	workshopId: memberHere(locals).workshopId,
	who: whoHere(locals, 'settings')
});

/**
 * Makes a change of the settings and tells the screens at once.
 *
 * @param at which form of the page asked, so that the answer stands beside it
 */
export async function makeChange(workshopId: string, at: string, change: () => Promise<unknown>) {
	try {
		await change();
	} catch (error) {
		if (!(error instanceof SettingsRefused)) throw error;
		return fail(409, { at, refusal: sentence(error.refusal) });
	}
	live().look(workshopId);
	return { at, saved: true };
}

function sentence(refusal: SettingsRefusal): string {
	switch (refusal.code) {
		case 'cardsInStage':
			return m.settings_refusal_cardsInStage({ count: refusal.count });
		case 'lastReady':
			return m.settings_refusal_lastReady();
		case 'ownerOnly':
			return m.settings_refusal_ownerOnly();
		case 'notYourself':
			return m.settings_refusal_notYourself();
		case 'personNamed':
			return m.settings_refusal_personNamed();
		case 'operatorOnly':
			return m.settings_refusal_operatorOnly();
		case 'elsewhereToo':
			return m.settings_refusal_elsewhereToo();
		case 'ownPassword':
			return m.settings_refusal_ownPassword();
		case 'ownPin':
			return m.station_refusal_ownPin();
		case 'noStationRole':
			return m.station_refusal_noRole();
		case 'tooMany':
			return m.settings_refusal_tooMany({ most: refusal.most });
		case 'daysFull':
			return m.settings_refusal_daysFull();
		case 'gone':
			return m.settings_refusal_gone();
	}
}
