import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnsweringSockets, answeringSockets } from './answering-socket.ts';

const PATIENCE = 150;
const STATEMENT = Buffer.from([0x51, 0, 0, 0, 4, 0x53, 0, 0, 0, 4]);
const ANSWER = Buffer.from([0x43, 0, 0, 0, 4, 0x5a, 0, 0, 0, 5, 0x49]);

const server = createServer();
let sockets: AnsweringSockets;
let here: Socket;
let there: Socket;

beforeEach(async () => {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	const connected = once(server, 'connection');
	sockets = answeringSockets(PATIENCE);
	here = sockets.make({ host: ['127.0.0.1'], port: [port] });
	here.on('error', () => {});
	there = ((await connected) as [Socket])[0];
});
afterEach(async () => {
	here.destroy();
	there.destroy();
	await new Promise((resolve) => server.close(resolve));
});

test('[REL2] who owes an answer and is silent is given up', async () => {
	let why = '';
	here.on('error', (error) => (why = error.message));
	here.write(STATEMENT);
	await new Promise((resolve) => here.once('close', resolve));
	expect(why).toMatch(/did not answer/);
});

test.each([1, 6, 7, 8, 9, 10, 11])(
	'[REL2] who answered may be silent, also when the answer came in two pieces (%i bytes first)',
	async (first) => {
		here.write(STATEMENT);
		await once(there, 'data');
		there.setNoDelay(true);
		there.write(ANSWER.subarray(0, first));
		await sleep(20);
		there.write(ANSWER.subarray(first));
		await sleep(PATIENCE * 2);
		expect(here.destroyed).toBe(false);
	}
);

test('[REL2] a long answer is none that is missing', async () => {
	here.write(STATEMENT);
	await once(there, 'data');
	for (let part = 0; part < 4; part++) {
		there.write(Buffer.alloc(100, 1));
		await sleep(PATIENCE / 2);
	}
	there.write(ANSWER);
	await sleep(PATIENCE * 2);
	expect(here.destroyed).toBe(false);
});

test('[OBS2] connections are counted while they are there, and as busy while an answer is owed', async () => {
	expect(sockets.use()).toEqual({ open: 1, busy: 0 });
	here.write(STATEMENT);
	expect(sockets.use()).toEqual({ open: 1, busy: 1 });
	await once(there, 'data');
	there.write(ANSWER);
	await once(here, 'data');
	expect(sockets.use()).toEqual({ open: 1, busy: 0 });
	here.destroy();
	await once(here, 'close');
	expect(sockets.use()).toEqual({ open: 0, busy: 0 });
});
