import { SvelteSet } from 'svelte/reactivity';

/**
 * Forms that are sent and not answered. The outcome goes to the form, where it is open, also where it was closed and
 * opened again meanwhile; else to the handler that shows it without a form. [KEEP4]
 */
export class SentForms<Outcome> {
	#underWay = new SvelteSet<string>();
	#open: Partial<Record<string, (outcome: Outcome) => void>> = {};

	isUnderWay(form: string): boolean {
		return this.#underWay.has(form);
	}

	/** The form is open; the function returned says that it is closed. */
	listen(form: string, settle: (outcome: Outcome) => void): () => void {
		this.#open[form] = settle;
		return () => {
			if (this.#open[form] === settle) delete this.#open[form];
		};
	}

	/** Once: while it is under way a second press does nothing. [KEEP1] */
	async send(
		form: string,
		run: () => Promise<Outcome>,
		otherwise: (outcome: Outcome) => void
	): Promise<void> {
		if (this.#underWay.has(form)) return;
		this.#underWay.add(form);
		const outcome = await run();
		this.#underWay.delete(form);
		(this.#open[form] ?? otherwise)(outcome);
	}
}
