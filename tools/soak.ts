import '../scripts/rig.ts';
import type { CDPSession, Page } from '@playwright/test';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endsWithThisProcess } from '#lib/runtime/end-signals.ts';
import { onShutdown, shutDown } from '#lib/runtime/shutdown.ts';
import { asked } from '../scripts/asked.ts';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';
import type { DemoUser } from '../scripts/demo/setting.ts';
import { launchChromium } from './live/chromium.ts';
import { residentOf } from './live/resident.ts';
import { type Sample, trendOf } from './soak/slope.ts';
import { MINUTE } from '#lib/model/moments.ts';

// `npm run soak`: a wall, a lounge and a board stay open in Chromium while the demonstration plays. Every
// minute garbage is collected and what is left is measured: a screen that hangs for months may not grow.

const usage = `npm run soak -- [--minutes N] [--speed N] [--json FILE]

  --minutes N    how long (default 60)
  --speed N      play the demonstration's day N times as fast (default 4)
  --json FILE    all samples besides`;

const { json, minutes, speed } = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: {
			minutes: { type: 'string', default: '60' },
			speed: { type: 'string', default: '4' },
			json: { type: 'string' }
		}
	});
	const [minutes, speed] = [Number(values.minutes), Number(values.speed)];
	if (!(minutes > 0 && speed > 0 && speed <= 100))
		throw new Error('Minutes and speed are numbers above 0, speed at most 100.');
	return { json: values.json, minutes, speed };
});

const MB = 1024 * 1024;
const SAMPLE_EVERY = Math.min(MINUTE, (minutes * MINUTE) / 10);
/** Caches fill, code is compiled, the day's cars come in: the first tenth tells nothing, at most 10 minutes. */
const START_UP = Math.min(10 * MINUTE, (minutes * MINUTE) / 10);
const PORT = '4795';

interface Addresses {
	board: string;
	wall: string;
	lounge: string;
	users: DemoUser[];
}

await buildIfNeeded(console.log);
const folder = await mkdtemp(join(tmpdir(), 'kanche-soak-'));
onShutdown('data folder', () => rm(folder, { recursive: true, force: true }));
const demo = spawn(
	process.execPath,
	[fileURLToPath(new URL('../scripts/demo.ts', import.meta.url)), '--json', '--speed', String(speed)],
	{
		env: { ...process.env, PORT, DATA_DIR: folder, ...endsWithThisProcess() },
		stdio: ['ignore', 'pipe', 'inherit']
	}
);
const over = new Promise((resolve) => demo.once('exit', resolve));
onShutdown('demo', async () => {
	demo.kill('SIGTERM');
	await over;
});
const figures = new Map<string, Sample[]>();
// Also of a soak that ended early: what was measured until then.
onShutdown('figures', tell);
const browser = await launchChromium();
try {
	await soak(await addressesOf(demo));
} finally {
	await shutDown();
}

async function soak({ board, wall, lounge, users }: Addresses): Promise<void> {
	const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
	const page = async (address: string) => {
		const opened = await context.newPage();
		await opened.goto(address);
		return opened;
	};
	const { username, password } = users.find((user) => user.username === 'foreman') ?? users[0]!;
	const boardPage = await page(board);
	await boardPage.locator('input[name=username]').fill(username);
	await boardPage.locator('input[name=password]').fill(password);
	await boardPage.locator('button[type=submit]').last().click();
	await boardPage.waitForURL('**/board');
	const watched: [string, CDPSession][] = [];
	const pages: [string, Page][] = [
		['wall', await page(wall)],
		['lounge', await page(lounge)],
		['board', boardPage]
	];
	for (const [name, each] of pages) watched.push([name, await context.newCDPSession(each)]);

	const server = serverOf(demo);
	const began = performance.now();
	const note = (figure: string, value: number) => {
		const at = Math.round(performance.now() - began);
		figures.set(figure, [...(figures.get(figure) ?? []), { at, value }]);
	};
	console.log(
		`${minutes} minutes, the day played ${speed} times as fast; a sample every ${SAMPLE_EVERY / 1000} s`
	);
	while (performance.now() - began <= minutes * MINUTE) {
		for (const [name, session] of watched) {
			await session.send('HeapProfiler.collectGarbage');
			const { usedSize } = await session.send('Runtime.getHeapUsage');
			const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
			note(`${name} heap, MB`, usedSize / MB);
			note(`${name} DOM nodes`, nodes);
			note(`${name} listeners`, jsEventListeners);
		}
		note('server resident, MB', residentOf(server) / MB);
		await sleep(SAMPLE_EVERY);
	}
	if (json) await writeFile(json, JSON.stringify(Object.fromEntries(figures), null, '\t'));
}

/** A line a figure, with what matters last: how much it grows in an hour. */
function tell(): void {
	console.log(
		`\n${''.padEnd(22)}${['first', 'last', 'least', 'most', 'per hour'].map((word) => word.padStart(10)).join('')}`
	);
	for (const [figure, samples] of figures) {
		const trend = trendOf(samples, START_UP);
		if (!trend) continue;
		const { first, last, least, most, perHour } = trend;
		const numbers = [first, last, least, most].map((value) => value.toFixed(1).padStart(10)).join('');
		console.log(
			`${figure.padEnd(22)}${numbers}${`${perHour >= 0 ? '+' : ''}${perHour.toFixed(2)}`.padStart(10)}`
		);
	}
}

/** The one line that the demonstration prints once it plays. */
async function addressesOf({ stdout }: ChildProcess): Promise<Addresses> {
	for await (const line of createInterface({ input: stdout! })) {
		if (line.startsWith('{')) return JSON.parse(line) as Addresses;
	}
	throw new Error('The demonstration ended before it played.');
}

/** The process id of the server that the demonstration started: its one child. */
function serverOf({ pid }: ChildProcess): number {
	const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' });
	const server = children.split('\n').find((line) => line.includes('server.ts'));
	if (!server) throw new Error(`No server among the demonstration's processes:\n${children}`);
	return Number.parseInt(server, 10);
}
