import { loadConfig } from '#lib/runtime/config.ts';

// Loaded before everything else: by SvelteKit in development, by server.ts in production. Nothing of it is loaded where
// nobody takes the traces.
if (loadConfig().tracesTo) {
	const { startTraces } = await import('#lib/observability/traces.server.ts');
	startTraces();
}
