import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchWithin } from './fetch-within.ts';

/** Answers `/`; begins an answer to `/half` and to everything else says nothing. */
let server: Server;
let address: string;

beforeAll(async () => {
	server = createServer(({ url }, response) => {
		if (url === '/') response.end('whole');
		if (url === '/half') response.writeHead(200).write('half');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

test('[SYNC15] an answer in time is given', async () => {
	expect(await (await fetchWithin(`${address}/`)).text()).toBe('whole');
});

test('[SYNC15] a request without an answer is given up, and one whose answer does not end', async () => {
	const begin = performance.now();
	await expect(fetchWithin(`${address}/nothing`, {}, 200)).rejects.toThrow();
	await expect(fetchWithin(`${address}/half`, {}, 200).then((answer) => answer.text())).rejects.toThrow();
	expect(performance.now() - begin).toBeLessThan(5_000);
});

test('[SYNC15] the caller can still abort it earlier', async () => {
	const control = new AbortController();
	const asked = fetchWithin(`${address}/nothing`, { signal: control.signal });
	control.abort();
	await expect(asked).rejects.toThrow();
});
