import type { WireJoinReply } from './protocol.ts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { makeLink } from '../progress-links/links.server.ts';
import { type ScreenKind, usualSettings } from '../model/screen.ts';
import { makeScreen, revokeScreen } from '../screens/screens.server.ts';
import { people, workshops } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { eq } from 'drizzle-orm';
import {
	type ClientSocket,
	dial,
	type Dial,
	type LiveServer,
	outcome,
	signIn,
	startLive
} from './live.testing.ts';

const database = freshDatabase();
const publicOrigin = 'https://board.example';
let server: LiveServer;
let here: WorkshopForTest;
let there: WorkshopForTest;
let cookie: string;
let guest: string;
let jobId: string;
const open: ClientSocket[] = [];

beforeAll(async () => {
	const { db } = database;
	server = await startLive(db, { publicOrigins: [publicOrigin] });
	[here, there] = [await aWorkshop(db, 'here'), await aWorkshop(db, 'there')];
	cookie = await signIn(db, here.lin.actor.id!);
	guest = await signIn(db, here.guest.actor.id!);
	jobId = (await done(server.live.door, booking({}, Date.now()), here.lin)).jobId;
});
afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
afterAll(() => server.close());

function knock(auth: object, how?: Dial): ClientSocket {
	const socket = dial(server.url, auth, how);
	open.push(socket);
	return socket;
}
async function enter(auth: object, how?: Dial): Promise<ClientSocket> {
	const socket = knock(auth, how);
	expect(await outcome(socket)).toBe('connect');
	return socket;
}
const screen = (kind: ScreenKind) =>
	makeScreen(database.db, here.id, { ...usualSettings, kind, name: kind }, Date.now());
const customersLink = (jobId: string) =>
	makeLink(database.db, { workshopId: here.id, jobId, createdBy: null }, Date.now());
const revision = async (): Promise<number> =>
	(await database.db.select().from(workshops).where(eq(workshops.id, here.id)))[0]!.revision;
const ended = (socket: ClientSocket): Promise<string> =>
	new Promise((resolve) => socket.once('disconnect', (reason) => resolve(reason)));

describe('[VER1] [VER2] the version of a feed', () => {
	test.each([
		['1', true],
		[undefined, true],
		['2', false],
		['x', false]
	])('asked for as %s: joined %s', async (version, joins) => {
		const query: Record<string, string> = version === undefined ? {} : { version };
		const socket = await enter({ workshop: 'here' }, { cookie, query });
		const reply = (await socket.emitWithAck('join', { since: null })) as WireJoinReply;
		expect(reply.ok).toBe(joins);
		if (!reply.ok) expect(reply).toMatchObject({ code: 'version', build: expect.any(String) as string });
		else expect('snapshot' in reply && reply.snapshot.version).toBe(1);
	});
});

describe('[ACC5] a socket is accepted', () => {
	test('from a page of the address it was asked at, or of one configured', async () => {
		await enter({ workshop: 'here' }, { cookie });
		await enter({ workshop: 'here' }, { cookie: `__Host-${cookie}`, origin: publicOrigin });
	});

	test('[ACC9] by https only with cookies that no other host can have planted', async () => {
		expect(await outcome(knock({ workshop: 'here' }, { cookie, origin: publicOrigin }))).toBe('denied');
	});

	test.each(['http://evil.example', 'null', null])('not from %s', async (origin) => {
		expect(await outcome(knock({ workshop: 'here' }, { cookie, origin }))).toBe('websocket error');
	});
});

describe('[ACC3] a socket is denied', () => {
	test.each<[string, object]>([
		['nothing', {}],
		['an unknown token', { token: 'x'.repeat(43) }],
		['an unknown workshop', { workshop: 'nowhere' }],
		['a name no database takes', { workshop: 'a\0b' }],
		['a token no database takes', { token: '\0' }],
		['both', { workshop: 'here', token: 'x' }],
		['a list', { workshop: ['here'] }],
		['too much', { token: 'x'.repeat(5_000) }]
	])('that says %s', async (_, auth) => {
		expect(await outcome(knock(auth, { cookie }))).toBe('denied');
	});

	test('without a session, or with one of nobody', async () => {
		expect(await outcome(knock({ workshop: 'here' }))).toBe('denied');
		expect(await outcome(knock({ workshop: 'here' }, { cookie: 'user=nobody' }))).toBe('denied');
		expect(await outcome(knock({ workshop: 'here' }, { cookie: 'user=a\u00e9' }))).toBe('denied');
	});

	test('[ACC4] of a member of another workshop', async () => {
		expect(await outcome(knock({ workshop: 'there' }, { cookie }))).toBe('denied');
	});
});

