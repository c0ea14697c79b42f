import { memberHere, whoHere } from '#lib/requests/admit.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import { orRefused, refuseForm } from '#lib/requests/refuse-form.server.ts';

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
	const save = async () => {
		await change();
		live().look(workshopId);
		return { at, saved: true };
	};
	return orRefused(save, (refusal) => refuseForm(refusal, (sentence) => ({ at, refusal: sentence })));
}
