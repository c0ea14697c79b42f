import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { accountHere } from '#lib/access/admit.server.ts';
import { id } from '#lib/forms/fields.ts';
import { formOf, readForm, refuseField } from '#lib/forms/read-form.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { addressWords, browserWords } from '#lib/people/browser-words.ts';
import { limitedSentence } from '#lib/people/limited-words.ts';
import {
	changePassword,
	checkPassword,
	endOwnSessions,
	namesAround,
	ownAccount
} from '#lib/people/own-account.server.ts';
import { passwordProblem } from '#lib/people/password.server.ts';
import { passwordSchema } from '#lib/people/password.ts';
import { sessionsOf } from '#lib/people/sessions.server.ts';
import { attemptOf, noteRefusal } from '#lib/people/sign-in.server.ts';
import { app } from '#lib/server/app.ts';
import { live } from '#lib/sync/open-live.server.ts';
import type { Actions, PageServerLoad } from './$types.js';

const changeSchema = v.object({
	current: v.pipe(v.string(), v.minLength(1, 'required')),
	password: passwordSchema
});
const endSchema = v.object({ id });

export const load: PageServerLoad = async ({ locals }) => {
	const { db } = app();
	const { userId, sessionId } = accountHere(locals);
	const now = Date.now();
	const [account, sessions] = await Promise.all([ownAccount(db, userId), sessionsOf(db, userId, now)]);
	const { username, name, workshops } = account;
	return {
		...{ username, name, now, timeZone: workshops[0]?.timeZone ?? 'UTC' },
		workshops: workshops.map(({ slug, name }) => ({ slug, name })),
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
		const own = await ownAccount(db, account.userId);
		const problem = await passwordProblem(password, namesAround(own));
		if (problem) return fail(400, { at: 'password', ...refuseField(form, 'password', problem) });

		const tried = await guard.tryPassword(attemptOf(event, own.username), async () => {
			const hash = await checkPassword(db, account.userId, current);
			return hash === null ? null : changePassword(db, account, hash, password);
		});
		if (tried.ok) return done('password', tried.value);
		await noteRefusal(own.username, tried.wait > 0, { screen: 'account' });
		if (tried.wait === 0) return refuseCurrent(400, m.people_account_current_wrong());
		event.setHeaders({ 'retry-after': String(Math.ceil(tried.wait / 1000)) });
		return refuseCurrent(429, limitedSentence(tried.wait));
	},
	end: async ({ locals, request }) => {
		const read = readForm(endSchema, await formOf(request));
		if (!read.ok) return fail(400, { at: 'sessions', problems: read.problems });
		return done('sessions', await endOwnSessions(app().db, accountHere(locals), read.output.id));
	},
	others: async ({ locals }: RequestEvent) =>
		done('sessions', await endOwnSessions(app().db, accountHere(locals)))
};

const refuseCurrent = (status: number, sentence: string) =>
	fail(status, { at: 'password', problems: { current: sentence } });

/** @param changed workshops where somebody may have sockets open that are theirs no more */
function done(at: 'password' | 'sessions', changed: string[]) {
	for (const workshopId of changed) live().look(workshopId);
	return { at, done: true };
}
