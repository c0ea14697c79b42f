import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { makeLink } from '../progress-links/links.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen } from '../screens/screens.server.ts';
import { connectionsOfPerson, connectionsOfToken } from './count-sockets.server.ts';
import { type ClientSocket, dial, type LiveServer, outcome, signIn, startLive } from './live.testing.ts';

const database = freshDatabase();
let server: LiveServer;
let here: WorkshopForTest;
let cookie: string;
let jobId: string;
const open: ClientSocket[] = [];

beforeAll(async () => {
	server = await startLive(database.db);
	here = await aWorkshop(database.db, 'here');
	cookie = await signIn(database.db, here.lin.actor.id!);
	jobId = (await done(server.live.door, booking({}, Date.now()), here.lin)).jobId;
});
afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
afterAll(() => server.close());

const asPerson = () => Promise.resolve({ workshop: 'here' });
const asLink = async () => ({
	token: (await makeLink(database.db, { workshopId: here.id, jobId, createdBy: null }, Date.now())).token
});
const asScreen = async () => ({
	token: (
		await makeScreen(database.db, here.id, { ...usualSettings, kind: 'wall', name: 'Wall' }, Date.now())
	).token
});

test.each([
	['a person', asPerson, connectionsOfPerson],
	['a customer’s link', asLink, connectionsOfToken],
	['a screen', asScreen, connectionsOfToken]
])(
	'[ACC11] %s gets so many connections, and another one when one of them ends',
	async (_, come, most) => {
		const auth = await come();
		const knock = () => {
			const socket = dial(server.url, auth, { cookie: 'workshop' in auth ? cookie : undefined });
			open.push(socket);
			return outcome(socket);
		};
		const all = await Promise.all(Array.from({ length: most + 5 }, knock));
		expect(all.filter((each) => each === 'connect')).toHaveLength(most);
		expect(all.filter((each) => each === 'unavailable')).toHaveLength(5);
		// Others are not kept out by it.
		const other = dial(server.url, await asLink());
		open.push(other);
		expect(await outcome(other)).toBe('connect');

		open.find(({ connected }) => connected)!.disconnect();
		await expect.poll(knock, { timeout: 10_000 }).toBe('connect');
	},
	60_000
);

test('[ACC11] a connection that leaves its namespace is closed', async () => {
	const { token } = await asLink();
	const raw = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
		origin: server.url
	});
	const closed = new Promise((resolve) => raw.once('close', resolve));
	await new Promise<void>((resolve) => {
		raw.on('message', (message: Buffer) => {
			if (message.toString() === '2') raw.send('3');
			if (message.toString().startsWith('0')) raw.send(`40${JSON.stringify({ token })}`);
			if (message.toString().startsWith('40')) resolve();
		});
	});
	const begin = performance.now();
	raw.send('41');
	await closed;
	// Long before a connection that is dead would end.
	expect(performance.now() - begin).toBeLessThan(5_000);
}, 30_000);

test('[ACC11] a connection that answers pings and does not say who it is, is closed', async () => {
	const raw = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
		origin: server.url
	});
	const begin = performance.now();
	raw.on('message', (message: Buffer) => message.toString() === '2' && raw.send('3'));
	await new Promise((resolve) => raw.once('close', resolve));
	expect(performance.now() - begin).toBeGreaterThan(9_000);
	expect(performance.now() - begin).toBeLessThan(20_000);
}, 60_000);
