import { tick } from 'svelte';
import type { SubmitFunction } from '@sveltejs/kit';

type Sent = Parameters<SubmitFunction>[0];
type Answered = Parameters<Exclude<Awaited<ReturnType<SubmitFunction>>, void>>[0];

/**
 * For `use:enhance`: what was typed stays in the form, the focus goes to the first field that was refused,
 * and stays on the button that was pressed where the answer moved it about.
 */
export const keepTyped: SubmitFunction = (sent) => (answered) => settle(sent, answered, false);

/** The same for a form that adds something: once that is done it is empty again. */
export const emptyWhenDone: SubmitFunction = (sent) => (answered) => settle(sent, answered, true);

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
