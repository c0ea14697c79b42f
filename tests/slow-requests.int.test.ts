import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type TestServer } from './server.ts';

/* Connections that ask for little and would stay for long, against the built server. */

let server: TestServer;

beforeAll(async () => {
	server = await startServer();
}, 120_000);

afterAll(() => server?.remove());

/** Sends some bytes and then nothing. Resolves when the server closes: to what it said, and after how many ms. */
async function hold(bytes: string): Promise<{ said: string; after: number }> {
	// As a client that never closes its own side.
	const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
	await once(socket, 'connect');
	const begin = performance.now();
	socket.write(bytes);
	const said = await text(socket);
	const after = performance.now() - begin;
	socket.destroy();
	return { said, after };
}

const upgrade = (path: string) =>
	`GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: http://localhost:${server.port}\r\n` +
	'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
	'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

const slowly = () =>
	`POST /sign-in HTTP/1.1\r\nHost: localhost:${server.port}\r\nOrigin: http://localhost:${server.port}\r\n`;

describe.concurrent('[ACC12] a connection ends', () => {
	test('that asks to upgrade at an unknown path: it is answered as a page that is missing', async () => {
		const { said, after } = await hold(upgrade('/nothing-here'));
		expect(said).toMatch(/^HTTP\/1\.1 404 /);
		expect(after).toBeLessThan(20_000);
	}, 60_000);

	test('whose websocket does not say who it is', async () => {
		const { said, after } = await hold(upgrade('/socket.io/?EIO=4&transport=websocket'));
		expect(said).toMatch(/^HTTP\/1\.1 101 /);
		expect(after).toBeGreaterThan(9_000);
		// The handshake of closing has 30 s more where the other side does not answer it.
		expect(after).toBeLessThan(55_000);
	}, 90_000);

	test('whose headers do not end', async () => {
		const { said, after } = await hold(slowly().slice(0, -2));
		expect(said).toMatch(/^HTTP\/1\.1 408 /);
		expect(after).toBeLessThan(28_000);
	}, 60_000);

	test('whose body does not end', async () => {
		const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6000\r\n\r\nusername=';
		const { after } = await hold(slowly() + form);
		expect(after).toBeGreaterThan(29_000);
		expect(after).toBeLessThan(60_000);
	}, 90_000);
});

test('[ACC12] what did not end in time is no error of the server', () => {
	expect(server.output()).not.toMatch(/"level":(50|60)/);
});
