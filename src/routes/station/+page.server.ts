import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { stationHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm } from '#lib/requests/read-form.server.ts';
import { id, readId } from '#lib/model/id.ts';
import type { RefusalOf } from '#lib/model/refusal.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { signOut } from '#lib/requests/sign-out.server.ts';
import { app } from '#lib/app/app.ts';
import { ownCookie, setOwnCookies } from '#lib/runtime/cookies.ts';
import { enter, enterersOf, leave } from '#lib/stations/enter.server.ts';
import { byInitial } from '#lib/stations/initials.ts';
import { pairedCookie, placeOf } from '#lib/stations/stations.server.ts';
import { stationCookie, stationScreen, turnAt, turnCookie } from '#lib/stations/turn.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const enterSchema = v.object({ personId: id, pin: v.pipe(v.string(), v.maxLength(64)) });

/** The lock screen of a shared tablet: whoever can sign in here, or the one who types their PIN. */
export const load: PageServerLoad = async (event) => {
	const { station, locale, account } = event.locals;
	const token = ownCookie(event, stationCookie);
	if (!station || token === undefined) return { now: Date.now(), lock: null, signedIn: account !== null };
	const { db } = app();
	setOwnCookies(event, [pairedCookie(token)]);
	const [turn, workshop, enterers] = await Promise.all([
		turnAt(db, token, ownCookie(event, turnCookie)),
		placeOf(db, station),
		enterersOf(db, station.workshopId)
	]);
	if (turn) redirect(303, `/w/${workshop.slug}/board`);
	const wanted = readId(event.url.searchParams.get('person'));
	return {
		now: Date.now(),
		lock: {
			station: station.name,
			workshop: workshop.name,
			timeZone: workshop.timeZone,
			person: enterers.find((person) => person.id === wanted) ?? null,
			initials: byInitial(enterers, locale)
		},
		signedIn: account !== null
	};
};

export const actions: Actions = {
	enter: async (event) => {
		const station = stationHere(event.locals);
		const read = readForm(enterSchema, await formOf(event.request));
		if (!read.ok) return refused(event, { code: 'pinWrong' });
		const { personId, pin } = read.output;
		const busy = (problem: string) => ({ problem, wait: false });
		const entering = await unlessBusy(event, busy, () => enter(app(), station, personId, pin, Date.now()));
		if ('status' in entering) return entering;
		if (!entering.ok) return refused(event, entering.refusal);
		live().look(station.workshopId);
		setOwnCookies(event, [{ name: turnCookie, value: entering.token, maxAge: undefined }]);
		// Whoever is signed in here with all their roles would otherwise be the one who acts. [STA3]
		await signOut(event, stationScreen(station.name));
		redirect(303, `/w/${(await placeOf(app().db, station)).slug}/board`);
	},
	leave: async (event) => {
		const station = stationHere(event.locals);
		await leave(app().db, station, Date.now());
		live().look(station.workshopId);
		setOwnCookies(event, [{ name: turnCookie, value: '', maxAge: 0 }]);
		redirect(303, '/station');
	}
};

/** `wait`: whether it helps to go elsewhere. */
const refused = (event: RequestEvent, refusal: RefusalOf<'pinWrong' | 'tooManyTries'>) =>
	refuseForm(refusal, (problem) => ({ problem, wait: refusal.code === 'tooManyTries' }), event);
