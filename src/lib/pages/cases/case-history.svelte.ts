import { fetchWithin } from '../../forms/fetch-within.ts';
import type { CasePast } from './case-job.ts';

/** What happened to one case, as the server tells it. */
export class CaseHistory {
	past: CasePast | null = $state.raw(null);
	state: 'loading' | 'known' | 'missing' | 'failed' = $state('loading');
	#address: string;

	/** @param list the address of the list of cases */
	constructor(list: string, caseId: string) {
		this.#address = `${list}/${encodeURIComponent(caseId)}`;
	}

	/** Asks again; the function returned gives up on the answer. */
	load(): () => void {
		const control = new AbortController();
		void this.#load(control.signal);
		return () => control.abort();
	}

	async #load(signal: AbortSignal): Promise<void> {
		try {
			const answer = await fetchWithin(this.#address, { signal, headers: { accept: 'application/json' } });
			if (answer.ok) this.past = (await answer.json()) as CasePast;
			this.state = answer.ok ? 'known' : answer.status === 404 ? 'missing' : 'failed';
		} catch {
			if (!signal.aborted) this.state = 'failed';
		}
	}
}
