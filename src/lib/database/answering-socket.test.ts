import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnsweringSockets, answeringSockets } from './answering-socket.ts';

const PATIENCE = 150;
const SYNC = [0x53, 0, 0, 0, 4];
/** Execute and Sync. */
const STATEMENT = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, ...SYNC]);
/** Query: `commit`. */
const SIMPLE = Buffer.from([0x51, 0, 0, 0, 11, ...Buffer.from('commit'), 0]);
/** Describe and Flush. */
const DESCRIBE = Buffer.from([0x44, 0, 0, 0, 6, 0x53, 0, 0x48, 0, 0, 0, 4]);
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

test.each([
	['a statement', STATEMENT],
	['one without parameters', SIMPLE],
	['what a statement is like', DESCRIBE]
])('[REL2] who owes an answer to %s and is silent is given up', async (_, asked) => {
	let why = '';
	here.on('error', (error) => (why = error.message));
	here.write(asked);
	await new Promise((resolve) => here.once('close', resolve));
	expect(why).toMatch(/did not answer/);
});

test('[REL2] an answer to one of two is not the answer to the other', async () => {
	here.write(Buffer.concat([STATEMENT, SIMPLE]));
	await once(there, 'data');
	there.write(ANSWER);
	await new Promise((resolve) => here.once('close', resolve));
	expect(here.destroyed).toBe(true);
});

test('[REL2] what begins a connection, or ends a statement early, makes no debt', async () => {
	// StartupMessage; Terminate.
	for (const bytes of [[0, 0, 0, 9, 0, 3, 0, 0, 0], [0x58, 0, 0, 0, 4], [0x51], []])
		here.write(Buffer.from(bytes));
	await sleep(PATIENCE * 2);
	expect(here.destroyed).toBe(false);
});

test('[REL2] a value that looks like a message is none', async () => {
	const value = Buffer.from([...SYNC, ...SYNC]);
	here.write(Buffer.concat([Buffer.from([0x42, 0, 0, 0, 4 + value.length]), value, STATEMENT]));
	await once(there, 'data');
	there.write(ANSWER);
	await sleep(PATIENCE * 2);
	expect(here.destroyed).toBe(false);
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