describe('whoever was let in', () => {
	test('[ACC1] [ACC3] commands only what the role may, and nothing by a link', async () => {
		const note = onJob(jobId, 1, { type: 'note', text: '看' });
		const before = await revision();
		const forbidden = { ok: false, refusal: { code: 'forbidden' }, card: null };
		const viewer = await enter({ workshop: 'here' }, { cookie: guest });
		expect(await viewer.emitWithAck('command', note)).toEqual(forbidden);
		for (const { token } of [await screen('wall'), await screen('lounge'), await customersLink(jobId)]) {
			expect(await (await enter({ token })).emitWithAck('command', note)).toEqual(forbidden);
		}
		expect(await revision()).toBe(before);
	});

	test('[FEED1] [FEED2] is shown its own feed, counted as that is', async () => {
		const { token } = await customersLink(jobId);
		const customer = await (await enter({ token })).emitWithAck('join', { since: null });
		expect(customer).toMatchObject({ ok: true, snapshot: { revision: 1, cards: [{ id: jobId }] } });
		const board = await (await enter({ workshop: 'here' }, { cookie })).emitWithAck('join', { since: null });
		expect(board).toMatchObject({ ok: true, snapshot: { revision: await revision() }, build: 'build-1' });
	});

	test('[FEED5] sees nothing of another workshop', async () => {
		const elsewhere = await done(server.live.door, booking({}, Date.now()), there.lin);
		const socket = await enter({ workshop: 'here' }, { cookie });
		expect(JSON.stringify(await socket.emitWithAck('join', { since: null }))).not.toContain(elsewhere.jobId);
	});

	test('[LINK2] by a link, is put out at once when that is revoked, and denied from then on', async () => {
		const { id, token } = await screen('wall');
		const [socket, other] = [await enter({ token }), await enter({ workshop: 'here' }, { cookie })];
		const end = ended(socket);
		await revokeScreen(database.db, here.id, id, Date.now());
		server.live.look(here.id);
		expect(await end).toBe('io server disconnect');
		expect(other.connected).toBe(true);
		expect(await outcome(knock({ token }))).toBe('denied');
	});

	test('[ACC7] is put out by the next poll though it asked for no feed, which could still command', async () => {
		const { id, token } = await screen('wall');
		const end = ended(await enter({ token }));
		await revokeScreen(database.db, here.id, id, Date.now());
		const began = performance.now();
		expect(await end).toBe('io server disconnect');
		expect(performance.now() - began).toBeLessThan(4_000);
	});

	test('[LINK2] is put out within seconds where another process revoked the link, or the person left', async () => {
		const { id, token } = await screen('lounge');
		const sockets = [await enter({ token }), await enter({ workshop: 'here' }, { cookie: guest })];
		const still = await enter({ workshop: 'here' }, { cookie });
		const ends = sockets.map(ended);
		await revokeScreen(database.db, here.id, id, Date.now());
		await changeSettings(database.db, here.id, (tx) =>
			tx.update(people).set({ active: false }).where(eq(people.id, here.guest.actor.id!))
		);
		expect(await Promise.all(ends)).toEqual(['io server disconnect', 'io server disconnect']);
		expect(still.connected).toBe(true);
		await changeSettings(database.db, here.id, (tx) =>
			tx.update(people).set({ active: true }).where(eq(people.id, here.guest.actor.id!))
		);
	});
});

