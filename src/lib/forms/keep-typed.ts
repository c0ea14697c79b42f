import { tick } from 'svelte';
import type { SubmitFunction } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

type Sent = Parameters<SubmitFunction>[0];
type Answered = Parameters<Exclude<Awaited<ReturnType<SubmitFunction>>, void>>[0];

/** Milliseconds after which a form that nobody answers is given up. */
const PATIENCE = 20_000;

/**
 * For `use:enhance`: what was typed stays in the form, the focus goes to the first field that was refused,
 * and stays on the button that was pressed where the answer moved it about.
 */
export const keepTyped = answered((sent) => (answer) => settle(sent, answer, false));

/** The same for a form that adds something: once that is done it is empty again. */
export const emptyWhenDone = answered((sent) => (answer) => settle(sent, answer, true));

/** For a form of buttons. */
export const plainly = answered(
	() =>
		({ update }) =>
			update()
);

/**
 * Around every function for `use:enhance`: a form is sent once at a time, and where the server is away that is said
 * beside the form, which stays as it is, while SvelteKit would show an error in place of the page. [KEEP1] [KEEP5]
 *
 * @param patience milliseconds
 */
export function answered(submit: SubmitFunction, patience = PATIENCE): SubmitFunction {
	return async (sent) => {
		const { formElement: form, controller, formData } = sent;
		if (form.dataset.sending !== undefined) return sent.cancel();
		let cancelled = false;
		const cancel = () => {
			cancelled = true;
			sent.cancel();
		};
		const then = await submit({ ...sent, cancel });
		if (cancelled) return;
		form.dataset.sending = '';
		form.querySelector('.not-saved')?.remove();
		const end = async (answer: Answered) => {
			clearTimeout(waiting);
			delete form.dataset.sending;
			const isAway = answer.result.type === 'error' && !((answer.result.status ?? 500) < 500);
			if (isSaved(answer.result)) form.dispatchEvent(new Event('saved', { bubbles: true }));
			const update = isAway ? async () => {} : answer.update;
			if (then) await then({ ...answer, update });
			else await update();
			if (isAway) tellBeside(form);
			else form.dispatchEvent(new Event('settled', { bubbles: true }));
		};
		const waiting = setTimeout(() => {
			controller.abort();
			const result = { type: 'error' as const, error: null };
			void end({ ...{ result, formData, formElement: form, action: sent.action }, update: async () => {} });
		}, patience);
		return end;
	};
}

/** Who is sent to sign in has saved nothing. */
const isSaved = (result: Answered['result']): boolean =>
	result.type === 'success' || (result.type === 'redirect' && !result.location.startsWith('/sign-in'));

function tellBeside(form: HTMLFormElement): void {
	const told = document.createElement('p');
	told.className = 'not-saved';
	told.setAttribute('role', 'alert');
	told.textContent = `▲ ${navigator.onLine ? m.common_not_saved() : m.common_not_saved_offline()}`;
	form.append(told);
}

async function settle({ formElement, submitter }: Sent, { result, update }: Answered, emptied: boolean) {
	const done = result.type === 'success';
	await update({ reset: emptied && done });
	await tick();
	const wanted =
		result.type === 'failure'
			? formElement.querySelector<HTMLElement>('[aria-invalid]')
			: document.activeElement === document.body && submitter?.isConnected
				? submitter
				: null;
	wanted?.focus();
}
