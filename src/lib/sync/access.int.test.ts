import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { startRedis, type TestRedis } from '../../../tests/redis.ts';
import { operator, record } from '../audit/record.server.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { changePerson } from '../people/people.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen, revokeScreen } from '../screens/screens.server.ts';
import { people, stations } from '../database/schema.ts';
import { tokenHash } from '../runtime/token.ts';
import { startTurn } from '../stations/turn.server.ts';
import { type ClientSocket, dial, type LiveServer, outcome, signIn, startLive } from './live.testing.ts';

/* [ACC7] What is open when access changes, at two processes on one database: here it was changed, there not. */

const database = freshDatabase();
let redis: TestRedis;
let here: WorkshopForTest;
let cookie: string;
let jobId: string;

beforeAll(async () => {
	redis = await startRedis();
	here = await aWorkshop(database.db, 'here');
	cookie = await signIn(database.db, here.lin.actor.id!);
});
afterAll(() => redis?.stop());

/** Milliseconds that a process may take to hear of it, and some for a busy machine. */
const ways = [
	['that Redis reaches', true, 900],
	['without Redis', false, 2_500]
] as const;

describe.each(ways)('[ACC7] a process %s', (_, isReached, patience) => {
	let servers: [LiveServer, LiveServer];
	const sockets: ClientSocket[] = [];

	beforeAll(async () => {
		const redisUrl = isReached ? redis.url : undefined;
		servers = [await startLive(database.db, { redisUrl }), await startLive(database.db, { redisUrl })];
		jobId = (await done(servers[0].live.door, booking({}, Date.now()), here.lin)).jobId;
	});
	afterAll(async () => {
		for (const socket of sockets) socket.disconnect();
		for (const server of servers) await server.close();
	});

	/** Open at the process where nothing is changed, and following its feed. */
	async function farScreen(auth: object, theirs?: string): Promise<ClientSocket> {
		const socket = dial(servers[1].url, auth, { cookie: theirs });
		sockets.push(socket);
		expect(await outcome(socket)).toBe('connect');
		expect(await socket.emitWithAck('join', { since: null })).toMatchObject({ ok: true });
		return socket;
	}
	const ended = (socket: ClientSocket): Promise<number> =>
		new Promise((resolve) => socket.once('disconnect', () => resolve(performance.now())));

	async function isPutOut(socket: ClientSocket, change: () => Promise<unknown>): Promise<void> {
		const end = ended(socket);
		const still = await farScreen({ workshop: 'here' }, cookie);
		await change();
		const changed = performance.now();
		servers[0].live.look(here.id);
		expect((await end) - changed).toBeLessThan(patience);
		expect(still.connected).toBe(true);
	}

	test('puts out a revoked screen', async () => {
		const screen = await makeScreen(database.db, here.id, { ...usualSettings, name: 'wall' }, Date.now());
		const socket = await farScreen({ token: screen.token });
		await isPutOut(socket, () => revokeScreen(database.db, here.id, screen.id, Date.now()));
	});

	test('puts out who is locked out', async () => {
		const id = here.guest.actor.id!;
		await database.db.update(people).set({ userId: null }).where(eq(people.id, id));
		const socket = await farScreen({ workshop: 'here' }, await newAccount(id));
		await isPutOut(socket, () => changePerson(database.db, here.id, id, { active: false }, operator));
		await changePerson(database.db, here.id, id, { active: true }, operator);
	});

	test('puts out whose session was ended', async () => {
		const id = here.guest.actor.id!;
		await database.db.update(people).set({ userId: null }).where(eq(people.id, id));
		const socket = await farScreen({ workshop: 'here' }, await newAccount(id));
		await isPutOut(socket, async () => {
			// Its account is nobody's any more, which is all that a socket can see of an ended session.
			await database.db.update(people).set({ userId: null }).where(eq(people.id, id));
			await record(database.db, here.id, operator, { type: 'sessionsEnded', personId: id });
		});
	});

	test('[STA2] puts out a tablet whose turn was ended', async () => {
		const [id, token] = [randomUUID(), randomUUID()];
		const paired = { tokenHash: tokenHash(token), pairedAt: Date.now(), createdAt: Date.now() };
		await database.db.insert(stations).values({ id, workshopId: here.id, name: 'Tablet', ...paired });
		const turn = await startTurn(database.db, id, here.zhou.actor.id!, Date.now());
		const cookies = `kanche.station=${token}; kanche.turn=${turn}`;
		const socket = await farScreen({ workshop: 'here' }, cookies);
		await isPutOut(socket, async () => {
			await database.db.update(stations).set({ revokedAt: Date.now() }).where(eq(stations.id, id));
			await record(database.db, here.id, operator, { type: 'stationRevoked', stationId: id });
		});
	});

	test('[ACC1] takes nothing more by a role that is gone, not even once, and something by a new one', async () => {
		const id = here.guest.actor.id!;
		await database.db.update(people).set({ userId: null }).where(eq(people.id, id));
		const socket = await farScreen({ workshop: 'here' }, await newAccount(id));
		const note = async () => {
			const command = onJob(jobId, await version(socket), { type: 'note', text: 'n' });
			const reply = await socket.emitWithAck('command', command);
			return reply.ok ? 'done' : reply.refusal.code;
		};
		expect(await note()).toBe('forbidden');
		await changePerson(database.db, here.id, id, { roles: ['technician'] }, operator);
		servers[0].live.look(here.id);
		await expect.poll(note, { timeout: patience, interval: 50 }).toBe('done');
		await changePerson(database.db, here.id, id, { roles: ['viewer'] }, operator);
		expect(await note()).toBe('forbidden');
	});
});

let accounts = 0;
/** One that was not there before: `signIn` gives each person's account one name. */
const newAccount = (personId: string): Promise<string> =>
	signIn(database.db, personId, `guest-${++accounts}`);

async function version(socket: ClientSocket): Promise<number> {
	const reply = await socket.emitWithAck('join', { since: null });
	if (!reply.ok || !('snapshot' in reply)) throw new Error('no snapshot');
	const cards = reply.snapshot.cards as { id: string; version: number }[];
	return cards.find(({ id }) => id === jobId)!.version;
}
