import { app } from './app.ts';
import { explainError } from '../database/explain-error.ts';
import { log } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { eraseExpired } from '../privacy/retention.server.ts';
import { HOUR } from '../model/moments.ts';

/** How often each process looks for what is over, milliseconds. */
const EVERY = HOUR;
/** Milliseconds until the first look after a start: thousands of screens come back first. */
const FIRST_AFTER = 15_000;

// On globalThis as the app is: after a hot edit in development it must not run twice.
const key = Symbol.for('kanche.retention');
const shared = globalThis as { [key]?: true };

/**
 * Erases what is over, soon and then every hour, until the process ends: a run that is under way then ends
 * with its batch. One that failed is tried again the next time. Call after `openApp`. [PRIV2]
 */
export function openRetention(): void {
	if (shared[key]) return;
	shared[key] = true;
	let stopped = false;
	let running: Promise<void> | null = null;
	const start = (sweep: boolean) =>
		void (running ??= run(() => stopped, sweep).finally(() => (running = null)));
	const first = setTimeout(start, FIRST_AFTER, true);
	const timer = setInterval(start, EVERY, false);
	onShutdown('retention', async () => {
		stopped = true;
		clearTimeout(first);
		clearInterval(timer);
		await running;
	});
}

async function run(stopped: () => boolean, sweep: boolean): Promise<void> {
	const { db, secret } = app();
	const failed = (fields: object, error: unknown) =>
		log.error({ ...fields, ...explainError(error) }, 'erasing what is over failed');
	try {
		const onError = (workshopId: string, error: unknown) => failed({ workshopId }, error);
		const jobs = await eraseExpired({ db, secret, now: Date.now(), stopped, onError, sweep });
		if (jobs > 0) log.info({ jobs }, 'erased what is personal in jobs whose time is over');
	} catch (error) {
		failed({}, error);
	}
}
