import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { sampleOf, type Shape } from '../golden/golden.ts';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventAccess, mayCommand, overlaps } from '../../src/lib/access/table.ts';
import type { FormField } from '../../src/lib/stream/command-module.ts';
import {
	allCommandTypes,
	type AnyCommandType,
	commandModule,
	streamOf
} from '../../src/lib/streams/streams.ts';
import { anOrder } from '../../src/lib/commands/door.testing.ts';
import type { WireReply } from '../../src/lib/sync/protocol.ts';
import { type ClientSocket, dial, outcome } from '../../src/lib/sync/live.testing.ts';
import type { PaintedReport } from '../../src/lib/model/screen-report.ts';
import type { WireJoinReply } from '../../src/lib/sync/protocol.ts';
import { type Asker, askersOf } from './askers.ts';
import { digest } from './digest.ts';
import { openWorld, type World } from './world.ts';

/* Generated from the access table: every socket event and every command, sent by everybody. */

let world: World;
let askers: Asker[];
const sockets: ClientSocket[] = [];

beforeAll(async () => {
	world = await openWorld();
	askers = await askersOf(world);
}, 120_000);
afterAll(async () => {
	for (const socket of sockets) socket.disconnect();
	await world?.remove();
});

async function knock(auth: object, cookie?: string): Promise<ClientSocket | null> {
	const socket = dial(world.server.url, auth, { cookie });
	sockets.push(socket);
	if ((await outcome(socket)) === 'connect') return socket;
	socket.disconnect();
	return null;
}

/** What a form holds that is made from its description. */
const filledIn = (form: readonly FormField<string>[]): object =>
	Object.fromEntries(form.map(({ field, kind }) => [field, kind === 'number' ? 1 : 't']));

/** Each command so that it could be done, but for the version that its sender saw. */
function commands(): Record<string, object> {
	const described = allCommandTypes.flatMap((type) => {
		const module = commandModule(type);
		return module.on !== 'new' && module.form ? [[type, filledIn(module.form)] as const] : [];
	});
	const contents = { ...Object.fromEntries(described), ...otherContents() };
	expect(Object.keys(contents).sort()).toEqual([...allCommandTypes].sort());
	return contents;
}

function otherContents(): Partial<Record<AnyCommandType, object>> {
	const none = { technicianId: null, bayId: null, standardHours: null };
	const stop = { expectedUntil: null, note: '', otherWork: false, blocksBay: false };
	const known: Partial<Record<AnyCommandType, object>> = {
		book: { order: anOrder(), arrivedAt: null, fromSource: false, expect: undefined },
		checkIn: { arrivedAt: null },
		dispatch: none,
		move: { stageId: randomUUID(), after: null, before: null },
		stop: { reason: 'parts', ...stop },
		resume: {},
		revisePromise: { promise: Date.now() + 3_600_000, reason: 'r' },
		amend: { order: { remark: 'r' } },
		readSource: { order: anOrder(), arrivedAt: null },
		takeBack: { order: null, source: null, reason: 'r' },
		deliver: {},
		undo: {},
		openCase: {
			...{ jobId: randomUUID(), kind: 'complaint', priority: 'normal', words: 'w', expect: undefined },
			customer: { name: '', phone: '' }
		},
		assignCase: { ownerId: null, dueAt: null },
		answerCase: { answer: 'a' },
		closeCase: { customerSaid: 'c' },
		reopenCase: { reason: 'r' }
	};
	const rest = allCommandTypes.filter((type) => !known[type]).map((type) => [type, sampleOf(shapeOf(type))]);
	return { ...known, ...Object.fromEntries(rest) } as Record<string, object>;
}

const shapeOf = (type: AnyCommandType): Shape =>
	toJsonSchema(v.strictObject(commandModule(type).entries), { errorMode: 'ignore' }) as Shape;

/** What became of each command: `forbidden`, or refused for what it asks. */
async function send(socket: ClientSocket, jobId: string): Promise<Record<string, string>> {
	const became: Record<string, string> = {};
	for (const [type, fields] of Object.entries(commands())) {
		const subject = streamOf(type) === 'case' ? { caseId: randomUUID() } : { jobId };
		const command = { id: randomUUID(), ...subject, type, expect: 999_999, ...fields };
		const reply: WireReply = await socket.timeout(5_000).emitWithAck('command', command);
		if (reply.ok) became[type] = 'done';
		else became[type] = reply.refusal.code === 'forbidden' ? 'forbidden' : 'refused for what it asks';
		if (!reply.ok && reply.refusal.code === 'invalid') became[type] = 'not even read';
	}
	return became;
}

