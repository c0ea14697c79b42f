import type { Drafts, Fields } from './drafts.svelte.ts';

/** Fields that are never kept. */
const secrets = ['password', 'current', 'pin', 'again', 'code'];
const unkept = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image'];

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Keeps what is typed into every form of a page that posts, and fills it in again when the form is back. Listens to the
 * page, so that no form has to be told. [KEEP2]
 *
 * @returns ends it
 */
export function keepForms(root: HTMLElement, drafts: Drafts): () => void {
	/** What stood in each form before anything was typed. */
	const bases = new WeakMap<HTMLFormElement, Fields>();

	function adopt(form: HTMLFormElement): void {
		if (form.method !== 'post' || bases.has(form)) return;
		const base = fieldsOf(form);
		bases.set(form, base);
		const kept = drafts.restore(keyOf(form), base);
		if (kept) fill(form, kept);
	}

	function typed({ target }: Event): void {
		const form = (target as Control).form;
		const base = form && bases.get(form);
		if (base) drafts.keep(keyOf(form), base, fieldsOf(form));
	}

	function saved({ target }: Event): void {
		drafts.drop(keyOf(target as HTMLFormElement));
		bases.delete(target as HTMLFormElement);
	}

	const settled = ({ target }: Event) => adopt(target as HTMLFormElement);
	const coming = new MutationObserver((records) => {
		for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
			if (!(node instanceof HTMLElement)) continue;
			if (node instanceof HTMLFormElement) adopt(node);
			for (const form of node.querySelectorAll('form')) adopt(form);
		}
	});
	const events = [
		['input', typed],
		['change', typed],
		['saved', saved],
		['settled', settled]
	] as const;
	for (const [name, run] of events) root.addEventListener(name, run);
	for (const form of root.querySelectorAll('form')) adopt(form);
	coming.observe(root, { childList: true, subtree: true });
	return () => {
		coming.disconnect();
		for (const [name, run] of events) root.removeEventListener(name, run);
	};
}

/** The page, the action and what the form is about. */
function keyOf(form: HTMLFormElement): string {
	const about = [...form.querySelectorAll<HTMLInputElement>('input[type="hidden"]')].map(
		({ value }) => value
	);
	return [location.pathname, form.getAttribute('action') ?? '', ...about].join(' ');
}

function controlsOf(form: HTMLFormElement): [name: string, control: Control][] {
	const controls = [...form.elements].filter(
		(element): element is Control =>
			(element instanceof HTMLInputElement && !unkept.includes(element.type)) ||
			element instanceof HTMLTextAreaElement ||
			element instanceof HTMLSelectElement
	);
	return controls
		.filter(({ name }) => name !== '' && !secrets.includes(name))
		.map((control) => [isTick(control) ? `${control.name}=${control.value}` : control.name, control]);
}

/** A box or a choice, which has a value of its own whether it is ticked or not. */
const isTick = (control: Control): control is HTMLInputElement =>
	control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');

const fieldsOf = (form: HTMLFormElement): Fields =>
	Object.fromEntries(
		controlsOf(form).map(([name, control]) => [name, isTick(control) ? control.checked : control.value])
	);

function fill(form: HTMLFormElement, kept: Fields): void {
	for (const [name, control] of controlsOf(form)) {
		const value = kept[name];
		const now = isTick(control) ? control.checked : control.value;
		if (value === undefined || value === now) continue;
		if (isTick(control)) control.checked = value === true;
		else control.value = String(value);
		// Whatever the page derives from it.
		for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true }));
	}
}
