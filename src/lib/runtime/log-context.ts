import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log was written for. */
export interface Errand {
	/** Of an HTTP request, also in its answer as X-Request-Id and on the page that says that it failed. */
	request?: string;
	/** Of a socket. */
	socket?: string;
	/** A command's own id. */
	command?: string;
}

// On globalThis for the same reason as the http server: entry and app share one log, but no modules.
const key = Symbol.for('kanche.under');
const shared = globalThis as { [key]?: AsyncLocalStorage<Errand> };
const errands = (shared[key] ??= new AsyncLocalStorage());

/** Runs `work` so that every line logged in it, however deep, carries these ids too. [OBS4] */
export const under = <T>(errand: Errand, work: () => T): T =>
	errands.run({ ...errands.getStore(), ...errand }, work);

/** Runs `work` for nobody in particular: what is done for many at once must not name the one who came first. */
export const apart = <T>(work: () => T): T => errands.exit(work);

export const errand = (): Errand | undefined => errands.getStore();
