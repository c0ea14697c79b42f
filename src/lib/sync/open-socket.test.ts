import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { openSocket } from './open-socket.ts';
import { CONNECT_TIMEOUT } from './reconnect.ts';

test('[SYNC15] where nothing answers, one attempt to connect follows the other at once', async () => {
	const attempts: number[] = [];
	const open = new Set<Socket>();
	const silent = createServer((socket) => {
		attempts.push(performance.now());
		open.add(socket.on('error', () => undefined));
	}).listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const { close } = openSocket({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
	await vi.waitUntil(() => attempts.length === 4, { timeout: 30_000 });
	close();
	for (const socket of open) socket.destroy();
	silent.close();
	// Socket.IO's own delay would be a second or more by the third time.
	const gaps = attempts.slice(1).map((at, before) => at - attempts[before]!);
	expect(Math.max(...gaps)).toBeLessThan(CONNECT_TIMEOUT + 950);
}, 40_000);
