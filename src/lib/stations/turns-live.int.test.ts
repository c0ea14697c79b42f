import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { anOrder, booking, done, onJob } from '../commands/door.testing.ts';
import { openLimits } from '../database/limit.server.ts';
import {
	type ClientSocket,
	dial,
	type LiveServer,
	outcome,
	signIn,
	startLive
} from '../sync/live.testing.ts';
import { leave } from './enter.server.ts';
import { aFloor, secret, type Tablet } from './station.testing.ts';

const database = freshDatabase({ max: 20 });
let server: LiveServer;
let floor: Awaited<ReturnType<typeof aFloor>>;
let tablet: Tablet;
const open: ClientSocket[] = [];

beforeAll(async () => {
	server = await startLive(database.db);
	floor = await aFloor(database.db, openLimits(database.db, secret));
});
beforeEach(async () => {
	tablet = await floor.pair();
});
afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
afterAll(() => server.close());

/** Somebody enters; @returns the cookies of the tablet then */
async function entered(personId: string, pin = '4071'): Promise<string> {
	const entering = await tablet.type(personId, pin);
	if (!entering.ok) throw new Error('refused');
	return `kanche.station=${tablet.token}; kanche.turn=${entering.token}`;
}

function socketWith(cookie: string, workshop = floor.slug): ClientSocket {
	const socket = dial(server.url, { workshop }, { cookie });
	open.push(socket);
	return socket;
}

async function connected(cookie: string): Promise<ClientSocket> {
	const socket = socketWith(cookie);
	expect(await outcome(socket)).toBe('connect');
	return socket;
}

const closed = (socket: ClientSocket): Promise<string> =>
	new Promise((resolve) => void socket.once('disconnect', resolve));

const idleOut = () =>
	database.sql`update stations set active_at = now() - interval '1 hour' where id = ${tablet.id}`;

const byServer = 'io server disconnect';

test('[STA2] locking closes what is open there at once, and nothing is let in any more', async () => {
	const cookie = await entered(await floor.person(['technician'], '4071'));
	const sockets = [await connected(cookie), await connected(cookie)];
	const ends = sockets.map(closed);
	await leave(database.db, await tablet.station(), Date.now());
	server.live.look(floor.id);
	expect(await Promise.all(ends)).toEqual([byServer, byServer]);
	expect(await outcome(socketWith(cookie))).toBe('denied');
});

test('[STA2] somebody else’s turn closes what the first has open', async () => {
	const first = await connected(await entered(await floor.person(['technician'], '4071')));
	const end = closed(first);
	const next = await entered(await floor.person(['advisor'], '83920'), '83920');
	server.live.look(floor.id);
	expect(await end).toBe(byServer);
	await connected(next);
});

/** The last touch was so many seconds ago; a turn lasts five minutes. */
const touched = (seconds: number) =>
	database.sql`update stations set active_at = now() - make_interval(secs => ${seconds}) where id = ${tablet.id}`;

test('[STA2] an idle turn’s sockets are closed when its minutes are over', async () => {
	const cookie = await entered(await floor.person(['technician'], '4071'));
	await touched(297);
	const socket = await connected(cookie);
	expect(await closed(socket)).toBe(byServer);
	expect(await outcome(socketWith(cookie))).toBe('denied');
});

test('[STA2] a turn’s sockets stay open when it was touched before its minutes were over', async () => {
	const cookie = await entered(await floor.person(['technician'], '4071'));
	await touched(297);
	const socket = await connected(cookie);
	await touched(0);
	await sleep(5_000);
	expect(socket.connected).toBe(true);
});

test('[ACC7] a turn that somebody shortens in the database closes its sockets', async () => {
	const socket = await connected(await entered(await floor.person(['technician'], '4071')));
	const end = closed(socket);
	await idleOut();
	expect(await end).toBe(byServer);
});

test('[STA2] after the end neither a touch nor a command keeps it going', async () => {
	const job = await done(server.live.door, booking({}, Date.now()), floor.lin);
	for (const say of ['active', 'command'] as const) {
		const cookie = await entered(await floor.person(['technician'], '4071'));
		const socket = await connected(cookie);
		await idleOut();
		const end = closed(socket);
		if (say === 'active') socket.emit('active');
		else {
			const note = onJob(job.jobId, job.version, { type: 'note', text: '看' });
			void socket.emitWithAck('command', note).catch(() => {});
		}
		expect(await end).toBe(byServer);
		expect(await outcome(socketWith(cookie))).toBe('denied');
	}
	const [{ version }] = await database.sql<[{ version: number }]>`
		select version from jobs where id = ${job.jobId}`;
	expect(version).toBe(job.version);
});

test('[STA2] a touch and a command each keep it going', async () => {
	const job = await done(server.live.door, booking({}, Date.now()), floor.lin);
	const socket = await connected(await entered(await floor.person(['technician'], '4071')));
	const nearlyIdle = () =>
		database.sql`update stations set active_at = now() - interval '290 s' where id = ${tablet.id}`;
	const idle = async () =>
		(
			await database.sql<[{ seconds: number }]>`
				select extract(epoch from now() - active_at)::int as seconds from stations where id = ${tablet.id}`
		)[0].seconds;
	await nearlyIdle();
	socket.emit('active');
	await expect.poll(idle).toBeLessThan(5);
	await nearlyIdle();
	const note = onJob(job.jobId, job.version, { type: 'note', text: '看' });
	expect(await socket.emitWithAck('command', note)).toMatchObject({ ok: true });
	expect(await idle()).toBeLessThan(5);
});

test('[STA3] roles of the settings do not count for commands either, nor while there are others', async () => {
	const who = await floor.person(['owner', 'technician'], '4071');
	const book = () => ({ ...booking({}, Date.now()), order: anOrder() });
	const atDesk = await connected(await signIn(database.db, who));
	expect(await atDesk.emitWithAck('command', book())).toMatchObject({ ok: true });
	const atTablet = await connected(await entered(who));
	const forbidden = { ok: false, refusal: { code: 'forbidden' } };
	expect(await atTablet.emitWithAck('command', book())).toMatchObject(forbidden);
	const job = await done(server.live.door, booking({}, Date.now()), floor.lin);
	const stageId = floor.stage('repair').id;
	const move = onJob(job.jobId, job.version, { type: 'move', stageId, after: null, before: null });
	expect(await atTablet.emitWithAck('command', move)).toMatchObject({ ok: true });
	const [{ screen }] = await database.sql<[{ screen: string }]>`
		select screen from events where command_id = ${move.id}`;
	expect(screen).toBe('station:1 号平板');
});

test('[ACC4] a turn opens no socket of another workshop', async () => {
	const cookie = await entered(await floor.person(['technician'], '4071'));
	const other = await aFloor(database.db, openLimits(database.db, secret));
	expect(await outcome(socketWith(cookie, other.slug))).toBe('denied');
});
