import { error, fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { accountHere } from '#lib/requests/admit.server.ts';
import { formOf, readForm, refuseField } from '#lib/requests/read-form.server.ts';
import { id, readId } from '#lib/model/id.ts';
import { type RefusalOf, says } from '#lib/model/refusal.ts';
import { refuseForm } from '#lib/requests/refuse-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { judgePassword } from '#lib/passwords/pool.server.ts';
import { unlessBusy } from '#lib/requests/unless-busy.server.ts';
import { addressWords, browserWords } from '#lib/people/browser-words.ts';
import {
	changePassword,
	checkPassword,
	endOwnSessions,
	namesAround,
	ownAccount
} from '#lib/people/own-account.server.ts';
import { passwordSchema } from '#lib/passwords/password.ts';
import { sessionsOf } from '#lib/people/sessions.server.ts';
import { attemptOf, noteRefusal } from '#lib/requests/sign-in.server.ts';
import { app } from '#lib/app/app.ts';
import { differing, newPinEntries } from '#lib/requests/new-pin-form.server.ts';
import { pinOwnersOf, setPin } from '#lib/stations/pins.server.ts';
import { live } from '#lib/app/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const changeSchema = v.object({
	current: v.pipe(v.string(), v.minLength(1, says('required'))),
	password: passwordSchema
});
const endSchema = v.object({ id });
const pinSchema = v.object({ personId: id, current: changeSchema.entries.current, ...newPinEntries });

export const load: PageServerLoad = async ({ locals }) => {
	const { db } = app();
	const { userId, sessionId } = accountHere(locals);
	const now = Date.now();
	const [account, sessions, pinOwners] = await Promise.all([
		ownAccount(db, userId),
		sessionsOf(db, userId, now),
		pinOwnersOf(db, userId)
	]);
	const { username, name, workshops } = account;
	return {
		...{ username, name, now, timeZone: workshops[0]?.timeZone ?? 'UTC' },
		workshops: workshops.map(({ slug, name }) => ({ slug, name })),
		pinOwners,
		sessions: sessions.map(({ id, since, usedAt, address, userAgent }) => ({
			...{ id, since, usedAt, isThis: id === sessionId },
			...{ browser: browserWords(userAgent), address: addressWords(address) }
		}))
	};
};

export const actions: Actions = {
	password: async (event) => {
		const { db, guard } = app();
		const account = accountHere(event.locals);
		const form = await formOf(event.request);
		const read = readForm(changeSchema, form);
		if (!read.ok) return fail(400, { at: 'password', problems: read.problems });
		const { current, password } = read.output;
		return unlessBusy(event, busy('password'), async () => {
			const own = await ownAccount(db, account.userId);
			const problem = await judgePassword(password, namesAround(own));
			if (problem) return fail(400, { at: 'password', ...refuseField(form, 'password', problem) });

			const tried = await guard.tryPassword(attemptOf(event, own.username), async () => {
				const hash = await checkPassword(db, account.userId, current);
				return hash === null ? null : changePassword(db, account, hash, password);
			});
			if (tried.ok) return done('password', tried.value);
			return refuseCurrent(event, 'password', own.username, tried.refusal);
		});
	},
	pin: async (event) => {
		const { db, guard, pins } = app();
		const account = accountHere(event.locals);
		const form = await formOf(event.request);
		const at = `pin ${readId(form.get('personId')) ?? ''}`;
		const read = readForm(pinSchema, form);
		const wrong = read.ok ? differing(form) : read;
		if (!read.ok || wrong) return fail(400, { at, problems: wrong?.problems });
		const { personId, current, pin } = read.output;
		const owner = (await pinOwnersOf(db, account.userId)).find((each) => each.personId === personId);
		if (!owner) return error(404, m.common_error_missing());

		return unlessBusy(event, busy(at), async () => {
			const { username } = await ownAccount(db, account.userId);
			const tried = await guard.tryPassword(
				attemptOf(event, username),
				async () => (await checkPassword(db, account.userId, current)) && pins.hash(personId, pin)
			);
			if (!tried.ok) return refuseCurrent(event, at, username, tried.refusal);
			const who = { actor: { kind: 'person' as const, id: personId, name: owner.name }, screen: 'account' };
			await setPin(db, owner.workshop.id, personId, tried.value, who, Date.now());
			return done(at, [owner.workshop.id]);
		});
	},
	end: async ({ locals, request }) => {
		const read = readForm(endSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'sessions', problems: read.problems });
		return done('sessions', await endOwnSessions(app().db, accountHere(locals), read.output.id));
	},
	others: async ({ locals }: RequestEvent) =>
		done('sessions', await endOwnSessions(app().db, accountHere(locals)))
};

const busy = (at: string) => (current: string) => ({ at, problems: { current } });

/** The password they have was wrong, or was not looked at. */
async function refuseCurrent(
	event: RequestEvent,
	at: string,
	username: string,
	refusal: RefusalOf<'passwordWrong' | 'tooManyTries'>
) {
	await noteRefusal(username, refusal.code === 'tooManyTries', { screen: 'account' });
	return refuseForm(refusal, (current) => ({ at, problems: { current } }), event);
}

/** @param changed workshops where somebody may have sockets open that are theirs no more */
function done(at: string, changed: string[]) {
	for (const workshopId of changed) live().look(workshopId);
	return { at, done: true };
}
