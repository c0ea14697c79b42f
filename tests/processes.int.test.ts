import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { openScreen, type Screen } from '../scripts/live/screen.ts';
import { signIn } from '../scripts/live/sign-in.ts';
import { booking } from '../src/lib/commands/door.testing.ts';
import type { BoardCard } from '../src/lib/feeds/board.ts';
import { dial, outcome } from '../src/lib/sync/live.testing.ts';
import { ask } from './access/ask.ts';
import { runScript } from './process.ts';
import { startServer } from './server.ts';
import { password, threeProcesses } from './three-processes.ts';

/* Three processes on one PostgreSQL and one Redis, as behind a load balancer that knows nothing of either. */

vi.setConfig({ testTimeout: 60_000 });

const three = threeProcesses();
const { get, post, session } = three;

test('[RUN1] of processes that start at once on an empty database one makes its tables', async () => {
	const rows = await three.database.sql`select hash from drizzle.__drizzle_migrations`;
	expect(new Set(rows.map(({ hash }) => hash as string)).size).toBe(rows.length);
	// Each prints the code of the first run, and nothing else. [PPL7]
	const lines = three.servers.flatMap((server) => server.output().trim().split('\n'));
	expect(lines.filter((line) => line !== '' && !line.includes('setup code'))).toEqual([]);
});

test('[RUN2] a change made through any is on the screens of all', async () => {
	const cookie = await session(0);
	const boards: Screen<BoardCard, unknown>[] = [];
	try {
		for (let each = 0; each < 6; each++) {
			boards.push(await openScreen({ url: three.balanced, cookie, handshake: { workshop: 'one' } }));
		}
		const book = booking({}, Date.now());
		const { jobId } = book;
		const sent = [book, { type: 'note', text: 'a' }, { type: 'note', text: 'b' }];
		for (const [index, command] of sent.entries()) {
			const expected = index === 0 ? {} : { expect: index };
			// Each through another process than the one before.
			const reply = await boards[index]!.send({ id: randomUUID(), jobId, ...expected, ...command });
			expect(reply).toMatchObject({ ok: true, version: index + 1 });
			const begun = performance.now();
			const versions = () => boards.map((board) => board.replica().cards.get(jobId)?.version);
			await expect.poll(versions, { timeout: 5_000, interval: 5 }).toEqual(boards.map(() => index + 1));
			// By Redis: without it the others would look once a second.
			expect(performance.now() - begun).toBeLessThan(900);
		}
	} finally {
		for (const board of boards) board.close();
	}
});

describe('[RUN5] a process that is to end', () => {
	const settings = '/w/one/settings/people';

	/** Has whoever changes something of the workshop wait. @returns lets them go on */
	async function hold(): Promise<() => Promise<void>> {
		const [held, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const holding = three.database.sql.begin(async (tx) => {
			await tx`select from workshops where id = ${three.one.id} for update`;
			held.resolve();
			await over.promise;
		});
		await held.promise;
		return async () => {
			over.resolve();
			await holding;
		};
	}

	/** Asks for a change at the second process while the line is held; there once it waits for its turn. */
	async function askHeld(name: string, cookie: string): Promise<{ answer: Promise<number | string> }> {
		const form = { name, roles: 'technician', invite: 'no' };
		const answer = post(1, `${settings}?/add`, form, { cookie }).then(
			({ status }) => status,
			() => 'no answer'
		);
		const waiting = () => three.database.sql`
			select from pg_stat_activity where wait_event_type = 'Lock' and datname = 'kanche'`;
		await expect.poll(async () => (await waiting()).count).toBeGreaterThan(0);
		return { answer };
	}

	const isRefused = () =>
		get(1, '/healthz').then(
			() => false,
			(error: unknown) => ((error as Error).cause as NodeJS.ErrnoException).code === 'ECONNREFUSED'
		);

	test('takes nobody new and answers what was asked', async () => {
		const cookie = await session(0);
		const release = await hold();
		const { answer } = await askHeld('In time', cookie);
		const began = performance.now();
		const stopped = three.servers[1]!.stop();
		await expect.poll(isRefused, { timeout: 1_000 }).toBe(true);
		await sleep(500);
		await release();
		expect(await answer).toBe(200);
		expect(await stopped).toBe(0);
		expect(performance.now() - began).toBeLessThan(5_000);
		expect((await get(0, settings, cookie)).text).toContain('In time');
		await three.servers[1]!.start();
	});

	test('waits no longer than 2 s for answers, closes its sockets then, and ends within 5 s', async () => {
		const cookie = await session(0);
		const socket = dial(three.servers[1]!.url, { workshop: 'one' }, { cookie });
		expect(await outcome(socket)).toBe('connect');
		const closed = new Promise<number>((resolve) =>
			socket.once('disconnect', () => resolve(performance.now()))
		);
		const release = await hold();
		const { answer } = await askHeld('Too late', cookie);
		const began = performance.now();
		expect(await three.servers[1]!.stop()).toBe(0);
		const ended = performance.now() - began;
		await release();
		const waited = (await closed) - began;
		expect(waited).toBeGreaterThanOrEqual(1_990);
		expect(waited).toBeLessThan(3_500);
		expect(ended).toBeLessThan(5_000);
		expect(await answer).toBe('no answer');
		await three.servers[1]!.start();
	});

	test('leaves its screens to the others, within seconds', async () => {
		const cookie = await session(0);
		const book = booking({}, Date.now());
		const lines = Array.from({ length: 6 }, (): string[] => []);
		const boards: Screen<BoardCard, unknown>[] = [];
		for (const line of lines) {
			boards.push(
				await openScreen({
					...{ url: three.balanced, cookie, handshake: { workshop: 'one' } },
					onLine: (what) => line.push(what)
				})
			);
		}
		try {
			const stopped = three.servers[1]!.stop();
			const cut = () => lines.filter((line) => line.length > 2);
			await expect.poll(() => cut().length).toBe(2);
			expect(await stopped).toBe(0);
			const sender = boards.find((_, index) => !cut().includes(lines[index]!))!;
			expect(await sender.send(book)).toMatchObject({ ok: true });
			const shown = () => boards.map((board) => board.replica().cards.has(book.jobId));
			await expect.poll(shown, { timeout: 8_000 }).toEqual(boards.map(() => true));
			expect(boards.map((board) => board.freshness())).toEqual(boards.map(() => 'live'));
			expect(cut().map((line) => line[2])).toEqual(['io server disconnect', 'io server disconnect']);
		} finally {
			for (const board of boards) board.close();
		}
		await three.servers[1]!.start();
	});
});

test('[RUN4] a server with another secret does not start, and says what to do; a lost one can be replaced', async () => {
	const other = { ...three.env, AUTH_SECRET: 'another-secret-than-theirs-and-as-long' };
	const dataDir = join(three.folder, 'other');
	await mkdir(dataDir);
	await expect(startServer({ dataDir, env: other })).rejects.toThrow(
		/belongs to another secret.*AUTH_SECRET/
	);
	const script = fileURLToPath(new URL('../scripts/new-secret.ts', import.meta.url));
	for (const server of three.servers) await server.stop();
	expect(
		await runScript(script, [], { cwd: three.folder, env: { ...other, DATA_DIR: dataDir } })
	).toMatchObject({
		code: 0
	});
	const server = await startServer({ dataDir, env: other });
	try {
		const cookie = await signIn(server.url, 'owner', password);
		expect((await ask({ server }, 'GET', '/w/one/board', { cookie })).status).toBe(200);
		await expect(three.servers[0]!.start()).rejects.toThrow('belongs to another secret');
	} finally {
		await server.remove();
	}
});
