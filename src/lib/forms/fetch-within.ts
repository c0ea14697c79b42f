/** How long a request may take with its whole answer, milliseconds. */
const PATIENCE = 8_000;

/**
 * Fetches, and gives up after a while: a request into a dead network is otherwise answered never. Rejects then, as
 * where there is no network. (`AbortSignal.timeout` came with Chromium 103.)
 */
export function fetchWithin(address: string, init: RequestInit = {}, patience = PATIENCE): Promise<Response> {
	const control = new AbortController();
	setTimeout(() => control.abort(), patience);
	init.signal?.addEventListener('abort', () => control.abort());
	return fetch(address, { ...init, signal: control.signal });
}
