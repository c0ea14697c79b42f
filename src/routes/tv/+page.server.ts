import { redirect } from '@sveltejs/kit';
import { linkAddress } from '#lib/requests/link-address.server.ts';
import { deviceToken, newDevice } from '#lib/screens/device.server.ts';
import { openCode, waiting } from '#lib/screens/pairing.server.ts';
import { openScreen } from '#lib/screens/screens.server.ts';
import { networkOf } from '#lib/runtime/address.ts';
import { app } from '#lib/app/app.ts';
import type { PageServerLoad } from './$types.js';

/** New codes for one network: a building of televisions switched on at once, and no more. [SCR3] */
const CODES = { tries: 60, seconds: 600 };

/**
 * The one address that is typed into a television: a screen goes on to what it shows, every other device gets
 * a code. `?another` is for a second window of a computer that is a screen already. [SCR1] [SCR2]
 */
export const load: PageServerLoad = async (event) => {
	const { db, limit } = app();
	const isAnother = event.url.searchParams.has('another');
	let token = deviceToken(event);
	if (token && !isAnother && (await openScreen(db, token))) redirect(303, `/display/${token}`);
	const now = Date.now();
	if (!token || !(await waiting(db, token, now))) {
		if ((await limit('screen-codes', CODES).take(networkOf(event.getClientAddress()))) > 0) {
			event.setHeaders({ 'retry-after': '60' });
			return { pairing: null };
		}
		// A token that was a screen's before is nobody's key any more.
		token = newDevice(event);
	}
	const { code } = await openCode(db, token, now);
	return { pairing: { code, address: linkAddress(`/tv/pair?code=${code}`, event.url) } };
};
