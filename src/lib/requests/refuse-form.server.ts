import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { type FormRefusal, Refused } from '../model/refusal.ts';
import { settingsSentences } from '../words/refusals/settings.ts';
import { refusalWords } from '../words/refusal-words.ts';

/** Seconds after which a busy server may be asked again: what waits now is done by then. */
const BUSY_FOR = 2;

/** 409: the workshop as it is stands against it. */
function statusOf({ code }: FormRefusal): number {
	if (code === 'serverBusy') return 503;
	if (code === 'tooManyTries') return 429;
	if (code === 'nothingKept') return 404;
	return Object.hasOwn(settingsSentences, code) ? 409 : 400;
}

/**
 * The one place where a refusal becomes the answer to a form. [REF2]
 *
 * @param answer what the page shows, with the sentence in the language of the request
 * @param event where trying again has to wait: the answer says for how long
 */
export function refuseForm<Answer>(
	refusal: FormRefusal,
	answer: (sentence: string) => Answer,
	event?: Pick<RequestEvent, 'setHeaders'>
): ActionFailure<Answer> {
	if (refusal.code === 'serverBusy') event?.setHeaders({ 'retry-after': String(BUSY_FOR) });
	if (refusal.code === 'tooManyTries')
		event?.setHeaders({ 'retry-after': String(Math.ceil(refusal.wait / 1000)) });
	return fail(statusOf(refusal), answer(refusalWords(refusal)));
}

/**
 * Does what a form asks for, or answers why not.
 *
 * @param answer null for a refusal that is thrown on
 */
export async function orRefused<Done, Answer>(
	work: () => Promise<Done>,
	answer: (refusal: FormRefusal) => Answer | null
): Promise<Done | Answer> {
	try {
		return await work();
	} catch (error) {
		const answered = error instanceof Refused ? answer(error.refusal) : null;
		if (answered === null) throw error;
		return answered;
	}
}
