import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openScreen } from '../scripts/live/screen.ts';
import { signIn } from '../scripts/live/sign-in.ts';
import type { BoardCard, BoardMeta } from '../src/lib/feeds/board.ts';
import { freePort } from './free-port.ts';
import { run, type Running, runScript } from './process.ts';

const entry = fileURLToPath(new URL('../scripts/demo.ts', import.meta.url));
let demo: Running | undefined;
let folder: string | undefined;

afterAll(async () => {
	await demo?.end('SIGTERM');
	if (folder) await rm(folder, { recursive: true });
});

/** `npm run demo -- --json`, after the build that `npm test` makes. */
test(
	'[RUN8] the demo says where its screens are, opens them all, plays, and keeps its folder from a second demo',
	{ timeout: 120_000 },
	async () => {
		folder = await mkdtemp(join(tmpdir(), 'kanche-demo-'));
		const port = await freePort();
		const env = { PORT: String(port), DATA_DIR: folder, TZ: 'Asia/Shanghai' };
		const args = [entry, '--json', '--speed', '20'];
		let printed = '';
		demo = await run({ command: process.execPath, args, env }, async () => {
			printed = demo?.output() ?? printed;
			return (await fetch(`http://localhost:${port}/readyz`).catch(() => null))?.ok ?? false;
		});
		for (let tries = 0; !printed.includes('"board"') && tries < 300; tries++) {
			await sleep(100);
			printed = demo.output();
		}
		const line = printed.split('\n').find((text) => text.startsWith('{"board"'))!;
		const { board, wall, lounge, progress, users } = JSON.parse(line) as Record<
			'board' | 'wall' | 'lounge' | 'progress',
			string
		> & { users: { role: string; username: string; password: string }[] };

		for (const address of [wall, lounge, progress]) expect((await fetch(address)).status).toBe(200);
		expect((await fetch(board, { redirect: 'manual' })).status).toBe(303);
		expect(users.map(({ role }) => role)).toEqual(['owner', 'foreman', 'advisor']);

		const url = new URL(board).origin;
		const cookie = await signIn(url, users[1]!.username, users[1]!.password);
		const screen = await openScreen<BoardCard, BoardMeta>({ url, cookie, handshake: { workshop: 'demo' } });
		const { bays } = screen.replica().meta;
		expect(bays).toHaveLength(14);
		expect(screen.replica().cards.size).toBeGreaterThan(25);
		const before = screen.replica().revision;
		await expect.poll(() => screen.replica().revision, { timeout: 20_000 }).toBeGreaterThan(before + 3);
		screen.close();

		// [RUN8] A second demo on the same folder would delete the day of the first.
		const second = await runScript(entry, ['--json'], {
			cwd: folder,
			env: { ...env, PORT: String(await freePort()) }
		});
		expect(second.stderr).toContain('Another demo uses the database in');
		expect(second.code).toBe(1);
		expect((await fetch(wall)).status).toBe(200);
	}
);
