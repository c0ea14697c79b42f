import { expect, test } from 'vitest';
import type { Outcome } from './board.svelte.ts';
import { SentForms } from './sent-forms.svelte.ts';

const refused: Outcome = { ok: false, refusal: { code: 'offline' } };

function oneSent() {
	const forms = new SentForms<Outcome>();
	const heard: string[] = [];
	let answer = (_: Outcome) => {};
	let runs = 0;
	const run = () => (runs++, new Promise<Outcome>((resolve) => (answer = resolve)));
	const send = () => forms.send('job/note', run, () => heard.push('told without the form'));
	return { forms, heard, send, answer: () => answer(refused), runs: () => runs };
}

test('[KEEP4] the outcome of a form that was closed meanwhile is shown without the form', async () => {
	const { forms, heard, send, answer } = oneSent();
	const close = forms.listen('job/note', () => heard.push('form'));
	const sent = send();
	close();
	answer();
	await sent;
	expect(heard).toEqual(['told without the form']);
});

test('[KEEP4] opened again meanwhile it waits for the answer, and gets it', async () => {
	const { forms, heard, send, answer } = oneSent();
	const close = forms.listen('job/note', () => heard.push('first'));
	const sent = send();
	close();
	forms.listen('job/note', () => heard.push('second'));
	expect(forms.isUnderWay('job/note')).toBe(true);
	answer();
	await sent;
	expect([heard, forms.isUnderWay('job/note')]).toEqual([['second'], false]);
});

test('[KEEP1] a form is sent once however often its button is pressed', async () => {
	const { send, answer, runs } = oneSent();
	const sent = send();
	await send();
	answer();
	await sent;
	expect(runs()).toBe(1);
});
