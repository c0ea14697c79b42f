import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { makeLink } from '../progress-links/links.server.ts';
import { type Auth, openAuth } from '../people/auth.server.ts';
import { addPerson } from '../people/people.server.ts';
import { newToken } from '../runtime/token.ts';
import { type ClientSocket, dial, type LiveServer, outcome, startLive } from './live.testing.ts';

/* [ACC7] What ends at a known time is closed then, though nobody changes anything. */

const database = freshDatabase();
const password = 'correct horse battery staple';
let auth: Auth;
let server: LiveServer;
let here: WorkshopForTest;
const open: ClientSocket[] = [];

beforeAll(async () => {
	auth = openAuth(database.db, newToken());
	server = await startLive(database.db, { accountsOf: auth.accountsOf });
	here = await aWorkshop(database.db, 'here');
});
afterAll(async () => {
	for (const socket of open) socket.disconnect();
	await server.close();
});

async function connected(handshake: object, cookie?: string): Promise<ClientSocket> {
	const socket = dial(server.url, handshake, { cookie });
	open.push(socket);
	expect(await outcome(socket)).toBe('connect');
	return socket;
}
const closed = (socket: ClientSocket): Promise<string> =>
	new Promise((resolve) => void socket.once('disconnect', resolve));
const byServer = 'io server disconnect';

let names = 0;
/** Somebody signed in; @returns their cookie and their session in the database */
async function signedIn(): Promise<{ cookie: string; userId: string }> {
	const account = { username: `somebody-${++names}`, password };
	await addPerson(database.db, here.id, { name: 'Somebody', roles: ['viewer'], account }, Date.now());
	const cookies = await auth.signIn(account, new Headers());
	const cookie = cookies!.map(({ name, value }) => `${name}=${value}`).join('; ');
	const [found] = await auth.accountsOf([new Headers({ cookie })]);
	return { cookie, userId: found!.userId };
}

describe('[SIGN6] a session', () => {
	test('that runs out closes its sockets', async () => {
		const { cookie, userId } = await signedIn();
		await database.sql`update sessions set expires_at = now() + interval '3 s' where user_id = ${userId}`;
		expect(await closed(await connected({ workshop: 'here' }, cookie))).toBe(byServer);
	});

	test('that is 90 days old closes its sockets', async () => {
		const { cookie, userId } = await signedIn();
		await database.sql`
			update sessions set created_at = now() - interval '90 days' + interval '3 s' where user_id = ${userId}`;
		expect(await closed(await connected({ workshop: 'here' }, cookie))).toBe(byServer);
	});

	test('that a page prolonged keeps its sockets open', async () => {
		const { cookie, userId } = await signedIn();
		await database.sql`update sessions set expires_at = now() + interval '3 s' where user_id = ${userId}`;
		const socket = await connected({ workshop: 'here' }, cookie);
		await database.sql`update sessions set expires_at = now() + interval '30 days' where user_id = ${userId}`;
		await sleep(5_000);
		expect(socket.connected).toBe(true);
	});
});

test('[LINK3] a customer’s page is closed 7 days after the job was', async () => {
	const { jobId } = await done(server.live.door, booking({}, Date.now()), here.lin);
	const link = { workshopId: here.id, jobId, createdBy: null };
	const { token } = await makeLink(database.db, link, Date.now());
	await database.sql`
		update jobs set status = 'cancelled', closed_at = now() - interval '7 days' + interval '3 s' where id = ${jobId}`;
	expect(await closed(await connected({ token }))).toBe(byServer);
	const again = dial(server.url, { token });
	open.push(again);
	expect(await outcome(again)).toBe('denied');
});
