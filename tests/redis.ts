import { tmpdir } from 'node:os';
import { createClient } from 'redis';
import { freePort } from './free-port.ts';
import { run } from './process.ts';

export interface TestRedis {
	readonly url: string;
	/** As when its machine is lost: SIGKILL. */
	stop(): Promise<void>;
	/** Again, empty, on the same port. */
	start(): Promise<void>;
	/** Hangs without closing a connection, until `resume`. */
	pause(): void;
	resume(): void;
}

/** Runs Debian's redis-server, keeping nothing on disk. */
export async function startRedis(): Promise<TestRedis> {
	const port = await freePort();
	const url = `redis://127.0.0.1:${port}`;
	const settings = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no', dir: tmpdir() };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	const begin = () => run({ command: 'redis-server', args }, () => answers(url));
	let running = await begin();

	return {
		url,
		stop: async () => void (await running.end('SIGKILL')),
		start: async () => void (running = await begin()),
		pause: () => void running.child.kill('SIGSTOP'),
		resume: () => void running.child.kill('SIGCONT')
	};
}

async function answers(url: string): Promise<boolean> {
	const client = createClient({ url, socket: { reconnectStrategy: false } });
	client.on('error', () => undefined);
	try {
		await client.connect();
		await client.ping();
		return true;
	} catch {
		return false;
	} finally {
		client.destroy();
	}
}
