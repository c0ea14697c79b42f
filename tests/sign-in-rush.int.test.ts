import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../scripts/live/sign-in.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import { roomOfKind } from '../src/lib/passwords/room.server.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/database/database.ts';
import { type ClientSocket, dial, outcome } from '../src/lib/sync/live.testing.ts';
import { createWorkshop, type CreatedWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { ask as askAt } from './access/ask.ts';
import { startServer, type TestServer } from './server.ts';

/* Many sign-ins at the same moment, against the built server. */

const password = 'seven blue herons';
const RUSH = 300;

let server: TestServer;
let database: OpenDatabase;
let workshop: CreatedWorkshop;
let owner: string;
const sockets: ClientSocket[] = [];

beforeAll(async () => {
	server = await startServer();
	database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
	const place = { slug: 'one', name: 'One', language: 'en' as const, timeZone: 'Asia/Shanghai' };
	workshop = await createWorkshop(database.db, place, { name: 'O', username: 'owner', password }, Date.now());
	owner = await signIn(server.url, 'owner', password);
}, 120_000);

afterAll(async () => {
	for (const socket of sockets) socket.disconnect();
	await database?.close();
	await server?.remove();
});

/** A sign-in from a network of its own. */
const stranger = (at: number, username = `nobody${at}`, language = 'en') =>
	askAt({ server }, 'POST', '/sign-in', {
		form: { username, password: 'a wrong pass phrase' },
		cookie: `lang=${language}`,
		headers: { 'x-forwarded-for': `198.51.${at >> 8}.${at & 255}` }
	});

const openBoard = async () =>
	expect((await askAt({ server }, 'GET', '/w/one/board', { cookie: owner })).status).toBe(200);

/** Somebody whose board is open is locked out. Resolves when their socket is closed. */
async function revoke(username: string): Promise<() => Promise<unknown>> {
	const account = { username, password };
	const id = await addPerson(
		database.db,
		workshop.id,
		{ name: username, roles: ['foreman'], account },
		Date.now()
	);
	const socket = dial(
		server.url,
		{ workshop: 'one' },
		{ cookie: await signIn(server.url, username, password) }
	);
	sockets.push(socket);
	expect(await outcome(socket)).toBe('connect');
	return async () => {
		const closed = new Promise((resolve) => socket.once('disconnect', resolve));
		const answer = askAt({ server }, 'POST', '/w/one/settings/people?/activate', {
			cookie: owner,
			form: { id, active: 'no' }
		});
		await closed;
		void answer.then(({ status }) => expect(status).toBe(200));
	};
}

test(`[SIGN10] [FUZZ2] while ${RUSH} strangers sign in at once, a board opens before most of them are answered and a revocation closes its socket`, async () => {
	await openBoard();
	const during = await revoke('during');
	let answered = 0;
	const rush = Promise.all(Array.from({ length: RUSH }, (_, at) => stranger(at).finally(() => answered++)));
	/** How many strangers were answered before this was done. */
	const after = async (work: () => Promise<unknown>) => {
		await work();
		return answered;
	};
	const [board, revocation] = await Promise.all([after(openBoard), after(during)]);
	const answers = await rush;
	const busy = answers.filter(({ status }) => status === 503);
	// Those who got a place made room for others meanwhile; most were sent away at once.
	expect(busy.length).toBeGreaterThan(RUSH / 2);
	expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThanOrEqual(roomOfKind);
	expect(busy.length + answers.filter(({ status }) => status === 400).length).toBe(RUSH);
	for (const { headers, text } of busy) {
		expect(headers.get('retry-after')).toBe('2');
		expect(text).toMatch(/value="nobody\d+"/);
	}
	// Known people are not behind the strangers. A revocation asks the database dozens of times, one after the other.
	expect(board).toBeLessThan(RUSH / 4);
	expect(revocation).toBeLessThan(RUSH);
}, 240_000);

/** Milliseconds in which the strangers' requests reach the server. */
const RUSH_BEGINS = 60;

test(`[SIGN10] [FUZZ2] while ${RUSH} strangers sign in, a board opens within 0.5 s and a revocation closes its socket within 1 s`, async () => {
	await openBoard();
	const revocation = await revoke('meanwhile');
	const script = fileURLToPath(new URL('strangers.ts', import.meta.url));
	const strangers = fork(script, [server.url, String(RUSH)]);
	await once(strangers, 'message');
	const answered = once(strangers, 'message') as Promise<[Record<number, number>]>;
	strangers.send('begin');
	await sleep(RUSH_BEGINS);
	const begun = performance.now();
	const took = (work: Promise<unknown>) => work.then(() => performance.now() - begun);
	const [board, closed] = await Promise.all([took(openBoard()), took(revocation())]);
	const [statuses] = await answered;
	expect(board).toBeLessThan(500);
	expect(closed).toBeLessThan(1_000);
	// They were served meanwhile, or sent away.
	expect(performance.now() - begun).toBeGreaterThan(closed);
	expect(Object.values(statuses).reduce((sum, many) => sum + many, 0)).toBe(RUSH);
}, 120_000);
