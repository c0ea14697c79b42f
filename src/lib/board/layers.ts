import { uuidv7 } from 'uuidv7';

/** What lies over the page: an opened card or case, a form that makes one. The back button closes it. */
export type Over = Pick<App.PageState, 'job' | 'form' | 'case' | 'caseForm' | 'making' | 'closed'>;

/** The browser's history as SvelteKit keeps it. */
export interface Places {
	state(): App.PageState;
	push(address: string, state: App.PageState): void;
	replace(address: string, state: App.PageState): void;
	back(): void;
}

/**
 * Opens and closes what lies over the page: one entry of the history each, left once however often that is asked.
 * A sheet that was closed, or has given way to another one, closes nothing any more. [KEEP1]
 */
export class Layers {
	#places: Places;
	/** The layer that is being left: the browser goes back later than it is asked to. */
	#leaving: string | null = null;

	constructor(places: Places) {
		this.#places = places;
	}

	open(address: string, over: Over): void {
		const now = this.#places.state();
		const isSame = (['job', 'form', 'case', 'caseForm', 'making', 'closed'] as const).every(
			(key) => now[key] === over[key]
		);
		if (this.#leaving !== null || (isSame && now.layer !== undefined)) return;
		const state = { ...over, layer: uuidv7() };
		if (now.layer === undefined) this.#places.push(address, state);
		else this.#places.replace(address, state);
	}

	/** Closes the layer that is open now, and no other. */
	closing(page: string): () => void {
		const { layer, job, case: caseId } = this.#places.state();
		return () => {
			const now = this.#places.state();
			if (now.layer !== layer || this.#leaving !== null) return;
			// A page opened at a card has nothing of ours to go back to.
			if (layer === undefined) {
				if (now.job !== job || now.case !== caseId) return;
				this.#places.replace(page, { job: null, case: null, making: false });
				return;
			}
			this.#leaving = layer;
			this.#places.back();
		};
	}

	/** The browser has gone back or forward. */
	arrived(): void {
		this.#leaving = null;
	}
}