describe('junk', () => {
	test('[CMD8] over 16 KB closes the connection and changes nothing', async () => {
		const before = await revision();
		const socket = await enter({ workshop: 'here' }, { cookie });
		const end = ended(socket);
		socket.emit('command', { ...booking(), text: 'x'.repeat(17_000) }, () => {});
		expect(await end).toBe('transport close');
		expect(await revision()).toBe(before);
	});

	test('[CMD8] of any kind changes nothing and stops nothing', async () => {
		const before = await revision();
		const socket = await enter({ workshop: 'here' }, { cookie });
		const { token } = await screen('wall');
		const wall = await enter({ token });
		const name = fc.oneof(
			fc.constantFrom('join', 'command', 'error', 'change', '__proto__', 'constructor', 'message'),
			fc.string()
		);
		const almost = fc.constantFrom<unknown>(
			{ ...onJob(jobId, 1, { type: 'note', text: 'a\0b' }) },
			{ ...onJob(jobId, 1, { type: 'note', text: '\ud800' }) },
			{ ...onJob(jobId, 1, { type: 'undo' }), expect: 1e300 },
			{ ...booking(), order: null },
			{ since: { epoch: jobId, revision: 1e300 } },
			{ since: { epoch: jobId, revision: -1 } },
			{ since: { epoch: 'x', revision: 1 } },
			null
		);
		const reserved = [
			'connect',
			'connect_error',
			'disconnect',
			'disconnecting',
			'newListener',
			'removeListener'
		];
		await fc.assert(
			fc.asyncProperty(
				name.filter((event) => !reserved.includes(event)),
				fc.oneof(almost, fc.jsonValue(), fc.uint8Array({ maxLength: 50 })),
				fc.boolean(),
				async (event, payload, acked) => {
					for (const each of [socket, wall] as unknown as { emit(...message: unknown[]): void }[]) {
						each.emit(event, payload, ...(acked ? [() => {}] : []));
						each.emit(event);
					}
				}
			),
			{ numRuns: 150 }
		);
		// Answered behind all of it, in order, on the same connections.
		for (const each of [socket, wall]) {
			expect(await each.timeout(10_000).emitWithAck('join', { since: null })).toMatchObject({ ok: true });
		}
		expect(await socket.emitWithAck('command', { type: 'dance' })).toMatchObject({
			refusal: { code: 'invalid' }
		});
		const mark = { since: { epoch: jobId, revision: 1e300 } };
		expect(await socket.emitWithAck('join', mark)).toEqual({ ok: false, code: 'invalid' });
		expect(await revision()).toBe(before);
		expect(server.warnings).toEqual([]);
	});

	test('[CMD12] a command’s end comes with it, and is none of its content', async () => {
		const socket = await enter({ workshop: 'here' }, { cookie });
		const { jobId } = await done(server.live.door, booking(), here.lin);
		const note = onJob(jobId, 1, { type: 'note', text: '看' });
		const late = await socket.emitWithAck('command', { ...note, until: Date.now() - 1 });
		expect(late).toMatchObject({ ok: false, refusal: { code: 'expired' } });
		const reply = await socket.emitWithAck('command', { ...note, until: Date.now() + 5_000 });
		expect(reply).toMatchObject({ ok: true, version: 2 });
		expect(await socket.emitWithAck('command', { ...note, until: Date.now() - 1 })).toEqual(reply);
		const odd = { ...note, until: 'tomorrow' };
		expect(await socket.emitWithAck('command', odd)).toMatchObject({ refusal: { code: 'invalid' } });
	});

	test('[ACC3] said before saying who one is closes the connection', async () => {
		const before = await revision();
		const address = `${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
		const raw = new WebSocket(address, { headers: { origin: server.url, cookie } } as never);
		const heard: string[] = [];
		raw.onmessage = ({ data }) => heard.push(String(data));
		const end = new Promise((resolve) => (raw.onclose = resolve));
		await new Promise((resolve) => (raw.onopen = resolve));
		// A Socket.IO event with an acknowledgement, without the handshake that comes first.
		raw.send(`420${JSON.stringify(['command', booking()])}`);
		await end;
		expect(heard.filter((text) => !text.startsWith('0'))).toEqual([]);
		expect(await revision()).toBe(before);
	});
});
