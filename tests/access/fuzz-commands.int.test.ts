import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import {
	anOrder,
	aWorkshop,
	booking,
	done,
	type WorkshopForTest
} from '../../src/lib/commands/door.testing.ts';
import { openDoor } from '../../src/lib/commands/perform.server.ts';
import type { CommandReply } from '../../src/lib/commands/reply.ts';
import { workshops } from '../../src/lib/database/schema.ts';
import { dial, type LiveServer, outcome, signIn, startLive } from '../../src/lib/sync/live.testing.ts';
import { freshDatabase } from '../database.ts';
import { junkText, junkValue, spoiled } from './junk.ts';

/* [FUZZ1] Junk to the door and to the socket: refused as such, never a failure, never a change. */

const database = freshDatabase();
let here: WorkshopForTest;
let jobId: string;
let server: LiveServer;

beforeAll(async () => {
	here = await aWorkshop(database.db, 'here');
	jobId = (await done(door(), booking({}, Date.now()), here.lin)).jobId;
	server = await startLive(database.db);
});
afterAll(() => server.close());

const door = () => openDoor(database.db, () => {});
const revision = async (): Promise<number> =>
	(await database.db.select().from(workshops).where(eq(workshops.id, here.id)))[0]!.revision;
let before = 0;
beforeEach(async () => void (before = await revision()));

const perform = (command: unknown): Promise<CommandReply> => door().perform(command, here.lin);

/** Every kind of command, good but for what is spoiled; ids that there are and that there are not. */
function good(): fc.Arbitrary<object> {
	const id = fc.constantFrom(jobId, randomUUID(), here.stage('repair').id, here.lin.actor.id!);
	const stop = { expectedUntil: null, note: 'n', otherWork: false, blocksBay: false };
	const draft = fc.constantFrom<object>(
		{ type: 'book', order: anOrder(), arrivedAt: null, fromSource: false },
		{ type: 'checkIn', arrivedAt: null },
		{ type: 'dispatch', technicianId: here.zhou.actor.id, bayId: here.bays[0]!.id, standardHours: 1 },
		{ type: 'move', stageId: here.stage('repair').id, after: null, before: null },
		{ type: 'stop', reason: 'parts', ...stop },
		{ type: 'revisePromise', promise: Date.now() + 3_600_000, reason: 'r' },
		{ type: 'park', spot: '1', keyTag: '2' },
		{ type: 'note', text: 'n' },
		{ type: 'amend', order: { remark: 'r', vehicle: anOrder().vehicle } },
		{ type: 'readSource', order: anOrder(), arrivedAt: null },
		{ type: 'takeBack', order: anOrder(), source: null, reason: 'r' },
		{ type: 'cancel', reason: 'r' },
		{ type: 'undo' }
	);
	return fc
		.record({ draft, jobId: id, expect: fc.integer({ min: 2, max: 3 }) })
		.map(({ draft, jobId, expect }) => ({ id: randomUUID(), jobId, expect, ...draft }));
}

describe('[FUZZ1] [CMD8] the door', () => {
	test('refuses 20,000 times whatever is no command', async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(junkValue, fc.dictionary(junkText, junkValue)), async (junk) => {
				expect(await perform(junk)).toEqual({ ok: false, refusal: { code: 'invalid' }, state: null });
			}),
			{ numRuns: 20_000 }
		);
		expect(await revision()).toBe(before);
	}, 60_000);

	test('refuses or does 5,000 spoiled commands, and takes a revision only for what it does', async () => {
		let doneCount = 0;
		await fc.assert(
			fc.asyncProperty(
				good().chain((command) => spoiled(command)),
				async (command) => {
					if ((await perform(command)).ok) doneCount++;
				}
			),
			{ numRuns: 5_000 }
		);
		expect(await revision()).toBe(before + doneCount);
	}, 120_000);
});

