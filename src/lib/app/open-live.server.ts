import type { Server } from 'node:http';
import { measureSite } from '../sync/measure-site.server.ts';
import { app } from './app.ts';
import { httpServer } from '../runtime/http-server.ts';
import { log } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { attachLive, type Live } from '../sync/live.server.ts';

// Kept on globalThis as the app is: after a hot edit in development the sockets stay, served by the code
// that opened them.
const key = Symbol.for('kanche.live');
const shared = globalThis as { [key]?: { server: Server; opening: Promise<Live>; open?: Live } };

/**
 * Attaches the live screens to the http server, once for this process. Call after `openApp`: what was
 * opened last is closed first, and sockets must not outlive the database.
 *
 * @param build the running build, told to every screen
 */
export async function openLive(build: string): Promise<void> {
	const server = httpServer();
	if (!server) return;
	// Vite restarted itself: it listens with another http server.
	if (shared[key]?.server !== server) {
		const { db, config, auth, metrics } = app();
		const opening = attachLive(server, { db, config, accountsOf: auth.accountsOf, build, metrics, log });
		shared[key] = { server, opening };
		measureSite(metrics, db, build, opening);
		onShutdown('live screens', async () => (await opening).close());
	}
	shared[key].open = await shared[key].opening;
}

/**
 * The door, and word to the screens of this process.
 *
 * @throws where no server listens: scripts and tests open a door of their own
 */
export function live(): Live {
	const open = shared[key]?.open;
	if (!open) throw new Error('No screens are attached: this process does not listen');
	return open;
}
