import type { RequestEvent } from '@sveltejs/kit';
import { app } from '../server/app.ts';
import { setOwnCookies } from '../server/cookies.ts';
import { live } from '../sync/open-live.server.ts';
import { unpairStation } from './stations.server.ts';
import { stationCookie, turnCookie } from './turn.server.ts';

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
