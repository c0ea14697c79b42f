import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareCluster, stop as stopCluster } from '../src/lib/database/postmaster.ts';
import { makeDataDir } from './data-dir.ts';
import { freePort } from './free-port.ts';
import { run, type Running } from './process.ts';

const entry = fileURLToPath(new URL('../server.ts', import.meta.url));

export interface TestServer {
	readonly url: string;
	readonly port: number;
	readonly dataDir: string;
	/** All that the process printed since its last start. */
	output(): string;
	/** As a service manager would: SIGTERM, then the end. Resolves to the exit code. */
	stop(): Promise<number | null>;
	/** As a power cut would: SIGKILL. Its PostgreSQL runs on and is adopted by the next start. */
	kill(): Promise<void>;
	/** Again, on the same port with the same data, after `stop` or `kill`. */
	start(): Promise<void>;
	/** Stops whatever still runs, and deletes the data if it was made here. */
	remove(): Promise<void>;
}

export interface ServerOptions {
	port?: number;
	/** Shared with another server, say; else one of its own, deleted at the end. */
	dataDir?: string;
	env?: Record<string, string>;
}

/** Runs the built server (`npm run build` first) as production does. Resolves once /readyz says so. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
	const port = options.port ?? (await freePort());
	const dataDir = options.dataDir ?? (await makeDataDir('server'));
	const url = `http://localhost:${port}`;
	const env: Record<string, string> = {
		PORT: String(port),
		DATA_DIR: dataDir,
		LOG_LEVEL: 'warn',
		...options.env
	};
	let running: Running | undefined;

	const ready = () =>
		fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
			(response) => response.ok,
			() => false
		);

	async function start(): Promise<void> {
		// Run in the data folder: a .env of the project's must not reach a test.
		running = await run({ command: process.execPath, args: [entry], cwd: dataDir, env }, ready);
	}

	async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
		const code = (await running?.end(signal)) ?? null;
		running = undefined;
		return code;
	}

	await start();
	return {
		url,
		port,
		dataDir,
		output: () => running?.output() ?? '',
		stop: () => end('SIGTERM'),
		kill: async () => void (await end('SIGKILL')),
		start,
		async remove() {
			if (running) await end('SIGTERM');
			if (options.dataDir) return;
			if (!env.DATABASE_URL) await stopCluster(await prepareCluster(dataDir));
			// What PostgreSQL does last may come between.
			await rm(dataDir, { recursive: true, maxRetries: 5 });
		}
	};
}
