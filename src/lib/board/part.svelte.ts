import { leaveUnasked } from '../forms/leaving.ts';
import { fetchWithin } from '../forms/fetch-within.ts';

/** A part of the page that is loaded when it is wanted. It may not come: offline, or another version was released. */
export class Part<Module> {
	module: Module | null = $state.raw(null);
	/** Null while nothing is wrong. [KEEP6] */
	failure: 'offline' | 'failed' | null = $state.raw(null);
	#import: () => Promise<Module>;
	#loading = false;

	constructor(load: () => Promise<Module>) {
		this.#import = load;
	}

	async load(): Promise<void> {
		if (this.module || this.#loading) return;
		this.#loading = true;
		this.failure = null;
		try {
			this.module = await this.#import();
		} catch {
			this.failure = (await isServerThere()) ? 'failed' : 'offline';
		}
		this.#loading = false;
	}

	/**
	 * A browser may remember that a part did not come, and of an older version there may be no such part any more: where the
	 * server answers and the part does not come, the page reloads at the same card, with what was typed.
	 */
	async again(): Promise<void> {
		await this.load();
		if (this.failure !== 'failed') return;
		leaveUnasked();
		location.reload();
	}
}

const isServerThere = async (): Promise<boolean> => {
	const answer = await fetchWithin(location.pathname, { method: 'HEAD' }).catch(() => null);
	return answer !== null && answer.status < 500;
};
