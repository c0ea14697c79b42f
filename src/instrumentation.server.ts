import { loadConfig } from '#lib/server/config.ts';

// Loaded before everything else: by SvelteKit in development, by server.ts in production. Nothing of it is loaded where
// nobody takes the traces.
if (loadConfig().tracesTo) {
	const { startTraces } = await import('#lib/inside/traces.server.ts');
	startTraces();
}
