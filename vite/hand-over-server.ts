import type { Plugin } from 'vite';
import { loadConfig } from '../src/lib/runtime/config.ts';
import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { handOverHttpServer } from '../src/lib/runtime/http-server.ts';
import { shutDown } from '../src/lib/runtime/shutdown.ts';

/**
 * Gives the app the development server's http server, as `server.ts` does in production, and lets
 * the app close what it opened (sockets, its own PostgreSQL) when the development server ends.
 */
export function handOverServer(): Plugin {
	return {
		name: 'kanche:hand-over-server',
		apply: 'serve',
		config() {
			if (process.env.VITEST) return;
			const { host, port } = loadConfig();
			return { server: { host, port, strictPort: true } };
		},
		configureServer({ httpServer }) {
			if (!httpServer) return;
			handOverHttpServer(httpServer);
			// Vite ends by itself on SIGTERM only, and PostgreSQL runs in a session of its own.
			process.exitCode = 0;
			endOnSignal();
		},
		async closeServer({ reason }) {
			if (reason === 'close') await shutDown();
		}
	};
}
