import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { type FormProblems, formOf, readForm } from '#lib/requests/read-form.server.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { app } from '#lib/app/app.ts';
import { ownCookie } from '#lib/runtime/cookies.ts';
import { provePin } from '#lib/stations/enter.server.ts';
import { differing, newPinEntries, typedPin } from '#lib/requests/new-pin-form.server.ts';
import { setPin } from '#lib/stations/pins.server.ts';
import { placeOf } from '#lib/stations/stations.server.ts';
import { stationCookie, touchTurn, turnAt, turnCookie, whoAt } from '#lib/stations/turn.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const newPinSchema = v.object({ current: typedPin, ...newPinEntries });

export const load: PageServerLoad = async (event) => {
	const { name, station } = await turnHere(event);
	const { slug } = await placeOf(app().db, station);
	return { name, slug, turn: { station: station.name, idleMinutes: station.idleMinutes } };
};

export const actions: Actions = {
	/** It asks for the current PIN: the tablet may have been left unlocked. [STA6] */
	default: async (event) => {
		const turn = await turnHere(event);
		const { db, pins } = app();
		if (!(await touchTurn(db, turn))) redirect(303, '/station');
		const form = await formOf(event.request);
		const read = readForm(newPinSchema, form);
		const wrong = read.ok ? differing(form) : read;
		if (!read.ok || wrong) return fail(400, { problems: wrong?.problems });
		const { personId, station } = turn;
		const busy = (pin: string): Pick<FormProblems, 'problems'> => ({ problems: { pin } });
		const proof = await unlessBusy(event, busy, () =>
			provePin(app(), station, personId, read.output.current, Date.now())
		);
		if ('status' in proof) return proof;
		if (!proof.ok) {
			const answer = (current: string): Pick<FormProblems, 'problems'> => ({ problems: { current } });
			return refuseForm(proof.refusal, answer, event);
		}
		const hash = await unlessBusy(event, busy, () => pins.hash(personId, read.output.pin));
		if (typeof hash !== 'string') return hash;
		await setPin(db, station.workshopId, personId, hash, whoAt(turn), Date.now(), station.id);
		live().look(station.workshopId);
		return { saved: true };
	}
};

/** The turn of whoever asks; everybody else is led to the lock screen. */
async function turnHere(event: RequestEvent) {
	const turn = await turnAt(app().db, ownCookie(event, stationCookie), ownCookie(event, turnCookie));
	return turn ?? redirect(303, '/station');
}
