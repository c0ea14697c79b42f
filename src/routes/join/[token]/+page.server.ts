import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { formOf, readForm, refuseField } from '#lib/requests/read-form.server.ts';
import { text } from '#lib/model/text.ts';
import { m } from '#lib/paraglide/messages.js';
import { isIn, joinAnew, joinAs, type Joined, resetPassword, usernameOf } from '#lib/people/join.server.ts';
import { openPass, type Pass } from '#lib/one-time-links/passes.server.ts';
import { judgePassword } from '#lib/passwords/pool.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import type { FormRefusal } from '#lib/model/refusal.ts';
import { orRefused, refuseForm } from '#lib/requests/refuse-form.server.ts';
import { passwordSchema } from '#lib/passwords/password.ts';
import { startSession } from '#lib/requests/sign-in.server.ts';
import { credentialsSchema } from '#lib/people/username.ts';
import { signOut } from '#lib/requests/sign-out.server.ts';
import { app } from '#lib/app/app.ts';
import { setOwnCookies } from '#lib/runtime/cookies.ts';
import { pairStation } from '#lib/stations/stations.server.ts';
import { stationScreen, turnCookie } from '#lib/stations/turn.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** The account that the button named. */
const asSchema = v.object({ username: text(100) });
const passwordOnly = v.object({ password: passwordSchema });

/** One answer to all that opens nothing. [PASS3] */
const gone = (): never => error(404, m.passes_gone_title());

/** Uses nothing up: who sends the link on has programs open it that show what is behind it. [PASS3] */
export const load: PageServerLoad = async ({ params, locals }) => {
	const pass = (await openPass(app().db, params.token, Date.now())) ?? gone();
	const { workshop, expiresAt, for: target } = pass;
	const shown = { workshop: workshop.name, expiresAt, timeZone: workshop.timeZone };
	if (target.kind === 'station') {
		const { station, account } = locals;
		const before = station && station.id !== target.stationId ? station.name : null;
		return { ...shown, station: { name: target.name, before, signedIn: account !== null }, person: null };
	}
	const { name, userId } = target;
	const username = userId && (await usernameOf(app().db, userId));
	return {
		...shown,
		station: null,
		person: { name, username },
		/** Who is signed in, where it is somebody else. */
		visitor: await visitorAt(pass, locals.account)
	};
};

async function visitorAt(pass: Pass, account: App.Locals['account']) {
	if (!account || (pass.for.kind === 'person' && pass.for.userId === account.userId)) return null;
	const { db } = app();
	const username = await usernameOf(db, account.userId);
	return username === null
		? null
		: { username, mayJoin: !(await isIn(db, account.userId, pass.workshop.id)) };
}

export const actions: Actions = {
	anew: async (event) => {
		const form = await formOf(event.request);
		const pass = await personPass(event);
		const read = readForm(credentialsSchema, form);
		if (!read.ok) return fail(400, read);
		const { username, password } = read.output;
		return unlessBusy(event, busy(form), async () => {
			const problem = await judgePassword(password, [username, ...namesOf(pass)]);
			if (problem) return refuse(form, 'password', problem);
			const joined = await orRefused(
				() => joinAnew(app().db, event.params.token, { username, password }, Date.now()),
				(refusal) => (refusal.code === 'usernameTaken' ? refuse(form, 'username', refusal) : null)
			);
			if (joined && 'status' in joined) return joined;
			return enter(event, joined ?? gone(), password);
		});
	},
	as: async (event) => {
		const { account } = event.locals;
		const read = readForm(asSchema, await formOf(event.request));
		if (!read.ok) return fail(400, read);
		// Signed out meanwhile, or in as somebody else: the page says so, and asks again.
		const username = account && (await usernameOf(app().db, account.userId));
		if (!account || username !== read.output.username) redirect(303, event.url.pathname);
		const joined = await joinAs(app().db, event.params.token, account.userId, Date.now());
		return enter(event, joined ?? gone(), null);
	},
	reset: async (event) => {
		const form = await formOf(event.request);
		const pass = await personPass(event);
		const read = readForm(passwordOnly, form);
		if (!read.ok) return fail(400, read);
		const { password } = read.output;
		const { userId } = pass.for;
		const username = userId && (await usernameOf(app().db, userId));
		return unlessBusy(event, busy(form), async () => {
			const problem = await judgePassword(password, [username ?? '', ...namesOf(pass)]);
			if (problem) return refuse(form, 'password', problem);
			const joined = await resetPassword(app().db, event.params.token, password, Date.now());
			return enter(event, joined ?? gone(), password);
		});
	},
	pair: async (event) => {
		const { db } = app();
		const { token } = event.params;
		const paired = await pairStation(db, token, event.locals.station, Date.now());
		// What is for a person stays as it was: the page says whom it is for.
		if (!paired && (await openPass(db, token, Date.now()))) redirect(303, event.url.pathname);
		const { station, cookie } = paired ?? gone();
		live().look(station.workshopId);
		await signOut(event, stationScreen(station.name));
		setOwnCookies(event, [cookie, { name: turnCookie, value: '', maxAge: 0 }]);
		redirect(303, '/station');
	}
};

async function personPass({ params }: RequestEvent<{ token: string }>) {
	const pass = await openPass(app().db, params.token, Date.now());
	if (pass?.for.kind !== 'person') return gone();
	return { ...pass, for: pass.for };
}

const refuse = (form: FormData, name: string, refusal: FormRefusal) =>
	refuseForm(refusal, () => refuseField(form, name, refusal));

const busy = (form: FormData) => () => refuseField(form, 'password', { code: 'serverBusy' });

const namesOf = ({ workshop, for: { name } }: Pass) => [name, workshop.name, workshop.slug];

/**
 * Leads whoever joined to the board, signed in: whoever was signed in here before is so no more.
 *
 * @param password null: they are signed in already
 */
async function enter(event: RequestEvent, joined: Joined, password: string | null): Promise<never> {
	for (const place of joined.places) live().look(place);
	if (password !== null) await startSession(event, { username: joined.username, password });
	redirect(303, `/w/${joined.workshop.slug}/board`);
}
