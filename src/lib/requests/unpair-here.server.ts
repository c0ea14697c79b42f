import type { RequestEvent } from '@sveltejs/kit';
import { app } from '../app/app.ts';
import { setOwnCookies } from '../runtime/cookies.ts';
import { live } from '../app/open-live.server.ts';
import { unpairStation } from '../stations/stations.server.ts';
import { stationCookie, turnCookie } from '../stations/turn.server.ts';

/** A device on which somebody signs in with an account is no station any more, if it was one. [STA1] */
export async function unpairHere(event: RequestEvent): Promise<void> {
	const { station } = event.locals;
	if (!station) return;
	await unpairStation(app().db, station, Date.now());
	live().look(station.workshopId);
	setOwnCookies(
		event,
		[stationCookie, turnCookie].map((name) => ({ name, value: '', maxAge: 0 }))
	);
}
