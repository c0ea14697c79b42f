import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from 'uuidv7';
import type { CommandReply } from '#lib/commands/reply.ts';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import { usualSettings } from '#lib/model/screen.ts';
import { makeScreen } from '#lib/screens/screens.server.ts';
import { openDatabase, type OpenDatabase } from '#lib/database/database.ts';
import { endsWithThisProcess } from '#lib/runtime/end-signals.ts';
import { onShutdown } from '#lib/runtime/shutdown.ts';
import { freePort } from '../../tests/free-port.ts';
import { fillBoard } from './board.ts';
import { residentOf } from '../live/resident.ts';
import { openScreen, type Screen } from '../../scripts/live/screen.ts';
import { signIn } from '../../scripts/live/sign-in.ts';

const entry = fileURLToPath(new URL('../../server.ts', import.meta.url));

export interface House {
	url: string;
	database: OpenDatabase;
	workshopId: string;
	slug: string;
	cookie: string;
	/** The address and the handshake's token of a new wall. */
	wall(): Promise<string>;
	/** A board with its foreman before it. */
	board(): Promise<Screen<BoardCard, BoardMeta>>;
	/** The server's process id. */
	pid(): number;
	/** Megabytes that the server holds. */
	resident(): number;
	kill(): Promise<void>;
	start(): Promise<void>;
	close(): Promise<void>;
}

export interface HouseOptions {
	cards: number;
	/** Where the data lies, instead of a new folder. */
	dataDir?: string;
	/** More for the server's command line, before its entry. */
	nodeOptions?: string[];
}

/** A server as in production, with a board of so many cards. */
export async function openHouse({ cards, dataDir, nodeOptions = [] }: HouseOptions): Promise<House> {
	const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'kanche-house-')));
	let server: ChildProcess | undefined;
	const end = async (signal: NodeJS.Signals) => {
		if (!server || server.exitCode !== null || server.signalCode !== null) return;
		const ended = once(server, 'exit');
		server.kill(signal);
		await ended;
	};
	let leave: () => Promise<void> = async () => undefined;
	const close = async () => {
		forget();
		await end('SIGTERM');
		await leave();
		if (!dataDir) await rm(folder, { recursive: true, force: true });
	};
	const forget = onShutdown(`the house in ${folder}`, close);
	const database = await openDatabase({ dataDir: folder });
	leave = database.close;
	const { slug, username, password } = await fillBoard(database.db, cards);
	const [row] = await database.sql<{ id: string }[]>`select id from workshops where slug = ${slug}`;
	const workshopId = row!.id;
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const settings = { PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'silent', LOAD_FACTOR: '1000' };
	const start = async () => {
		server = spawn(process.execPath, [...nodeOptions, entry], {
			cwd: folder,
			env: { ...process.env, ...settings, ...endsWithThisProcess() },
			stdio: 'inherit'
		});
		while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) {
			if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
			await sleep(50);
		}
	};
	await start();
	const cookie = await signIn(url, username, password);
	return {
		...{ url, database, workshopId, slug, cookie },
		async wall() {
			const draft = { ...usualSettings, kind: 'wall' as const, name: 'wall' };
			return (await makeScreen(database.db, workshopId, draft, Date.now())).token;
		},
		board: () => openScreen<BoardCard, BoardMeta>({ url, cookie, handshake: { workshop: slug } }),
		pid: () => server!.pid!,
		resident: () => residentOf(server!.pid!) / 1024 / 1024,
		kill: () => end('SIGKILL'),
		...{ start, close }
	};
}

/** Milliseconds from one move to the next at the least: 600 messages in 10 s are as many as one person may send. */
const PACE = 20;

/** Moves cards between the two repair stages, one after another; says how each went and how long it took. */
export function moverOf(
	board: Screen<BoardCard, BoardMeta>
): () => Promise<{ ms: number; reply: CommandReply }> {
	const { cards, meta } = board.replica();
	const jobs = [...cards.values()].filter((job) => job.arrivedAt !== null).slice(0, 200);
	const versions = new Map(jobs.map((job) => [job.id, job.version]));
	const repair = meta.stages.filter((stage) => stage.kind === 'repair');
	let moves = 0;
	let last = 0;
	return async () => {
		await sleep(Math.max(0, last + PACE - performance.now()));
		last = performance.now();
		const n = moves++;
		const job = jobs[n % jobs.length]!;
		const stageId = repair[Math.floor(n / jobs.length) % 2]!.id;
		const expect = versions.get(job.id)!;
		const command = { type: 'move', id: uuidv7(), jobId: job.id, expect, stageId, after: null, before: null };
		const began = performance.now();
		const reply = await board.send(command);
		if (reply.ok) versions.set(job.id, reply.version);
		return { ms: performance.now() - began, reply };
	};
}