test('[ACC8] a connection asks once who it is: by a second name it is closed', async () => {
	// Without Socket.IO's client, which never asks twice.
	const address = `${world.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
	const socket = new WebSocket(address, { headers: { origin: world.server.url } } as never);
	await new Promise((resolve) => (socket.onopen = resolve));
	const closed = new Promise((resolve) => (socket.onclose = () => resolve('closed')));
	for (let at = 0; at < 100; at++) socket.send(`40{"token":"unknown ${at}"}`);
	expect(await Promise.race([closed, sleep(3_000, 'open')])).toBe('closed');
});

describe('[ACC3] [ACC4] a socket of a workshop', () => {
	test('opens to its members alone, whatever the cookie', async () => {
		const opened: Record<string, boolean> = {};
		for (const { name, cookie } of askers) opened[name] = (await knock({ workshop: 'one' }, cookie)) !== null;
		expect(opened).toEqual(
			Object.fromEntries(
				askers.map(({ name, roles }) => [name, roles !== null && overlaps(roles, eventAccess.join)])
			)
		);
	});

	test('shows and tells nothing of another workshop', async () => {
		for (const { cookie, name } of askers) {
			const socket = await knock({ workshop: 'two' }, cookie);
			expect([name, socket !== null]).toEqual([name, name.endsWith('another workshop')]);
		}
	});
});

describe('[ACC1] commands', () => {
	test('are taken by the table: role by role, at a tablet only by roles that count there', async () => {
		const before = await digest(world.database.sql);
		for (const { name, cookie, roles, station } of askers.filter(({ roles }) => roles !== null)) {
			const socket = await knock({ workshop: 'one' }, cookie);
			const wanted = Object.keys(commands()).map((type) => [
				type,
				mayCommand({ kind: station ? 'station' : 'person', roles: roles! }, type as AnyCommandType)
					? 'refused for what it asks'
					: 'forbidden'
			]);
			expect([name, await send(socket!, world.one.jobId)]).toEqual([name, Object.fromEntries(wanted)]);
		}
		expect((await digest(world.database.sql)).replace(/stations .*/, '')).toBe(
			before.replace(/stations .*/, '')
		);
	});

	test('on another workshop’s job are refused as on none', async () => {
		const owner = askers.find(({ name }) => name === 'owner')!;
		const socket = await knock({ workshop: 'one' }, owner.cookie);
		const note = { id: randomUUID(), type: 'note', text: 'n', expect: 1 };
		const there = await socket!.emitWithAck('command', { ...note, jobId: world.two.jobId });
		const nowhere = await socket!.emitWithAck('command', { ...note, jobId: randomUUID() });
		expect(there).toEqual({ ok: false, refusal: { code: 'unknownJob' }, card: null });
		expect(nowhere).toEqual(there);
	});

	test.each(['wall', 'lounge', 'job'] as const)('are none of a %s link’s', async (kind) => {
		const socket = await knock({ token: world.one.tokens[kind] });
		const became = await send(socket!, world.one.jobId);
		expect(new Set(Object.values(became))).toEqual(new Set(['forbidden']));
	});
});

test('[SCR5] what was painted is heard from screens alone', async () => {
	const report = { build: 'b', epoch: randomUUID(), revision: 1, width: 1920, height: 1080, sound: 'none' };
	const heard = () => world.database.sql<{ id: string }[]>`select id from screens where heard_at is not null`;
	const tell = async (socket: ClientSocket | null, mayPaint: boolean) => {
		expect(overlaps([mayPaint ? 'screen' : 'link'], eventAccess.painted)).toBe(mayPaint);
		socket!.emit('painted', report as PaintedReport);
		// Heard after it.
		await socket!.emitWithAck('join', { since: null });
	};
	for (const { cookie, roles } of askers) {
		if (roles) await tell(await knock({ workshop: 'one' }, cookie), false);
	}
	await tell(await knock({ token: world.one.tokens.job }), false);
	expect(await heard()).toEqual([]);
	await tell(await knock({ token: world.one.tokens.wall }), true);
	await expect.poll(heard).toEqual([{ id: world.one.ids.screen }]);
});

describe('[ACC3] a link', () => {
	test.each(['wall', 'lounge', 'job'] as const)(
		'to a %s is shown that, whatever it asks for',
		async (kind) => {
			const socket = await knock({ token: world.one.tokens[kind] });
			const reply: WireJoinReply = await socket!.emitWithAck('join', { since: null });
			expect(reply).toMatchObject({ ok: true });
			const asked = { since: null, feed: 'board', workshop: 'one' } as { since: null };
			expect(await socket!.emitWithAck('join', asked)).toEqual({ ok: false, code: 'invalid' });
		}
	);

	test('a pass, a tablet’s token or a made-up one opens no socket', async () => {
		const { passes, station } = world.one;
		const device = /kanche.station=([^;]+)/.exec(station.paired)![1];
		for (const token of [...Object.values(passes), device, 'made up', '']) {
			expect(await knock({ token })).toBeNull();
		}
	});
});
