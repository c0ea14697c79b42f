import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LiveServer } from './live-socket.ts';
import type { Pulse, ServerToScreen } from './protocol.ts';
import { tellRoom } from './tell-room.server.ts';

const http = createServer();
const server: LiveServer = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
const tell = tellRoom(server);
let inside: Socket<ServerToScreen>;
let outside: Socket<ServerToScreen>;
let heard: { builds: string[]; outside: string[] };

const pulse = (build: string): Pulse => ({ epoch: 'e', revision: 1, now: 2, build, confirmedAt: 3 });
const socketInside = () => server.sockets.sockets.get(inside.id!)!;

beforeAll(async () => {
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	const open = async () => {
		const { port } = http.address() as AddressInfo;
		const socket = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });
		await new Promise<void>((resolve) => socket.once('connect', resolve));
		return socket as Socket<ServerToScreen>;
	};
	[inside, outside] = [await open(), await open()];
	await socketInside().join('wall:w1');
	inside.on('pulse', ({ build }) => void heard.builds.push(build));
	outside.on('pulse', ({ build }) => void heard.outside.push(build));
});
beforeEach(() => void (heard = { builds: [], outside: [] }));
afterAll(async () => {
	for (const socket of [inside, outside]) socket.disconnect();
	await server.close();
});

describe('telling a room', () => {
	test.each([
		['a short event', 'b1'],
		['an event of some hundred bytes, not all of them ASCII', '看'.repeat(100)],
		['an event of the longest length in two bytes', 'b'.repeat(0xffff - 80)],
		['an event longer than that', '看板'.repeat(50_000)]
	])('%s as it is', async (_, build) => {
		tell('wall:w1', 'pulse', pulse(build));
		await expect.poll(() => heard.builds).toEqual([build]);
		expect(heard.outside).toEqual([]);
	});

	test.each([125, 126, 127, 65_535, 65_536])('a frame whose content has %i bytes', async (length) => {
		const empty = `42${JSON.stringify(['pulse', pulse('')])}`;
		const build = 'b'.repeat(length - empty.length);
		tell('wall:w1', 'pulse', pulse(build));
		await expect.poll(() => heard.builds).toEqual([build]);
	});

	test('in the order in which all was sent, also where something waits at Engine.IO', async () => {
		const sent = Array.from({ length: 200 }, (_, index) => `b${index}`);
		for (const [index, build] of sent.entries()) {
			if (index % 3 === 0) socketInside().emit('pulse', pulse(build));
			else tell('wall:w1', 'pulse', pulse(build));
			// Some of it in turns of its own.
			if (index % 20 === 0) await new Promise(setImmediate);
		}
		await expect.poll(() => heard.builds.length).toBe(sent.length);
		expect(heard.builds).toEqual(sent);
	});

	test('nothing where nobody is', () => {
		expect(() => tell('wall:w2', 'pulse', pulse('b1'))).not.toThrow();
	});
});
