import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { chanceFrom } from '../../../scripts/demo/chance.ts';
import { freshDatabase } from '../../../tests/database.ts';
import { Link } from '../../../tests/faults/link.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { type LiveServer, signIn, startLive } from './live.testing.ts';
import { openSocket } from './open-socket.ts';
import { CONNECT_TIMEOUT, DEAD_AFTER, PING_EVERY, PONG_WITHIN } from './reconnect.ts';

const database = freshDatabase();
const chance = chanceFrom(1);
/** For a machine that others use too, milliseconds. */
const SPARE = 3_000;

describe('a connection through a network that swallows everything', { timeout: 60_000 }, () => {
	let here: WorkshopForTest;
	let cookie: string;
	let server: LiveServer;
	let link: Link;
	let opened: ReturnType<typeof openSocket>;
	let woke: number[];
	/** Stands for the window, which Node lacks. */
	let page: EventTarget;

	beforeAll(async () => {
		here = await aWorkshop(database.db, 'here');
		cookie = await signIn(database.db, here.lin.actor.id!);
		server = await startLive(database.db);
	});
	afterAll(() => server.close());
	beforeEach(async () => {
		woke = [];
		page = new EventTarget();
		vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
		vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
		link = await Link.open(() => [{ host: '127.0.0.1', port: Number(new URL(server.url).port) }]);
		const url = `http://127.0.0.1:${link.port}`;
		const extraHeaders = { origin: url, cookie };
		opened = openSocket({ url, auth: { workshop: 'here' }, extraHeaders }, (slept) => woke.push(slept));
		await vi.waitUntil(() => opened.socket.connected, { timeout: 5_000 });
	});
	afterEach(async () => {
		vi.restoreAllMocks();
		opened.close();
		vi.unstubAllGlobals();
		await link.close();
	});

	const connected = (timeout: number) => vi.waitUntil(() => opened.socket.connected, { timeout });
	const lost = (timeout: number) => vi.waitUntil(() => !opened.socket.connected, { timeout });
	/** Where the way is open, a new connection follows too fast for `lost` to see the gap. */
	const connectedAgain = (before: string | undefined, timeout: number) =>
		vi.waitUntil(() => opened.socket.id && opened.socket.id !== before, { timeout });
	const seen = () => Object.values(server.live.seen(here.id).screens).reduce((sum, many) => sum + many, 0);

	test('[SYNC18] [SYNC17] is closed by the screen after 8 s of silence, and by the server later', async () => {
		const first = opened.socket.id;
		link.halfOpen(chance);
		link.reopen();
		await connectedAgain(first, DEAD_AFTER + 1_000 + SPARE);
		expect(seen()).toBe(2);
		await expect.poll(seen, { timeout: PING_EVERY + PONG_WITHIN + SPARE }).toBe(1);
	});

	test('[SYNC11] [SYNC15] comes back within 5 s of the way being open, however long it was not', async () => {
		link.halfOpen(chance);
		await lost(DEAD_AFTER + SPARE);
		await sleep(2 * CONNECT_TIMEOUT + 500);
		link.reopen();
		await connected(5_000 + SPARE);
	});

	test.each([
		['the network is back', 'online', {}],
		['the page comes back from the memory of the browser', 'pageshow', { persisted: true }]
	])('[SYNC18] is opened again at once when %s', async (_, type, fields) => {
		const first = opened.socket.id;
		page.dispatchEvent(Object.assign(new Event(type), fields));
		await connectedAgain(first, 1_000 + SPARE);
	});

	test('[SYNC18] stays when a page is shown that was never away', async () => {
		const first = opened.socket.id;
		page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
		page.dispatchEvent(new Event('visibilitychange'));
		await sleep(500);
		expect(opened.socket.id).toBe(first);
	});

	test('[SYNC18] is looked at when the page is seen again', async () => {
		const first = opened.socket.id;
		const before = performance.now.bind(performance);
		// Hidden pages are not called every second.
		vi.spyOn(performance, 'now').mockImplementation(() => before() + DEAD_AFTER + 1);
		page.dispatchEvent(new Event('visibilitychange'));
		vi.mocked(performance.now).mockRestore();
		expect(opened.socket.connected).toBe(false);
		await connectedAgain(first, 1_000 + SPARE);
	});

	test('[SYNC16] is opened again when the device slept, and the sleep is told', async () => {
		const first = opened.socket.id;
		const before = Date.now;
		vi.spyOn(Date, 'now').mockImplementation(() => before() + 60_000);
		await connectedAgain(first, 1_000 + SPARE);
		expect(woke).toHaveLength(1);
		expect(Math.abs(woke[0]! - 60_000)).toBeLessThan(500);
	});
});
