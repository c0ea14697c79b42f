import type { BoardCard } from '../../feeds/board.ts';
import { fetchWithin } from '../../forms/fetch-within.ts';
import type { JobPast } from './job-past.ts';

/** What happened to one job, as the server tells it. */
export class JobHistory {
	past: JobPast | null = $state.raw(null);
	state: 'loading' | 'known' | 'missing' | 'failed' = $state('loading');
	#address: string;

	constructor(workshop: string, jobId: string) {
		this.#address = `/w/${workshop}/board/${encodeURIComponent(jobId)}`;
	}

	/** The job as it was when the history was told. */
	get job(): BoardCard | null {
		return this.past?.job ?? null;
	}

	/** Asks anew; the function returned gives up on the answer. */
	load(): () => void {
		const control = new AbortController();
		void this.#load(control.signal);
		return () => control.abort();
	}

	async #load(signal: AbortSignal): Promise<void> {
		try {
			const answer = await fetchWithin(this.#address, { signal, headers: { accept: 'application/json' } });
			if (answer.ok) this.past = (await answer.json()) as JobPast;
			this.state = answer.ok ? 'known' : answer.status === 404 ? 'missing' : 'failed';
		} catch {
			if (!signal.aborted) this.state = 'failed';
		}
	}
}