describe('[FUZZ1] [ACC8] the socket', () => {
	test('answers 5,000 messages or leaves them, and goes on serving', async () => {
		// Ten people: one alone would be cut off for sending so many.
		const sockets: ReturnType<typeof dial>[] = [];
		for (let index = 0; index < 10; index++) {
			const house = await aWorkshop(database.db);
			const cookie = await signIn(database.db, house.lin.actor.id!);
			const socket = dial(server.url, { workshop: house.slug }, { cookie });
			expect(await outcome(socket)).toBe('connect');
			sockets.push(socket);
		}
		const event = fc.oneof(fc.constantFrom('join', 'command', 'active'), junkText);
		const reserved = [
			'connect',
			'connect_error',
			'disconnect',
			'disconnecting',
			'newListener',
			'removeListener'
		];
		let sent = 0;
		await fc.assert(
			fc.asyncProperty(
				event.filter((name) => !reserved.includes(name)),
				fc.array(fc.oneof(junkValue, fc.uint8Array({ maxLength: 30 })), { maxLength: 3 }),
				fc.boolean(),
				async (name, payload, isAcked) => {
					const socket = sockets[sent++ % sockets.length]!;
					const emit = socket as unknown as { emit(name: string, ...payload: unknown[]): void };
					emit.emit(name, ...payload, ...(isAcked ? [() => {}] : []));
				}
			),
			{ numRuns: 5_000 }
		);
		for (const socket of sockets) {
			expect(await socket.timeout(10_000).emitWithAck('join', { since: null })).toMatchObject({ ok: true });
			socket.disconnect();
		}
		expect(server.warnings).toEqual([]);
		expect(await revision()).toBe(before);
	}, 60_000);

	test('outlives 1,000 frames that are none of its protocol', async () => {
		const frame = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 60 }),
			fc.uint8Array({ maxLength: 60 }),
			fc.constantFrom(
				'40',
				'41',
				'42',
				'42[',
				'42["join"]',
				'451-["command",{"_placeholder":true}]',
				'40/x,',
				'5',
				'1'
			)
		);
		await fc.assert(
			fc.asyncProperty(fc.array(frame, { minLength: 20, maxLength: 20 }), async (frames) => {
				const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
				const socket = new WebSocket(address, { origin: server.url });
				socket.on('error', () => {});
				await new Promise((resolve) => socket.once('open', resolve));
				for (const each of frames) socket.send(each);
				await new Promise((resolve) => {
					socket.once('close', resolve);
					socket.close();
				});
			}),
			{ numRuns: 50 }
		);
		const cookie = await signIn(database.db, here.zhou.actor.id!);
		const socket = dial(server.url, { workshop: 'here' }, { cookie });
		expect(await outcome(socket)).toBe('connect');
		socket.disconnect();
	}, 60_000);

	test('[ACC8] cuts off whoever floods it, in all their tabs, and nobody else', async () => {
		const house = await aWorkshop(database.db);
		const [flooder, other] = [
			await signIn(database.db, house.lin.actor.id!),
			await signIn(database.db, house.zhou.actor.id!)
		];
		const open = (cookie: string) => dial(server.url, { workshop: house.slug }, { cookie });
		const [one, two] = [open(flooder), open(other)];
		// Heard together: the second may connect while the first is awaited.
		expect(await Promise.all([outcome(one), outcome(two)])).toEqual(['connect', 'connect']);
		const ended = new Promise((resolve) => one.once('disconnect', resolve));
		// The limit counts 10 s: on a busy machine a fixed number of messages may be spread over two of those.
		const flood = setInterval(() => {
			for (let count = 0; one.connected && count < 700; count++) one.emit('active');
		}, 50);
		expect(await ended.finally(() => clearInterval(flood))).toBe('io server disconnect');
		expect(await two.timeout(10_000).emitWithAck('join', { since: null })).toMatchObject({ ok: true });
		for (const socket of [one, two]) socket.disconnect();
	});
});
