import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { requiredText } from '../model/text.ts';
import { type FormRefusal, Refused, says } from '../model/refusal.ts';
import { readForm, refuseField } from './read-form.server.ts';
import { orRefused, refuseForm } from './refuse-form.server.ts';

const before = getLocale;
beforeAll(() => overwriteGetLocale(() => 'en'));
afterAll(() => overwriteGetLocale(before));

/** The answer to a refusal: status, seconds after which to try again, data. */
function answered(refusal: FormRefusal) {
	const headers: Record<string, string> = {};
	const event = { setHeaders: (more: Record<string, string>) => void Object.assign(headers, more) };
	const { status, data } = refuseForm(refusal, (sentence) => ({ sentence }), event);
	return [status, headers['retry-after'], data.sentence];
}

test('[REF2] the status of a refused form, and when to try again', () => {
	const busy = 'Busy right now. Try again in a moment';
	expect(answered({ code: 'serverBusy' })).toEqual([503, '2', busy]);
	const tries = 'Too many tries. Try again in 2 minutes';
	expect(answered({ code: 'tooManyTries', wait: 90_500 })).toEqual([429, '91', tries]);
	const left = 'Cards still in this stage: 3. Move them first, then hide it';
	expect(answered({ code: 'cardsInStage', count: 3 })).toEqual([409, undefined, left]);
	expect(answered({ code: 'nothingKept' }).slice(0, 2)).toEqual([404, undefined]);
	expect(answered({ code: 'slugInvalid' }).slice(0, 2)).toEqual([400, undefined]);
	expect(answered({ code: 'busy' }).slice(0, 2)).toEqual([400, undefined]);
});

test('[REF2] what is thrown as refused is answered, everything else is thrown on', async () => {
	const answer = ({ code }: FormRefusal) => (code === 'gone' ? 'answered' : null);
	const thrown = (error: Error) => orRefused(() => Promise.reject(error), answer);
	expect(await orRefused(() => Promise.resolve('done'), answer)).toBe('done');
	expect(await thrown(new Refused({ code: 'gone' }))).toBe('answered');
	await expect(thrown(new Refused({ code: 'ownerOnly' }))).rejects.toThrow('ownerOnly');
	await expect(thrown(new Error('no database'))).rejects.toThrow('no database');
});

test('[REF3] each field says what is wrong with it, and what was typed stands again, but no password or PIN', () => {
	const form = new FormData();
	for (const [name, value] of Object.entries({ name: ' ', words: '赵', password: 'x', pin: '4071' }))
		form.set(name, value);
	const words = v.pipe(v.string(), v.minLength(2, says('searchTooShort', { count: 2 })));
	const typed = { name: ' ', words: '赵' };
	expect(readForm(v.object({ name: requiredText(40), words, kind: v.string() }), form)).toEqual({
		ok: false,
		problems: {
			name: 'Please fill this in',
			words: 'Use at least 2 characters',
			kind: 'This is not valid. Please check it'
		},
		typed
	});
	const problems = { words: 'This username is taken. Choose another one' };
	expect(refuseField(form, 'words', { code: 'usernameTaken' })).toEqual({ problems, typed });
});
