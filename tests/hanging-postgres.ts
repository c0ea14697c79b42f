import { mkdtemp, rm } from 'node:fs/promises';
import { connect as dial, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../src/lib/database/database.ts';

export interface HangingPostgres {
	readonly target: Target;
	/** As a database that has stopped answering: connections stand, nothing comes back. */
	pause(): void;
	resume(): void;
	close(): Promise<void>;
}

/** A way to a database that can hang, without the database hanging for everybody else. */
export async function hangingPostgres(target: Exclude<Target, string>): Promise<HangingPostgres> {
	const folder = await mkdtemp(join(tmpdir(), 'kanche-pg-'));
	const name = `.s.PGSQL.${target.port}`;
	const sockets = new Set<Socket>();
	let paused = false;
	const server = createServer((near) => {
		const far = dial(join(target.host, name));
		for (const [from, to] of [
			[near, far],
			[far, near]
		] as const) {
			sockets.add(from);
			from.pipe(to);
			from.on('error', () => to.destroy());
			from.on('close', () => sockets.delete(from));
			if (paused) from.cork();
		}
	});
	await new Promise<void>((resolve) => server.listen(join(folder, name), resolve));
	return {
		target: { ...target, host: folder },
		pause() {
			paused = true;
			for (const socket of sockets) socket.cork();
		},
		resume() {
			paused = false;
			for (const socket of sockets) socket.uncork();
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
			await rm(folder, { recursive: true });
		}
	};
}
