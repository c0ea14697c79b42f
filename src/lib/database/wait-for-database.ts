import { setTimeout as sleep } from 'node:timers/promises';

/** How it shows that PostgreSQL is on its way up, or the way to it is. Whoever gives a wrong password is told at once. */
const onItsWay = new Set([
	// PostgreSQL's own: the database system is starting up, or shutting down.
	'57P03',
	...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT']
]);
/** Milliseconds between two tries. */
const AGAIN = 500;

/** A wait for PostgreSQL. */
export interface Patience {
	/** Milliseconds at most. */
	within: number;
	/** Told once, when it begins. */
	onWait(error: unknown): void;
}

/**
 * Does what needs the database, again while that is not there yet: one switch starts both, and a server that gave up
 * would be gone when the other has recovered. [REL3]
 *
 * @throws what the last try threw, at once where waiting helps nothing
 */
export async function whenThere<Result>(
	work: () => Promise<Result>,
	{ within, onWait }: Patience
): Promise<Result> {
	const end = performance.now() + within;
	for (let tries = 1; ; tries++) {
		try {
			return await work();
		} catch (error) {
			if (!isOnItsWay(error) || performance.now() > end) throw error;
			if (tries === 1) onWait(error);
			await sleep(AGAIN);
		}
	}
}

function isOnItsWay(error: unknown): boolean {
	const { code, cause } = error as { code?: string; cause?: unknown };
	return code !== undefined ? onItsWay.has(code) : cause instanceof Error && isOnItsWay(cause);
}
